"""Who reports, who reads and who notes. What a person can open is decided by keys; this is the door
before."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.reprisals.models import MEMBERS, Report
from palabre.spaces.models import Anyone, Role, Space


def can_report(user: Anyone, space: Space) -> Verdict:
    if space.has_role(user, *MEMBERS):
        return ALLOW
    return deny(_("Only the members of this committee report pressure here."))


def can_look_into(user: User, report: Report) -> Verdict:
    """Read it as its custodian, and note what became of it."""
    if report.space.has_role(user, Role.CUSTODIAN):
        return ALLOW
    return deny(_("Only a custodian of this committee does this."))
