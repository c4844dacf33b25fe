"""Is the record as it was written? Everything that was ever digested is digested again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from palabre.audit import chain, guards
from palabre.audit.actions import Action
from palabre.audit.models import AuditRecord, DailyHead
from palabre.audit.models import Head as LastHead

AT_ONCE = 2000
MOST_NAMES = 5


class Row(NamedTuple):
    """A record as it lies there, before anything makes sense of it."""

    number: Any
    key: Any
    day: Any
    action: Any
    actor: Any
    target: Any
    details: Any
    said: Any
    digest: Any


class Head(NamedTuple):
    """How far the chain reached."""

    number: Any
    digest: Any


@dataclass(frozen=True)
class Known:
    """A digest that somebody kept: by mail, on paper, or in the database beside the chain."""

    number: int
    digest: str
    whence: str
    is_whole: bool = True  # what somebody types from paper may be the beginning alone

    def fits(self, digest: str) -> bool:
        return digest == self.digest or (not self.is_whole and digest.startswith(self.digest))


@dataclass(frozen=True)
class Finding:
    """How far the record is whole, what is wrong first, in words, and which guards are weak."""

    number: int
    digest: str
    wrong: str = ""
    weak: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """Empty where all is as it should be."""
        return "\n".join(filter(None, [self.wrong, _no_longer_refused(self.weak)]))


def verify(given: Iterable[Known] = ()) -> Finding:
    """The whole chain, in the memory of a page: rows come one after the other, and go."""
    with transaction.atomic():
        kept = _heads_of_days()
        given_out: dict[str, Head] = {}
        found = _walk(_by_number([*given, *_as_known(kept)]), given_out)
        wrong = found.wrong or _beside(found.number) or _not_given_out(given_out, kept)
        return replace(found, wrong=wrong, weak=tuple(guards.weak()))


def _heads_of_days() -> dict[str, Head]:
    return {str(each.day): Head(each.number, each.digest) for each in DailyHead.objects.all()}


def _as_known(kept: dict[str, Head]) -> list[Known]:
    """Read before the records: what is added meanwhile stands after it."""
    daily = [
        Known(*head, _("the head of %(day)s") % {"day": day}) for day, head in sorted(kept.items())
    ]
    return daily + [
        Known(each.number, each.digest, _("the last head")) for each in LastHead.objects.all()
    ]


def _by_number(known: list[Known]) -> dict[int, list[Known]]:
    found: dict[int, list[Known]] = {}
    for each in known:
        found.setdefault(each.number, []).append(each)
    return found


def _walk(known: dict[int, list[Known]], given_out: dict[str, Head]) -> Finding:
    """`given_out`: is filled with the heads of days that the record speaks of."""
    whole = Finding(0, chain.GENESIS)
    if wrong := _other_than(known.get(0, []), whole.digest):
        return Finding(0, whole.digest, wrong)
    for row in _rows():
        expected = whole.number + 1
        wrong = _wrong_place(row.number, expected) or _wrong_within(row, whole.digest)
        if wrong := wrong or _other_than(known.get(expected, []), row.digest):
            return Finding(whole.number, whole.digest, wrong)
        whole = Finding(expected, row.digest)
        if row.action == Action.HEAD_GIVEN:
            said = chain.read(row.details)
            given_out[str(said.get("day"))] = Head(said.get("number"), said.get("digest"))
    if beyond := [number for number in known if number > whole.number]:
        return Finding(whole.number, whole.digest, _cut(whole.number, known[min(beyond)][0]))
    return whole


def _rows() -> Iterator[Row]:
    columns = (
        "number", "pk", Cast("day", models.TextField()), "action", "actor", "target",
        Cast("details", models.TextField()), "said", "digest",
    )  # fmt: skip
    linked = AuditRecord.objects.exclude(number=None).order_by("number")
    rows = linked.values_list(*columns, named=False).iterator(chunk_size=AT_ONCE)
    return (Row(*row) for row in rows)


def _wrong_place(number: Any, expected: int) -> str:
    if number == expected:
        return ""
    if isinstance(number, int) and number > expected:
        return _("Record %(first)s is missing; the next one there is %(number)s.") % {
            "first": expected,
            "number": number,
        }
    return _("Record %(number)s was put in: record %(first)s should stand there.") % {
        "number": number,
        "first": expected,
    }


def _wrong_within(row: Row, before: str) -> str:
    if _said(row) != row.said:
        return _("Record %(number)s was edited: it does not say what was written.") % {
            "number": row.number
        }
    if chain.link(row.number, row.key, row.said, before) != row.digest:
        return _(
            "Record %(number)s does not follow from the one before it: "
            "it was put in, moved or edited, or the one before it was."
        ) % {"number": row.number}
    return ""


def _said(row: Row) -> str:
    """Of whatever lies there: what cannot be read was not written by us."""
    try:
        details = chain.read(row.details)
        return chain.Said(row.day, row.action, row.actor, row.target, details).digest
    except (TypeError, ValueError, RecursionError):
        return ""


def _other_than(known: list[Known], digest: str) -> str:
    for each in known:
        if not each.fits(digest):
            return _(
                "Record %(number)s is not the one of %(whence)s: the record was written anew."
            ) % {"number": each.number, "whence": each.whence}
    return ""


def _cut(number: int, known: Known) -> str:
    return _("The record ends at %(number)s; by %(whence)s it reached %(known)s.") % {
        "number": number,
        "whence": known.whence,
        "known": known.number,
    }


def _beside(last: int) -> str:
    """What is wrong although the chain is whole."""
    if stray := AuditRecord.objects.filter(number=None).values_list("pk", flat=True).first():
        return _("A record outside the chain was put in (row %(key)s).") % {"key": stray}
    head = LastHead.objects.first()  # after the records: it is the last of them, or further on
    if head is None:
        return _("The last head was taken away.")
    if head.number < last:
        return _(
            "The last head was changed: it stands at %(number)s, and the record at %(last)s."
        ) % {
            "number": head.number,
            "last": last,
        }
    return ""


def _not_given_out(given_out: dict[str, Head], before: dict[str, Head]) -> str:
    """Heads of days that are not as the record says: one that it speaks of is there now, and one that
    was there before it was read stands in it. It says nothing of the first ones (ADR 26)."""
    now, since = _heads_of_days(), min(given_out, default="")
    gone = {day for day, head in given_out.items() if now.get(day) != head}
    added = {
        day for day, head in before.items() if since and day >= since and given_out.get(day) != head
    }
    if not gone | added:
        return ""
    return _("The head of %(day)s is not the one that was given out.") % {"day": min(gone | added)}


def _no_longer_refused(weak: tuple[str, ...]) -> str:
    if not weak:
        return ""
    names = [*weak[:MOST_NAMES], *(["…"] if weak[MOST_NAMES:] else [])]
    return _("The guards of the database are not as they should be: %(names)s.") % {
        "names": ", ".join(names)
    }
