"""Several cases of one kind, read one after the other and decided together: one key to each."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from palabre.moderation import lists
from palabre.moderation.models import Case, Report, Round
from palabre.moderation.registry import Exhibit, exhibits_of, joined_of
from palabre.moderation.selectors import is_so, queue, shown
from palabre.people.models import User

MOST = 50
MOST_WORDS = 25_000  # letters of HTML on one page: a slow network carries it, and somebody reads it


@dataclass(frozen=True)
class Read:
    """A case with all that is needed to judge it beside others."""

    case: Case
    exhibit: Exhibit | None
    reports: list[str]  # what was said in them
    words_found: list[str]  # by any list of the space

    @property
    def length(self) -> int:
        return sum(map(len, [self.exhibit.html if self.exhibit else "", *self.reports]))


@dataclass
class Batch:
    """What is decided together, with its words; and what is not, with the reason."""

    cases: list[Read] = field(default_factory=list)
    left_out: list[tuple[Case, str]] = field(default_factory=list)
    unread: int = 0  # beyond what is looked at, or of no space of theirs


def read_batch(user: User, asked: Iterable[str]) -> Batch:
    """Of what was ticked: the cases of the kind that most of them are of, as far as a page goes."""
    numbers = numbers_in(asked)
    found = queue(user).annotate(is_todo=is_so(shown(user)["todo"]))
    found = found.filter(pk__in=numbers[: 2 * MOST]).select_related("rule", "space")
    cases: list[Any] = list(found.defer("plea").urgent_first())
    free = [case for case in cases if not _why_not_now(case, user)]
    kinds = Counter(map(_kind, free))
    kind = kinds.most_common(1)[0][0] if kinds else ("", False)
    batch = Batch(unread=len(numbers) - len(cases))
    together: list[Case] = []
    for case in cases:
        reason = _why_not_now(case, user) or _why_not_here(case, kind, number=len(together))
        if reason:
            batch.left_out.append((case, reason))
        else:
            together.append(case)
    _fill(batch, together)
    return batch


def _kind(case: Case) -> tuple[str, bool]:
    """To keep what is published, and to publish what waits, are two things."""
    return case.label, case.is_held


def numbers_in(asked: Iterable[str]) -> list[int]:
    """Each once; whatever is no number of a case is left out."""
    return [int(each) for each in dict.fromkeys(asked) if re.fullmatch("[0-9]{1,15}", each)]


def _why_not_now(case: Any, user: User) -> str:
    if case.outcome:
        return _("This case is closed.")
    if case.round == Round.FIRST and case.side_has_decided:
        return _("Your side has already decided.")
    if not case.is_todo:
        return _("This is not for you to decide now.")
    if case.taken_by not in (None, user.pk):
        return _("A colleague of your side has taken this case.")
    return ""


def _why_not_here(case: Case, kind: tuple[str, bool], *, number: int) -> str:
    if case.round != Round.FIRST or case.is_appeal:
        return _("A second look and an appeal are decided on their own page.")
    if case.is_measure:
        return _("A sanction or a pause is decided on its own page.")
    if _kind(case) != kind:
        return _("This is of another kind.")
    if number >= MOST:
        return _("Fifty at once are the most.")
    return ""


def _fill(batch: Batch, cases: list[Case]) -> None:
    room = MOST_WORDS
    for read in _read(cases) if cases else ():
        room -= read.length
        if room < 0 and batch.cases:
            batch.left_out.append((read.case, _("There is too much to read for one page.")))
        else:
            batch.cases.append(read)


def _read(cases: list[Case]) -> Iterator[Read]:
    exhibits = _exhibits(cases, cases[0].label)
    said: dict[int, list[str]] = defaultdict(list)
    notes = Report.objects.filter(case__in=cases).exclude(note="").order_by("pk")
    for pk, note in notes.values_list("case", "note"):
        said[pk].append(note)
    finder = lists.Finder(case.space for case in cases)
    for case in cases:
        exhibit = exhibits.get(case.item_pk)
        found = finder.words_found(exhibit, case.space) if exhibit else []
        yield Read(case, exhibit, said[case.pk], found)


def _exhibits(cases: list[Case], kind: str) -> dict[str, Exhibit]:
    things = cases[0].model._base_manager.select_related(*joined_of(kind))
    items = list(things.filter(pk__in=[case.item_pk for case in cases]))
    return dict(zip([str(item.pk) for item in items], exhibits_of(kind, items), strict=True))
