"""Who reads sealed messages. What a person can open is decided by keys; this is the door before."""

from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.people.models import User
from palabre.spaces.models import Role
from palabre.submissions.models import ReaderKey, Status, Submission


def can_read_messages(user: User) -> Verdict:
    if user.memberships.filter(role=Role.READER).exists():
        return ALLOW
    return deny(_("Only the readers of a committee open its messages."))


def can_enrol(user: User) -> Verdict:
    if ReaderKey.objects.filter(user=user).exists():
        return deny(_("You already have a vault."))
    return can_read_messages(user)


def can_answer(user: User, submission: Submission) -> Verdict:
    if not submission.space.has_role(user, Role.READER):
        return deny(_("Only the readers of this committee answer."))
    if not submission.wraps.filter(reader_key__user=user).exists():
        return deny(_("This message is not sealed to you."))
    if submission.status == Status.CLOSED:
        return deny(_("This conversation is closed."))
    return ALLOW
