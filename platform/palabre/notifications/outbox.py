"""Django's mail backend that only writes a row: whoever sends a mail sends it after the commit."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from palabre.jobs.services import later
from palabre.notifications.models import Mail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        with transaction.atomic():
            for message in email_messages:
                # Building the message refuses line breaks in headers, before anything is kept.
                message.message()
                mail = Mail.objects.create(
                    to=message.to,
                    sender=message.from_email,
                    subject=str(message.subject),
                    body=str(message.body),
                )
                later("notifications.deliver", str(mail.pk))
        return len(email_messages)
