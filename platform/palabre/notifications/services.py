"""Telling people: on their page at once, by mail without a word of what it is about."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage, get_connection, send_mail
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from palabre.jobs.services import later
from palabre.notifications.models import Mail, Notice
from palabre.people.models import User


def tell(user: User, kind: str, *, link: str = "", **words: Any) -> Notice:
    """Put a notice on their page; a discreet mail follows, one a day at most."""
    notice = Notice.objects.create(user=user, kind=kind, link=link, words=words)
    later("notifications.nudge", user.pk, key=f"nudge:{user.pk}:{timezone.now():%Y-%m-%d}")
    return notice


def read_notices(user: User) -> None:
    user.notices.unread().update(read=True)


def nudge(user: User) -> None:
    """« You have 1 message »: no link, no name, no topic, so that a read mailbox tells nothing."""
    if not user.email or not user.notices.unread().exists():
        return
    if EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).exists():
        return  # who has not shown that it is theirs may have typed somebody else's
    with translation.override(user.language):
        send_mail(_("You have 1 message"), _discreet_body(), None, [user.email])


def _discreet_body() -> str:
    return _(
        "Hello,\n\n"
        "There is something new for you. To read it, open your usual site and sign in.\n\n"
        "This mail has no link, no name and no topic, on purpose.\n"
        "If somebody reads your mailbox, they learn nothing.\n"
    )


def deliver(pk: str) -> None:
    """Hand one mail to the mail server.

    If the process dies between the server's yes and the next line, the mail goes out twice: the
    one narrow window (ADR 0002).
    """
    mail = Mail.objects.filter(pk=pk).first()
    if mail is None:
        return
    connection = get_connection(settings.DELIVERY_BACKEND)
    EmailMessage(mail.subject, mail.body, mail.sender, mail.to, connection=connection).send()
    mail.delete()
