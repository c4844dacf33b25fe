"""Hears allauth: an account has just been made."""

from typing import Any

from palabre.moderation.services import look_at_name
from palabre.people.models import User


def look_at_new_name(user: User, **_more: Any) -> None:
    look_at_name(user)
