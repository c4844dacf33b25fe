"""A committee's rules in words: as they are, and what changes from one set to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from palabre.committees.models import Rules, SeatKind, Tie


@dataclass(frozen=True)
class Line:
    label: str
    words: str


@dataclass(frozen=True)
class Group:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def percent(number: int) -> str:
    return _("%(number)s%%") % {"number": number}


def days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def months(number: int) -> str:
    return ngettext("%(number)s month", "%(number)s months", number) % {"number": number}


def plain(number: int) -> str:
    return str(number)


def yes_or_no(is_so: bool) -> str:  # noqa: FBT001 (it is a value, not a switch)
    return _("Yes") if is_so else _("No")


def days_or_never(number: int) -> str:
    return days(number) if number else _("never")


def days_or_as_long_as_it_takes(number: int) -> str:
    return days(number) if number else _("as long as it takes")


def on_a_tie(tie: str) -> str:
    return str(Tie(tie).label)


SAID: dict[str, Callable[[Any], str]] = {
    "fewest_a_side": plain,
    "widest_gap": plain,
    "quorum": percent,
    "notice_days": days,
    "contest_days": days,
    "silence_days": days_or_as_long_as_it_takes,
    "majority": percent,
    "majority_a_side": percent,
    "abstentions_count": yes_or_no,
    "parliament_votes": yes_or_no,
    "tie": on_a_tie,
    "fewest_ballots": plain,
    "term_months": months,
    "link_days": days_or_never,
    "change_days": days,
    "chairs_agree": yes_or_no,
}
SIDES = ("fewest_a_side", "widest_gap")
GROUPS = (
    (
        gettext_lazy("Meetings and minutes"),
        ("quorum", "notice_days", "contest_days", "silence_days"),
    ),
    (
        gettext_lazy("Votes"),
        (
            "majority",
            "majority_a_side",
            "abstentions_count",
            "parliament_votes",
            "tie",
            "fewest_ballots",
        ),
    ),
    (
        gettext_lazy("Terms, speech, these rules"),
        ("term_months", "link_days", "change_days", "chairs_agree"),
    ),
)


def in_words(rules: Rules) -> list[Group]:
    sides = [*_lines(rules, SIDES), *(_share(kind, at) for kind, at in rules.fewest_of().items())]
    others = [Group(str(title), _lines(rules, names)) for title, names in GROUPS]
    return [Group(_("The two sides"), sides), *others]


def _lines(rules: Rules, names: tuple[str, ...]) -> list[Line]:
    return [Line(label(name), SAID[name](getattr(rules, name))) for name in names]


def _share(kind: SeatKind, fewest: int) -> Line:
    return Line(_share_label(kind), plain(fewest))


def _share_label(kind: SeatKind) -> str:
    return _("fewest seats: %(kind)s") % {"kind": kind.name}


def label(name: str) -> str:
    return str(Rules._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def changes(before: Rules, after: Rules) -> list[Change]:
    """Only what differs, each with what it was."""
    found = [
        Change(capfirst(label(name)), say(getattr(before, name)), say(getattr(after, name)))
        for name, say in SAID.items()
        if getattr(before, name) != getattr(after, name)
    ]
    was, will_be = before.fewest_of(), after.fewest_of()
    for kind in {**was, **will_be}:
        fewest = was.get(kind, 0), will_be.get(kind, 0)
        if fewest[0] != fewest[1]:
            found.append(Change(capfirst(_share_label(kind)), *map(plain, fewest)))
    return found


@dataclass(frozen=True)
class Step:
    """One set of rules among all that a committee ever had."""

    rules: Rules
    changes: list[Change]


@dataclass(frozen=True)
class Story:
    """All the rules of a committee, the latest first."""

    now: Rules
    proposed: list[Step]
    to_come: list[Step]
    before: list[Step]
    withdrawn: list[Step]

    @property
    def groups(self) -> list[Group]:
        return in_words(self.now)


def story_of(now: Rules, ever: list[Rules]) -> Story:
    """`ever` in the order of their numbers; each is told by what it changes in the one before it
    that stood."""
    steps: list[Step] = []
    standing: Rules | None = None
    for rules in ever:
        steps.append(Step(rules, changes(standing, rules) if standing else []))
        if rules.withdrawn_on is None and not rules.waits:
            standing = rules
    steps.reverse()
    stood = [step for step in steps if step.rules.withdrawn_on is None and not step.rules.waits]
    return Story(
        now=now,
        proposed=[step for step in steps if step.rules.is_proposed],
        to_come=[step for step in stood if step.rules.is_to_come],
        before=[step for step in stood if not step.rules.is_to_come],
        withdrawn=[step for step in steps if step.rules.withdrawn_on],
    )
