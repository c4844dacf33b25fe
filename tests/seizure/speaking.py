"""What the same people say without a name, right before or after a post under their names; and how it
comes out, when all of it has been said."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.machine import ROOT
from tests.seizure.bags import photo
from tests.seizure.browser import Browser, Page
from tests.seizure.naive import Kept
from tests.seizure.settle import WITH_VAULT
from tests.seizure.truth import MARK, Message, Person, Truth
from tests.vaults.factories import PHRASE

if TYPE_CHECKING:
    from tests.seizure.story import Story

WITH_PHOTO = {9, 21}  # of what is said
# With Redis somebody else lets out what waits: a worker, as it begins, and when it is told to.
WORKER = """
import sys
import django; django.setup()
from palabre.committees.services import publish_waiting
from palabre.core.waiting import take_over
from palabre.jobs.services import run_due
from palabre.motions.services import fill_urns, gather_answers
take_over()
print("there", flush=True)
for line in sys.stdin:
    if line.strip() == "some":
        fill_urns()
        gather_answers()
    else:
        publish_waiting()
        run_due(["motions.close", "motions.close_poll"])
    print("out", flush=True)
"""


class Speakers:
    def __init__(self, story: Story) -> None:
        self.story = story
        places = story.places["nameless"]
        self.left = places * (len(story.turns_left) // len(places))
        story.dice.shuffle(self.left)
        for person in story.truth.people[:WITH_VAULT]:
            open_vault(story.jars[person.username])

    def speak(self, jar: Browser, person: Person) -> None:
        story, path = self.story, f"/en/committees/{self.left.pop()}/"
        canary = f"{MARK}-dit-{story.dice.getrandbits(64):016x}"
        page = jar.get(path)
        ways = ["", "own", "voice"] if 'name="heard_as"' in page.text else [""]
        words = {
            "body": canary, "once": page.field("once"), "heard_as": story.dice.choice(ways),
        }  # fmt: skip
        with story.unseen() as instants:
            said = self.say(jar, f"{path}speak/", page, words)
            pk = uuid.UUID(int=story.dice.getrandbits(128)).hex
            story.beside(Kept(pk, person, len(canary), "naive_spoken"))
        assert said.status == 302, said.text[:2000]
        place = len(story.truth.said)
        story.truth.said[canary] = Message(person.username, instants[0], instants[1], place, 0)
        story.truth.spoken_naively[pk] = Message(
            person.username, instants[0], instants[1], place, len(canary)
        )

    def say(self, jar: Browser, path: str, page: Page, words: dict[str, str]) -> Page:
        truth = self.story.truth
        if len(truth.said) not in WITH_PHOTO:
            return jar.post(path, on=page, **words)
        truth.shown += 1
        bag = photo(self.story.deeds.dice, f"{MARK}-montre-{truth.shown}")
        truth.words.append(bag.canary)
        words["about_1"] = "Le pont"
        return jar.post_file(path, bag, on=page, named="file_1", **words)


def open_vault(jar: Browser) -> None:
    page = jar.get("/en/me/vault/")
    opened = jar.post("/en/me/vault/", on=page, passphrase=PHRASE)
    assert opened.status == 302, opened.text[:2000]


def know_again(truth: Truth, rows: Iterable[tuple[str, str]]) -> None:
    """Which row is whose, once there are rows: number and words of each."""
    for pk, body in rows:
        truth.spoken[str(pk).replace("-", "")] = truth.said[body]


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[Callable[[str], None]]:
    with subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == "there\n"

        def let_out(what: str) -> None:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{what}\n")
            process.stdin.flush()
            assert process.stdout.readline() == "out\n"

        yield let_out
        process.stdin.close()
