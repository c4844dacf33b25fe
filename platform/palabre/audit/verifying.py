"""Is the record as it was written? Everything that was ever digested is digested again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from palabre.audit import chain, guards
from palabre.audit.models import AuditRecord, DailyHead, Head

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


@dataclass(frozen=True)
class Known:
    """A digest that somebody kept: by mail, on paper, or in the database beside the chain."""

    number: int
    digest: str
    whence: str

    def fits(self, digest: str) -> bool:
        return digest.startswith(self.digest)


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
        known = _by_number([*given, *_kept()])
        found = _walk(known)
        return replace(found, wrong=found.wrong or _beside(), weak=tuple(guards.weak()))


def _kept() -> list[Known]:
    """Read before the records: what is added meanwhile stands after it."""
    daily = [
        Known(each.number, each.digest, _("the head of %(day)s") % {"day": each.day})
        for each in DailyHead.objects.order_by("number", "day")
    ]
    return daily + [
        Known(each.number, each.digest, _("the last head")) for each in Head.objects.all()
    ]


def _by_number(known: list[Known]) -> dict[int, list[Known]]:
    found: dict[int, list[Known]] = {}
    for each in known:
        found.setdefault(each.number, []).append(each)
    return found


def _walk(known: dict[int, list[Known]]) -> Finding:
    whole = Finding(0, chain.GENESIS)
    if wrong := _other_than(known.get(0, []), whole.digest):
        return Finding(0, whole.digest, wrong)
    for row in _rows():
        expected = whole.number + 1
        wrong = _wrong_place(row.number, expected) or _wrong_within(row, whole.digest)
        if wrong := wrong or _other_than(known.get(expected, []), row.digest):
            return Finding(whole.number, whole.digest, wrong)
        whole = Finding(expected, row.digest)
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


def _beside() -> str:
    """What is wrong although the chain is whole."""
    if stray := AuditRecord.objects.filter(number=None).values_list("pk", flat=True).first():
        return _("A record outside the chain was put in (row %(key)s).") % {"key": stray}
    if not Head.objects.exists():
        return _("The last head was taken away.")
    return ""


def _no_longer_refused(weak: tuple[str, ...]) -> str:
    if not weak:
        return ""
    names = [*weak[:MOST_NAMES], *(["…"] if weak[MOST_NAMES:] else [])]
    return _("The database no longer refuses what it should: %(names)s.") % {
        "names": ", ".join(names)
    }
