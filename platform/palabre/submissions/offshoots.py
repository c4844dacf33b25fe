"""What readers published after a message, for whoever holds its code.

The row says neither what was published nor after which message: both are sealed to the writer's own key,
and locked with the key of a week. With the code every row of the space is tried, and those that open are
the writer's. Nothing is written when somebody looks (docs/adr/0030-appeals-by-the-code.md).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from palabre.core.days import today
from palabre.moderation.models import Case, Outcome
from palabre.moderation.registry import is_read_now, keeper_of, kinds
from palabre.sealing import proposal as sealed
from palabre.sealing.errors import SealError
from palabre.sealing.vault import OpenVault
from palabre.sealing.wrapping import ReportKeys
from palabre.submissions.expiry import end_of_offshoot
from palabre.submissions.intake import Writer
from palabre.submissions.models import Offshoot, Submission
from palabre.vaults import epochs
from palabre.vaults.trust import trust_in


@dataclass(frozen=True)
class Grown:
    """A topic that grew out of somebody's message, as anyone reads it, or read it before it was hidden."""

    pk: UUID
    title: str
    url: str
    lang: str
    is_read: bool
    removals: list[Case] = field(default_factory=list)  # the last first


def leave_offshoot(
    submission: Submission,
    things: Iterable[models.Model],
    keys: ReportKeys,
    opened: OpenVault,
) -> None:
    """A message of before the writer's key came along with the report's has none to seal to."""
    if not keys.writer:
        return
    row = Offshoot(pk=uuid4(), space=submission.space, expires_on=end_of_offshoot(today()))
    named = [f"{thing._meta.label_lower}:{thing.pk}" for thing in things]
    place = _place(submission.pk, row.pk, row.expires_on)
    inside = sealed.seal_texts(keys.writer, place, named, reader_seed=opened.ed_seed)
    row.sealed = epochs.lock(row.expires_on, inside)
    row.save(force_insert=True)


def _place(submission: UUID, row: UUID, day: date) -> sealed.ProposalContext:
    return sealed.ProposalContext(submission, row, sealed.PUBLISHED, day)


def grown_from(writer: Writer) -> list[Grown]:
    """In the order of their titles: none of these rows says when it was written."""
    space = writer.submission.space
    rows = list(Offshoot.objects.filter(space=space, expires_on__gt=today()))
    signers = trust_in(space).signers if rows else []
    opened = ((row.pk, _things_of(row, writer, signers)) for row in rows)
    found = [grown for pk, named in opened if (grown := _read(pk, named))]
    return sorted(found, key=lambda one: (one.title, one.url))


def _things_of(row: Offshoot, writer: Writer, signers: list[bytes]) -> list[str]:
    """Nothing where it is another's, or altered."""
    place = _place(writer.submission.pk, row.pk, row.expires_on)
    try:
        inside = epochs.unlock(row.expires_on, bytes(row.sealed))
        return sealed.open_texts(writer.secret, place, inside, readers=signers).texts
    except SealError:
        return []


def _read(pk: UUID, named: list[str]) -> Grown | None:
    """None where it is gone, or no longer stands where anyone may read."""
    things = [thing for name in named if (thing := _thing(name))]
    if not things or not all(_is_for_anyone(thing) for thing in things):
        return None
    exhibit = keeper_of(things[0]._meta.label_lower).exhibit(things[0])
    is_read = all(is_read_now(thing) for thing in things)
    return Grown(pk, exhibit.title, exhibit.url, exhibit.lang, is_read, _removals_of(things))


def _thing(name: str) -> models.Model | None:
    label, _colon, pk = name.partition(":")
    if label not in kinds():
        return None
    model: type[models.Model] = apps.get_model(label)
    return model._base_manager.filter(pk=pk).first()


def _is_for_anyone(thing: models.Model) -> bool:
    return bool(keeper_of(thing._meta.label_lower).can_read(AnonymousUser(), thing))


def _removals_of(things: Iterable[models.Model]) -> list[Case]:
    """Decided by moderators, given back on appeal or not."""
    found = [
        case
        for thing in things
        for case in Case.objects.about(thing)
        .filter(outcome=Outcome.REMOVED, appeal_of=None)
        .select_related("rule", "space")
        .prefetch_related("appeals")
    ]
    return sorted(found, key=lambda case: case.pk, reverse=True)
