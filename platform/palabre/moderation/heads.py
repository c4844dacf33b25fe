"""The head of the record, sent out each day: whoever kept it can show that the record was changed."""

from collections.abc import Callable

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.audit.models import Check, DailyHead
from palabre.audit.services import check_record, give_out_head
from palabre.moderation.models import JUDGES
from palabre.people.models import User
from palabre.spaces.models import Membership, Role

DIGITS = 10  # so that every mail has the same size
GROUPS_A_LINE = 4


@transaction.atomic  # each mail is a row first: all of them or none, so that nobody gets two
def send_heads() -> None:
    """To the moderators of both sides, the co-chairs and the secretariats, whatever has happened."""
    head = give_out_head()
    _send(lambda: words(head))


@transaction.atomic
def check_and_tell() -> None:
    """Where the record is not as it was written, or the database refuses less than it should, both
    sides hear of it on the same day."""
    check = check_record()
    if not (check.is_whole and check.is_guarded):
        _send(lambda: alarm(check))


def _send(body: Callable[[], str]) -> None:
    for person in keepers_of_heads():
        with translation.override(person.language):
            send_mail(_("Figures to keep"), body(), None, [person.email])


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


def alarm(check: Check) -> str:
    """Nothing of what was changed, where, or by whom: a mailbox may be read by others."""
    if check.is_whole:
        words = _(
            "Hello,\n\n"
            "%(day)s\n"
            "%(number)s\n\n"
            "The figures agree, but what keeps them was taken away or weakened. Ask why, together "
            "with somebody of the other side, and keep this mail.\n"
        )
    else:
        words = _(
            "Hello,\n\n"
            "%(day)s\n"
            "%(number)s\n\n"
            "The figures do not agree any more: they are right up to this number, and not after it. "
            "Compare those that you kept with somebody of the other side, and keep this mail.\n"
        )
    return words % {"day": check.day.isoformat(), "number": f"{check.number:0{DIGITS}}"}


def in_lines(groups: list[str]) -> list[str]:
    starts = range(0, len(groups), GROUPS_A_LINE)
    return [" ".join(groups[start : start + GROUPS_A_LINE]) for start in starts]
