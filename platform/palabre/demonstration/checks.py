"""Nobody runs the world on accounts whose password is in a README."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from palabre.demonstration.services import is_loaded

WORDS = (
    "This database holds the demonstration's people, whose passwords everybody knows. "
    "Production does not start on it: use an empty database."
)


def holds_demonstration() -> bool:
    """False too where the database does not answer or has no tables yet: others say so better."""
    if settings.DEMONSTRATION or settings.DEBUG:
        return False
    try:
        return is_loaded()
    except DatabaseError:
        return False


def refuse_demonstration() -> None:
    if holds_demonstration():
        raise ImproperlyConfigured(WORDS)


@register(Tags.database, deploy=True)
def check_demonstration(**_options: Any) -> list[CheckMessage]:
    return [Error(WORDS, id="palabre.E001")] if holds_demonstration() else []
