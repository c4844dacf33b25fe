"""How a committee's mandate and charter came to be what they are, and what a change changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.text import capfirst

from palabre.committees.models import Charter, Committee
from palabre.committees.models.charter import TEXTS
from palabre.core.diffing import ADDED, KEPT, TAKEN, Run, difference

# Longer ones are shown one under the other: to compare them word by word would take long.
WORD_BY_WORD = 3_000


@dataclass(frozen=True)
class TextChange:
    """One text of a charter, with what goes and what comes."""

    label: str
    lang: str
    runs: list[Run]


@dataclass(frozen=True)
class CharterStep:
    charter: Charter
    changes: list[TextChange]


@dataclass(frozen=True)
class CharterStory:
    """All that a committee ever promised, the latest first."""

    now: Charter | None
    proposed: list[CharterStep]
    to_come: list[CharterStep]
    latest: CharterStep | None  # what made the text of today
    before: list[Charter]
    withdrawn: list[CharterStep]


def story_of_charters(committee: Committee) -> CharterStory:
    ever = list(committee.charters.order_by("-number"))
    begun = [one for one in ever if one.began_on]
    now = begun[0] if begun else None
    others = [step_from(now, one) for one in ever if one.began_on is None] if now else []
    return CharterStory(
        now=now,
        proposed=[step for step in others if step.charter.is_proposed],
        to_come=[step for step in others if step.charter.is_to_come],
        latest=step_from(begun[1], begun[0]) if begun[1:] else None,
        before=begun[1:],
        withdrawn=[step for step in others if step.charter.withdrawn_on],
    )


def step_from(before: Charter, after: Charter) -> CharterStep:
    changes = []
    for name in TEXTS:
        was, will_be = getattr(before, name), getattr(after, name)
        if was != will_be:
            label = capfirst(str(Charter._meta.get_field(name).verbose_name))  # type: ignore[union-attr]
            changes.append(TextChange(label, name[-2:], list(runs(was, will_be))))
    return CharterStep(after, changes)


def runs(was: str, will_be: str) -> Iterator[Run]:
    """Line by line, and word by word within what is short enough to be compared so."""
    old, new = was.splitlines(keepends=True), will_be.splitlines(keepends=True)
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            yield Run(KEPT, before)
        elif before and after and len(before) + len(after) <= WORD_BY_WORD:
            yield from difference(before, after)
        else:
            yield from (Run(kind, text) for kind, text in ((TAKEN, before), (ADDED, after)) if text)
