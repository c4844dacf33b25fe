"""From one look at a case to the next: a pair, the same pair again, three drawn by lot.

No round removes anything without a key of each side, the panel's neither.
"""

from collections.abc import Callable
from datetime import timedelta
from secrets import SystemRandom

from palabre.audit.services import record
from palabre.moderation import rules
from palabre.moderation.actions import Action
from palabre.moderation.models import (
    JUDGES,
    Case,
    Choice,
    Outcome,
    Panelist,
    Round,
    procedure_of,
    this_hour,
)
from palabre.moderation.services.closing import close
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.spaces.models import Role

SIDES = 2
PANEL = 3
lot = SystemRandom()


def go_on(case: Case) -> None:
    """Somebody has just decided."""
    if case.round == Round.FIRST:
        _after_first_look(case)
    elif case.round == Round.SECOND:
        if case.decisions.filter(round=Round.SECOND).count() == SIDES:
            end_second_look(case)
    else:
        settle_panel(case)


def _after_first_look(case: Case) -> None:
    said = case.choices()
    spam = case.decisions.that_count().filter(choice=Choice.REMOVE, rule__is_spam=True)
    if case.one_key and spam.exists():
        close(case, Outcome.REMOVED)
    elif case.is_held and Choice.KEEP in said.values():
        close(case, Outcome.KEPT)  # to refuse it takes both: one who lets it through is enough
    elif len(said) == SIDES:
        _agree_or(case, otherwise=_look_again)


def _agree_or(case: Case, *, otherwise: Callable[[Case], None]) -> None:
    said = set(case.choices().values())
    if len(said) > 1:
        otherwise(case)
    else:
        close(case, Outcome.REMOVED if said == {Choice.REMOVE} else Outcome.KEPT)


def _look_again(case: Case) -> None:
    """They differ: each reads the other's reasons and decides once more."""
    hours = procedure_of(case.space).second_look_hours
    _begin(case, Round.SECOND, hours)
    for decision in case.decisions.select_related("moderator"):
        tell(decision.moderator, "moderation.look_again", link=case.get_absolute_url())


def end_second_look(case: Case) -> None:
    """Both have looked again, or their time is over: whoever was silent stands by what they said."""
    _agree_or(case, otherwise=go_to_panel)


def go_to_panel(case: Case) -> None:
    """Because the two differ, or because one of them finds that they are too close to it."""
    panel = _draw(_eligible(case))
    if not panel:
        _stay(case)
        return
    _begin(case, Round.PANEL, procedure_of(case.space).panel_hours)
    for side, person in panel:
        _seat(case, side, person)


def _stay(case: Case) -> None:
    """Too few moderators for a panel: it stays, as the rule has it."""
    said = set(case.decisions.filter(round__lt=Round.PANEL).values_list("choice", flat=True))
    close(case, Outcome.DISAGREED if len(said) > 1 else Outcome.LAPSED)


def _begin(case: Case, which: Round, hours: int) -> None:
    case.round, case.due_at = which, this_hour() + timedelta(hours=hours)
    case.save(update_fields=["round", "due_at"])
    case.claims.all().delete()
    record(Action.CASE_GOES_ON, by=None, on=case, round=int(which))


def _eligible(case: Case) -> list[tuple[str, User]]:
    seats = case.space.memberships.filter(role=Role.MODERATOR, side__in=dict(JUDGES))
    found = [(str(seat.side), seat.user) for seat in seats.select_related("user")]
    return [(side, who) for side, who in found if rules.can_sit_on_panel(who, case)]


def _draw(eligible: list[tuple[str, User]]) -> list[tuple[str, User]]:
    """One of each side, and a third of either. Nobody, where that cannot be."""
    drawn: list[tuple[str, User]] = []
    for side in dict(JUDGES):
        of_side = [each for each in eligible if each[0] == side]
        if not of_side:
            return []
        drawn.append(lot.choice(of_side))
    others = [each for each in eligible if each not in drawn]
    return [*drawn, lot.choice(others)] if others else []


def _seat(case: Case, side: str, person: User) -> None:
    Panelist.objects.create(case=case, side=side, moderator=person)
    tell(person, "moderation.panel", link=case.get_absolute_url())


def replace_on_panel(case: Case, gone: User) -> None:
    """Another lot for who cannot judge. Where none is left, the case stays as it stood."""
    left = case.panel.get(moderator=gone)
    left.delete()
    seated = set(case.panel.values_list("moderator", flat=True))
    stays = {str(side) for side in case.panel.values_list("side", flat=True)}
    needed = set(dict(JUDGES)) - stays
    free = [
        (side, who)
        for side, who in _eligible(case)
        if who.pk not in seated and (not needed or side in needed)
    ]
    if free:
        _seat(case, *lot.choice(free))
    else:
        _stay(case)


def settle_panel(case: Case, *, is_over: bool = False) -> None:
    """Close it as soon as no vote that is missing could change the outcome."""
    votes = case.decisions.that_count().filter(round=Round.PANEL)
    removing = [str(vote.side) for vote in votes if vote.choice == Choice.REMOVE]
    decided = [vote.moderator_id for vote in votes]
    missing = [str(one.side) for one in case.panel.exclude(moderator__in=decided)]
    if len(set(removing)) == SIDES:
        close(case, Outcome.REMOVED)
    elif len(set(removing + missing)) < SIDES:
        close(case, Outcome.DISAGREED if len(removing) >= SIDES else Outcome.KEPT)
    elif is_over:
        close(case, Outcome.LAPSED)
