"""What is put on a topic or discussion just now, as everybody who may read it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject
from django.http import HttpResponse
from django.utils.translation import gettext as _

from palabre.core.asked import as_instant
from palabre.core.bilingual import in_language
from palabre.core.days import day_in_words
from palabre.core.kept import true_until
from palabre.core.verdict import Verdict
from palabre.moderation.models import Pause, PauseKind

Answer = TypeVar("Answer", bound=HttpResponse)
SAID = JSONObject(
    kind="kind",
    ends_at="ends_at",
    number="rule__number",
    fr="rule__title_fr",
    en="rule__title_en",
)


@dataclass(frozen=True)
class Running:
    """A pause that has begun and is not over."""

    kind: str
    ends_at: datetime
    rule: str

    @property
    def stops(self) -> bool:
        return self.kind == PauseKind.PAUSE

    @property
    def tag(self) -> str:
        return _("Paused") if self.stops else _("Slowed")

    @property
    def words(self) -> str:
        words = {"day": day_in_words(self.ends_at), "rule": self.rule}
        if self.stops:
            return (
                _(
                    "Paused until %(day)s: moderators of both sides decided so, under rule %(rule)s. "
                    "Everybody goes on reading; what was said before stays."
                )
                % words
            )
        return (
            _(
                "Slowed until %(day)s: everybody writes here once in six hours. Moderators of both "
                "sides decided so, under rule %(rule)s."
            )
            % words
        )

    def beside(self, verdict: Verdict) -> str:
        """What a form still has to say, below a note that says the rest."""
        return verdict.reason.removeprefix(self.words).strip()


def with_pause(label: str) -> dict[str, Any]:
    """To annotate topics or discussions with what runs on each, so that a page asks nothing more."""
    here = Pause.objects.running().filter(item_pk=Cast(OuterRef("pk"), models.CharField()))
    return {"pause": Subquery(_said(here.filter(label=label))[:1])}


def pause_of(item: models.Model) -> Running | None:
    """From its annotation where it has one."""
    if "pause" in vars(item):
        said = vars(item)["pause"]
    else:
        here = Pause.objects.running().filter(label=item._meta.label_lower, item_pk=str(item.pk))
        said = _said(here).first()
    return _read(said) if said else None


def while_it_lasts(answer: Answer, pauses: Iterable[Running | None]) -> Answer:
    """No page kept for strangers goes on to speak of one that is over."""
    return true_until(answer, [pause.ends_at for pause in pauses if pause])


def _said(pauses: QuerySet[Pause]) -> QuerySet[Pause, Any]:
    return pauses.order_by("-ends_at").values_list(SAID, flat=True)


def _read(said: dict[str, Any]) -> Running:
    return Running(
        kind=said["kind"],
        ends_at=as_instant(datetime.fromisoformat(said["ends_at"])),
        rule=f"{said['number']}. {in_language(fr=said['fr'], en=said['en'])}",
    )
