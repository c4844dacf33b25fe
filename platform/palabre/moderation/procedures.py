"""How each space is moderated, and since when: read from the record, which nobody can change unseen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.audit.models import AuditRecord
from palabre.moderation.actions import Action
from palabre.moderation.models import Procedure, procedure_of
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space
from palabre.spaces.selectors import spaces_run_by

__all__ = ["changes_of", "get_space", "in_words", "list_spaces", "procedure_of"]

TIMES = (
    "promise_hours",
    "lapse_days",
    "veil_hours",
    "second_look_hours",
    "panel_hours",
    "appeal_days",
)
POWERS = ("spam_by_one", "first_words", "holds_all")
FIELDS = TIMES + POWERS


@dataclass(frozen=True)
class Value:
    name: str
    meaning: str
    said: str


@dataclass(frozen=True)
class Change:
    day: date
    meaning: str
    before: str
    after: str


def meanings() -> dict[str, str]:
    return {
        "promise_hours": _("A case is decided within, as promised"),
        "lapse_days": _("A case that nobody decides is closed, and the thing kept, after"),
        "veil_hours": _("What may put somebody in danger is hidden undecided for, at most"),
        "second_look_hours": _("Where the two sides differ, they look again within"),
        "panel_hours": _("Where they still differ, three drawn by lot decide within"),
        "appeal_days": _("An author may appeal for"),
        "spam_by_one": _("One moderator alone may remove the spam of a newcomer"),
        "first_words": _("First posts of a newcomer that wait to be published"),
        "holds_all": _("Every post waits to be published"),
    }


def say(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name.endswith("_hours"):
        return ngettext("%(n)s hour", "%(n)s hours", value) % {"n": value}
    if name.endswith("_days"):
        return ngettext("%(n)s day", "%(n)s days", value) % {"n": value}
    return str(value) if value else _("none")


def in_words(procedure: Procedure) -> list[Value]:
    said = meanings()
    return [Value(name, said[name], say(name, getattr(procedure, name))) for name in FIELDS]


def list_spaces(user: Anyone) -> QuerySet[Space]:
    return Space.objects.visible_to(user).select_related("procedure").order_by("slug")


def get_space(slug: str, *, for_user: Anyone) -> Space:
    """One that this person may look into; hidden and missing look alike."""
    found = Space.objects.visible_to(for_user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def get_space_run_by(user: User, slug: str) -> Space:
    found = spaces_run_by(user).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def changes_of(space: Space) -> list[Change]:
    """The latest first. Not who made it: a space answers for how it is moderated."""
    procedure = Procedure.objects.filter(space=space).first()
    if procedure is None:
        return []
    target = f"{procedure._meta.label_lower}:{procedure.pk}"
    records = AuditRecord.objects.filter(action=Action.PROCEDURE_CHANGED, target=target)
    said = meanings()
    return [
        Change(
            each.day,
            said[name],
            say(name, each.details["before"][name]),
            say(name, each.details["after"][name]),
        )
        for each in records
        for name in FIELDS
        if name in each.details["after"]
    ]
