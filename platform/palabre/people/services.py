"""What ends a presence, and what must not date one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from palabre.people.models import User


def forget_ended_sessions() -> None:
    """Old ones would say for ever who was here on which day."""
    SessionStore.clear_expired()


def end_sessions(person: User) -> int:
    """Sign them out everywhere, now. Every session is read: they keep no column for the person."""
    theirs = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
    return len(theirs)


def forget_the_hour(instance: Authenticator, **kwargs: Any) -> None:
    """allauth notes when a second factor is made and used: who was here when. Keep the day only."""
    instance.last_used_at = None
    instance.created_at = instance.created_at.replace(hour=0, minute=0, second=0, microsecond=0)
