"""One case as its page shows it. What the other side chose is not read at all before both decided."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from palabre.core.text import words_of
from palabre.moderation import lists, rules
from palabre.moderation.context import Context, context_of
from palabre.moderation.models import (
    JUDGES,
    Case,
    Choice,
    Claim,
    Decision,
    Note,
    Round,
    last_words,
)
from palabre.moderation.names import Place, places_of
from palabre.moderation.registry import Exhibit, keeper_of
from palabre.moderation.stages import Stage, stages_of
from palabre.people.models import Side, User


@dataclass(frozen=True)
class SideOfCase:
    """What the page says of one side: for components/duo.html."""

    kind: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class CasePage:
    case: Case
    exhibit: Exhibit | None
    original: str  # the words as they were reported, where they have been changed since
    side: str
    sides: dict[str, SideOfCase]
    stages: list[Stage]
    mine: Claim | None
    was_mine: bool  # as long as anybody may hold it: it is not taken up again
    number_of_reports: int
    reports: list[str]
    notes: list[Note]
    context: Context
    words_found: list[str]  # by any list of the space
    places: list[Place]  # of a name: where people read it who reported it

    @property
    def where(self) -> str:
        """Its space, and its place there where that has a name of its own."""
        places = [str(self.case.space), self.exhibit.where if self.exhibit else ""]
        return " · ".join(dict.fromkeys(filter(None, places)))


def get_case_page(case: Case, *, for_user: User) -> CasePage:
    side, item = case.side_of(for_user), case.item
    exhibit = keeper_of(case.label).exhibit(item) if item is not None else None
    last = case.claims.filter(side=side).select_related("moderator").first()
    claim = last if last and last.is_live else None
    mine = claim if claim and claim.moderator_id == for_user.pk else None
    reports = list(case.reports.order_by("pk").values_list("note", flat=True))
    is_author = rules.wrote_it(for_user, case)
    sides = _sides(case, for_user, side, claim, mine)
    return CasePage(
        case=case,
        exhibit=exhibit,
        original=_as_it_was(case, exhibit),
        side=side,
        sides=sides,
        stages=stages_of(case, for_user),
        mine=mine,
        was_mine=bool(last and last.moderator_id == for_user.pk and last.is_used_up),
        number_of_reports=len(reports),
        # A moderator who wrote this learns of it like any author: from the decision.
        reports=[] if is_author else [note for note in reports if note],
        notes=[] if is_author else _notes(case, for_user, side),
        context=context_of(case, exhibit, for_user=for_user),
        words_found=lists.words_found(exhibit, case.space) if exhibit and case.is_open else [],
        places=places_of(case, for_user=for_user),
    )


def _as_it_was(case: Case, exhibit: Exhibit | None) -> str:
    if exhibit is not None and getattr(case.item, "edited_at", None) is None:
        return ""
    before = words_of(case.original)
    return "" if exhibit is not None and before == words_of(exhibit.html) else before


def _notes(case: Case, user: User, side: str) -> list[Note]:
    """Of one's own side while it is open, of both afterwards. On a panel each judges alone, and a
    different pair judges an appeal: they read nobody's notes but their own."""
    found = case.notes.select_related("moderator")
    if not case.is_open:
        return [] if rules.may_judge_appeal_of(user, case) else list(found)
    if case.round == Round.PANEL:
        return list(found.filter(moderator=user))
    return list(found.filter(side=side))


def _sides(
    case: Case, user: User, side: str, claim: Claim | None, mine: Claim | None
) -> dict[str, SideOfCase]:
    if case.is_open:
        return _sealed(case, user, side, claim, mine)
    return _closed_to_the_next_pair() if rules.may_judge_appeal_of(user, case) else _opened(case)


def _opened(case: Case) -> dict[str, SideOfCase]:
    """What each side said last: on a panel, perhaps two voices of one side."""
    last: dict[str, list[Decision]] = {}
    for decision in last_words(case.decisions.that_count().select_related("rule"), case.round):
        last.setdefault(decision.side, []).append(decision)
    silent = SideOfCase("no", _("Did not decide"))
    return {str(side): _in_words(last[side]) if side in last else silent for side, _name in JUDGES}


def _closed_to_the_next_pair() -> dict[str, SideOfCase]:
    later = _("Whoever may judge an appeal against this does not see what was said.")
    return {str(side): SideOfCase("done", _("Has decided"), later) for side, _name in JUDGES}


def _in_words(decisions: list[Decision]) -> SideOfCase:
    choices = [decision.choice for decision in decisions]
    return SideOfCase(
        kind="no" if Choice.REMOVE in choices else "done",
        words=", ".join(str(decision.get_choice_display()) for decision in decisions),
        note="\n".join(f"{decision.rule}.\n{decision.why}".strip() for decision in decisions),
    )


def _sealed(
    case: Case, user: User, side: str, claim: Claim | None, mine: Claim | None
) -> dict[str, SideOfCase]:
    seals = _seals(case)
    both = (str(Side.CIVILIAN), str(Side.FORCES))
    if case.round == Round.PANEL:
        return _on_panel(case, seals)
    is_of_pair = any(seal.who == user.pk for seal in seals)
    if case.round == Round.SECOND:
        again = {seal.side for seal in seals if seal.round == Round.SECOND}
        said = _first_reasons(case) if is_of_pair else {}
        return {each: _looks_again(said.get(each), has_looked=each in again) for each in both}
    decided = {seal.side for seal in seals}
    other = both[1] if side == both[0] else both[0]
    own = case.decisions.filter(moderator=user).first() if is_of_pair else None
    undecided = _undecided_here(claim, mine, is_author=rules.wrote_it(user, case))
    here = _decided_here(own) if side in decided else undecided
    if case.is_measure and not case.is_appeal and other in decided:
        return {other: SideOfCase("done", _("Proposes it")), side: here}
    return {other: _their_side(has_decided=other in decided), side: here}


class Seal(NamedTuple):
    """That somebody decided, not what."""

    who: int
    side: str
    round: int


def _seals(case: Case) -> list[Seal]:
    return [Seal(each.moderator_id, each.side, each.round) for each in case.turned_keys()]


def _first_reasons(case: Case) -> dict[str, SideOfCase]:
    """For the pair alone: whoever may yet be drawn for a panel judges afresh."""
    first = case.decisions.select_related("rule").filter(round=Round.FIRST)
    return {decision.side: _in_words([decision]) for decision in first}


def _looks_again(said: SideOfCase | None, *, has_looked: bool) -> SideOfCase:
    """What they said first, with the reason: the second choice stays sealed."""
    later = _("Has looked at it again.") if has_looked else _("Looks at it again.")
    if said is None:
        return SideOfCase("part", _("Has decided"), later)
    return SideOfCase("part", said.words, f"{said.note}\n{later}")


def _on_panel(case: Case, seals: list[Seal]) -> dict[str, SideOfCase]:
    voted = {seal.who for seal in seals if seal.round == Round.PANEL}
    seats = list(case.panel.values_list("side", "moderator"))
    return {side: _seats(side, seats, voted) for side, _name in JUDGES}


def _seats(side: str, seats: list[tuple[str, int]], voted: set[int]) -> SideOfCase:
    here = [who for of, who in seats if of == side]
    words = _("On the panel: %(number)s. Have decided: %(decided)s.") % {
        "number": len(here),
        "decided": sum(who in voted for who in here),
    }
    return SideOfCase("part", words)


def _their_side(*, has_decided: bool) -> SideOfCase:
    if has_decided:
        later = _("Their choice appears after yours, so that each judges alone.")
        return SideOfCase("done", _("Has decided"), later)
    return SideOfCase("wait", _("Has not decided yet"))


def _decided_here(own: Decision | None) -> SideOfCase:
    if own is None:  # a colleague: who may yet sit on a panel judges afresh
        return SideOfCase("done", _("Has decided"))
    return SideOfCase("done", own.get_choice_display(), own.why)


def _undecided_here(claim: Claim | None, mine: Claim | None, *, is_author: bool) -> SideOfCase:
    """Who judges them is named to nobody whose words they are, moderator or not."""
    if claim is None:
        return SideOfCase("wait", _("To be decided"))
    if mine is None:
        name = "" if is_author else str(claim.moderator)
        words = _("Taken by %(name)s") % {"name": name} if name else _("Taken by a colleague")
        return SideOfCase("part", words)
    back = _("It goes back to the queue in %(minutes)s min.") % {"minutes": claim.minutes_left}
    return SideOfCase("part", _("Taken by you"), back)
