"""How the same people vote in secret, right before or after a post under their names: in each committee
once. Half-way some ballots go into the urns; the others wait, until both votes are closed."""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tests.seizure.browser import Browser
from tests.seizure.naive import Kept
from tests.seizure.truth import Message, Person, Truth

if TYPE_CHECKING:
    from tests.seizure.story import Story

NUMBER = re.compile(r'<p class="code" translate="no">([0-9A-F]{10})</p>')
CHOICES = ["yes", "no", "abstain"]


class Voters:
    def __init__(self, story: Story) -> None:
        self.story = story
        self.left: dict[str, list[str]] = defaultdict(lambda: list(story.places["votes"]))

    def vote(self, jar: Browser, person: Person) -> None:
        """In one of the votes, if they have one left. Who voted how is found again by its number."""
        story, left = self.story, self.left[person.username]
        if not left:
            return
        path = f"/en/committees/{left.pop(story.dice.randrange(len(left)))}/"
        page = story.deeds.form(jar, person)
        said = {"choice": story.dice.choice(CHOICES), "wants_number": "on"}
        with story.unseen() as instants:
            cast = jar.post(f"{path}cast/", on=page, **said)
            pk = uuid.UUID(int=story.dice.getrandbits(128)).hex
            story.beside(Kept(pk, person, len(story.truth.cast) + 1, "naive_ballot"))
        found = NUMBER.search(cast.text)
        assert found, cast.text[:3000]
        place = len(story.truth.cast)
        was = Message(person.username, instants[0], instants[1], place, 0)
        story.truth.cast[found[1]] = was
        story.truth.cast_naively[pk] = Message(
            person.username, instants[0], instants[1], place, place + 1
        )


def know_ballots(truth: Truth, rows: Iterable[tuple[str, str]]) -> None:
    """Which row is whose: by the number that its voter was shown."""
    for pk, number in rows:
        truth.ballots[str(pk).replace("-", "")] = truth.cast[number]
