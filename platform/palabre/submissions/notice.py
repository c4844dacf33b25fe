"""One mail a day to each reader, of the same size whether somebody wrote or not.

Whoever watches the mails of a reader then learns nothing about who writes, or when.
"""

from django.core.mail import send_mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.people.models import User
from palabre.spaces.models import Membership, Role
from palabre.submissions.models import Status
from palabre.submissions.selectors import overdue_for, submissions_for

LENGTH, LINES = 600, 20  # bytes of UTF-8, more than any text takes in either language
FILLER = "."


@transaction.atomic  # each mail is a row first: all of them or none, so that nobody gets two
def send_notices() -> None:
    seats = Membership.objects.filter(role=Role.READER, user__is_active=True)
    readers = User.objects.filter(pk__in=seats.values("user")).exclude(email="")
    for reader in readers.exclude(vault_key=None):
        waits = submissions_for(reader).filter(status=Status.RECEIVED).exists()
        overdue = overdue_for(reader).exists()
        with translation.override(reader.language):
            text = words(waits=waits, overdue=overdue)
            send_mail(_("Messages"), of_one_size(text), None, [reader.email])


def words(*, waits: bool, overdue: bool = False) -> str:
    if overdue:
        return _(
            "Hello,\n\n"
            "Today: something has waited for you for a week, and nobody has read it. Open your usual "
            "site, sign in, and read it when you are alone.\n\n"
            "This mail comes every day, and always has the same size.\n"
        )
    if waits:
        return _(
            "Hello,\n\n"
            "Today: something waits for you. Open your usual site, sign in, and read it when you "
            "are alone.\n\n"
            "This mail comes every day, and always has the same size.\n"
        )
    return _(
        "Hello,\n\n"
        "Today: nothing new waits for you.\n\n"
        "This mail comes every day, and always has the same size.\n"
    )


def of_one_size(text: str) -> str:
    """Filled up with dots. A line's end is two bytes on its way, so all texts get as many lines."""
    text += "\n" * (LINES - text.count("\n"))
    return text + FILLER * (LENGTH - len(text.encode()))
