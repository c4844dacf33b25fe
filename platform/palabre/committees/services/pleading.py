"""An appeal by somebody whom nobody knows: it waited, and comes out with a batch (ADR 27)."""

from dataclasses import dataclass
from datetime import date

from palabre.committees.models import NamelessContribution
from palabre.moderation.models import Case
from palabre.moderation.rules import can_appeal
from palabre.moderation.services import appeal


@dataclass(frozen=True)
class Plea:
    discussion: int
    appealed: str
    plea: str
    on: str


def hear(*, discussion: int, appealed: str, plea: str, on: str) -> None:
    """Whether it may be was asked when it was said. If nothing is left to look at, it is let go."""
    said = NamelessContribution.objects.filter(pk=appealed, discussion=discussion).first()
    removal = Case.objects.about(said).standing().first() if said else None
    asked_on = date.fromisoformat(on)
    if removal is not None and can_appeal(removal, on=asked_on):
        appeal(removal, plea=plea, on=asked_on)
