"""The head of the record, sent out each day: whoever kept it can show that the record was changed."""

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.audit.models import DailyHead
from palabre.audit.services import give_out_head
from palabre.moderation.models import JUDGES
from palabre.people.models import User
from palabre.spaces.models import Membership, Role

DIGITS = 10  # so that every mail has the same size
GROUPS_A_LINE = 4


@transaction.atomic  # each mail is a row first: all of them or none, so that nobody gets two
def send_heads() -> None:
    """To the moderators of both sides, the co-chairs and the secretariats, whatever has happened."""
    head = give_out_head()
    for person in keepers_of_heads():
        with translation.override(person.language):
            send_mail(_("Figures to keep"), words(head), None, [person.email])


def keepers_of_heads() -> list[User]:
    sides = dict(JUDGES)
    offices = Q(role=Role.SECRETARIAT) | Q(role__in=[Role.MODERATOR, Role.CHAIR], side__in=sides)
    seats = Membership.objects.filter(offices)
    people = User.objects.filter(pk__in=seats.values("user"), is_active=True).exclude(email="")
    return list(people.order_by("pk"))


def words(head: DailyHead) -> str:
    return _(
        "Hello,\n\n"
        "%(day)s\n"
        "%(number)s\n"
        "%(digest)s\n\n"
        "Keep this mail. With these figures it can be shown one day that something was taken away "
        "or changed. It comes every day, whatever has happened.\n"
    ) % {
        "day": head.day.isoformat(),
        "number": f"{head.number:0{DIGITS}}",
        "digest": "\n".join(in_lines(head.groups)),
    }


def in_lines(groups: list[str]) -> list[str]:
    starts = range(0, len(groups), GROUPS_A_LINE)
    return [" ".join(groups[start : start + GROUPS_A_LINE]) for start in starts]
