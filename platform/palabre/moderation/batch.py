"""Several cases of one kind, read one after the other and decided together: one key to each."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from palabre.moderation.models import Case, Round
from palabre.moderation.registry import Exhibit, exhibits_of, joined_of
from palabre.moderation.selectors import queue, shown
from palabre.people.models import User

MOST = 50
MOST_WORDS = 25_000  # letters of HTML on one page: a slow network carries it, and somebody reads it


@dataclass
class Batch:
    """What is decided together, with its words; and what is not, with the reason."""

    cases: list[tuple[Case, Exhibit | None]] = field(default_factory=list)
    left_out: list[tuple[Case, str]] = field(default_factory=list)


def read_batch(user: User, asked: Iterable[str]) -> Batch:
    """Of what was ticked: the cases of the kind that most of them are of, as far as a page goes."""
    found = queue(user).filter(pk__in=numbers_in(asked)[: 2 * MOST]).select_related("rule", "space")
    cases = list(found.defer("plea").urgent_first())
    mine = {
        each.pk
        for each in queue(user).filter(shown(user)["todo"], pk__in=[case.pk for case in cases])
    }
    kinds = Counter(_kind(case) for case in cases if case.pk in mine)
    kind = kinds.most_common(1)[0][0] if kinds else ("", False)
    batch = Batch()
    together: list[Case] = []
    for case in cases:
        if reason := _why_not(case, kind, is_mine=case.pk in mine, number=len(together)):
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


def _why_not(case: Case, kind: tuple[str, bool], *, is_mine: bool, number: int) -> str:
    if not is_mine:
        return _("This is not for you to decide now.")
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
    exhibits = _exhibits(cases, cases[0].label) if cases else {}
    room = MOST_WORDS
    for case in cases:
        exhibit = exhibits.get(case.item_pk)
        room -= len(exhibit.html) if exhibit else 0
        if room < 0 and batch.cases:
            batch.left_out.append((case, _("There is too much to read for one page.")))
        else:
            batch.cases.append((case, exhibit))


def _exhibits(cases: list[Case], kind: str) -> dict[str, Exhibit]:
    things = cases[0].model._base_manager.select_related(*joined_of(kind))
    items = list(things.filter(pk__in=[case.item_pk for case in cases]))
    return dict(zip([str(item.pk) for item in items], exhibits_of(kind, items), strict=True))
