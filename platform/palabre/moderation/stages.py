"""Where a case stands and what is asked of whoever looks at it now, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from palabre.core.days import hour_in_words, on_day_in_words
from palabre.moderation import rules
from palabre.moderation.models import Case, Round
from palabre.people.models import User


@dataclass(frozen=True)
class Stage:
    title: str
    words: str


def stages_of(case: Case, user: User) -> list[Stage]:
    """From what the case is to what is asked now. Nothing of a case that is closed."""
    if not case.is_open:
        return []
    found = []
    if case.is_appeal and case.appeal_of:
        found.append(_appeal(case.appeal_of))
    elif case.is_held:
        return [_held(case)]
    elif case.one_key:
        found.append(_one_key())
    elif case.is_measure and case.round == Round.FIRST:
        return [_proposed()]
    return [*found, _round(case, user)]


def _appeal(against: Case) -> Stage:
    if against.is_measure:
        words = _(
            "Whoever it is for asks for a second judgement. It was put on under rule “%(rule)s”, by "
            "two others whose reasons you do not see. It goes on only if you both say so."
        )
        return Stage(_("Appeal"), words % {"rule": against.rule})
    return Stage(
        _("Appeal"),
        _(
            "Its author asks for a second judgement. It was removed under rule “%(rule)s”, by two "
            "others whose reasons you do not see. It stays removed only if you both say so."
        )
        % {"rule": against.rule},
    )


def _held(case: Case) -> Stage:
    said = [
        _(
            "It is not published yet. One moderator who lets it through is enough; to refuse it takes "
            "one of each side, who judge alone."
        )
    ]
    if case.one_key:
        said.append(_("If it is spam, one alone refuses it."))
    if case.due_at:
        when = {"day": on_day_in_words(case.due_at), "hour": hour_in_words(case.due_at)}
        said.append(_("It is published by itself %(day)s, after %(hour)s.") % when)
    return Stage(_("Waits to be published"), " ".join(said))


def _one_key() -> Stage:
    return Stage(
        _("First words of a newcomer"),
        _("If it is spam, you alone may remove it. Under any other rule it takes both sides."),
    )


def _proposed() -> Stage:
    return Stage(
        _("Proposed by one side"),
        _("It begins only if the other side agrees. It is for a time, and ends by itself."),
    )


def _round(case: Case, user: User) -> Stage:
    return {Round.FIRST: _first, Round.SECOND: _second, Round.PANEL: _panel}[Round(case.round)](
        case, user
    )


def _first(_case: Case, _user: User) -> Stage:
    return Stage(
        _("First look"),
        _(
            "You and a moderator of the other side each judge alone, without seeing what the other "
            "says. If you agree, it is decided."
        ),
    )


def _second(case: Case, user: User) -> Stage:
    if not case.decisions.filter(moderator=user).exists():
        words = _("The two who decided first differ, and look at it once more.")
    else:
        words = _(
            "The two sides differ. Read both reasons, side by side below, and decide once more: you "
            "may change your mind or stay with your choice. If you still differ, three others "
            "drawn by lot decide."
        )
    return Stage(_("Second look"), words)


def _panel(case: Case, user: User) -> Stage:
    if not rules.is_panelist(user, case):
        words = _("The first two have not settled it. Three others, drawn by lot, decide.")
    else:
        words = _(
            "The lot has called you: three moderators, of both sides, judge it afresh. You do not "
            "see what the first two said. It is removed only if at least one of each side says so."
        )
    return Stage(_("Panel of three"), words)
