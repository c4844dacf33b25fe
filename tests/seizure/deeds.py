"""What else the same people do as nobody in particular, around a post under their names: they ask for
something to be talked about, contest minutes, report pressure, and answer a consent poll."""

from __future__ import annotations

import random  # noqa: TID251 (the same story in every run)
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from tests.seizure.browser import Browser, Page
from tests.seizure.naive import Kept
from tests.seizure.truth import MARK, Message, Person, Truth

if TYPE_CHECKING:
    from tests.seizure.story import Story

Deed = Callable[[Browser, Person], str]  # returns what it is found again by
AT_ONCE = 2  # of the four, in each of three turns
WORDS = ["live", "concern", "against"]  # each as often as the others, on each side


class Deeds:
    def __init__(self, story: Story) -> None:
        self.story, self.places = story, story.places["deeds"]
        # Of its own: what the others do stays as it was.
        self.dice = random.Random(20261126)  # noqa: S311
        self.forms: dict[str, Page] = {}
        self.left: dict[str, list[Deed]] = {}
        for number, person in enumerate(story.truth.people):
            mine: list[Deed] = [self.propose, self.contest, self.report, self.answer]
            self.dice.shuffle(mine)
            self.left[person.username] = mine
            story.truth.answers[person.username] = WORDS[number // 2 % len(WORDS)]

    def act(self, jar: Browser, person: Person) -> None:
        left = self.left[person.username]
        for deed in (left.pop() for _ in range(min(AT_ONCE, len(left)))):
            self.noticed(jar, person, deed)

    def noticed(self, jar: Browser, person: Person, deed: Deed) -> None:
        """What it is found again by, if by anything, and what a naive platform keeps of it."""
        story, truth = self.story, self.story.truth
        with story.unseen() as instants:
            found_by = deed(jar, person)
            pk = uuid.UUID(int=self.dice.getrandbits(128)).hex
            story.beside(Kept(pk, person, len(truth.done) + 1, "naive_deed"))
        place = len(truth.deeds_naively)
        began, ended = instants
        truth.deeds_naively[pk] = Message(person.username, began, ended, place, place + 1)
        if found_by:
            truth.done[found_by] = Message(person.username, began, ended, place, 0)

    def form(self, jar: Browser, person: Person) -> Page:
        """Any page with a form of this person's, opened once."""
        if person.username not in self.forms:
            self.forms[person.username] = jar.get(f"{self.places['meeting']}propose/")
        return self.forms[person.username]

    def canary(self) -> str:
        return f"canari-fait-{self.dice.getrandbits(64):016x}"

    def propose(self, jar: Browser, person: Person) -> str:
        words = self.canary()
        said = jar.post(
            f"{self.places['meeting']}propose/", on=self.form(jar, person), title=words, lang="en"
        )
        assert said.status == 302, said.text[:3000]
        return words

    def contest(self, jar: Browser, person: Person) -> str:
        words = self.canary()
        said = jar.post(self.places["passage"], on=self.form(jar, person), text=words, lang="en")
        assert said.status == 302, said.text[:3000]
        return words

    def report(self, jar: Browser, person: Person) -> str:
        path, words = self.places["reprisals"], f"{MARK}-{self.canary()}"
        self.story.truth.words.append(words)
        form = jar.post(f"{path}to/", on=self.form(jar, person), kind="threat")
        said = {"kind": "threat", "token": form.field("token"), "words": words}
        to = self.dice.choice(["civilian", "forces", "all"])
        sent = jar.post(f"{path}send/", on=form, **said, to=to)
        assert sent.status == 200, sent.text[:3000]
        return self.story.newest("reprisals_report")

    def answer(self, jar: Browser, person: Person) -> str:
        """It cannot be found again, not even by whoever answered."""
        word = self.story.truth.answers[person.username]
        said = jar.post(self.places["poll"], on=self.form(jar, person), word=word)
        assert said.status == 200, said.text[:3000]
        return ""


def know_deeds(truth: Truth, rows: Iterable[tuple[str, str]]) -> None:
    """Which row is whose: by its words, or a report by the number of its row."""
    for pk, words in rows:
        number = str(pk).replace("-", "")
        if was := truth.done.get(words or number):
            truth.deeds[number] = was


# --- Before the story -----------------------------------------------------------------------------
def make_deeds_possible(committee: object, secretary: object) -> dict[str, str]:
    """A meeting to come, minutes that can be contested, custodians, a question to all."""
    from datetime import timedelta  # noqa: PLC0415 (the apps are there only now)

    from django.utils import timezone  # noqa: PLC0415

    from palabre.committees.models import Committee, Discussion  # noqa: PLC0415
    from palabre.meetings.services import open_session  # noqa: PLC0415
    from palabre.motions.services import open_poll  # noqa: PLC0415
    from palabre.people.models import User  # noqa: PLC0415
    from tests.committees.factories import MeetingFactory  # noqa: PLC0415
    from tests.meetings.minuting import drafted, hold, write  # noqa: PLC0415

    assert isinstance(committee, Committee)
    assert isinstance(secretary, User)
    now = timezone.now()
    slug = committee.space.slug
    chairs = [
        next(seat for seat in committee.members if seat.side == side)
        for side in ("civilian", "forces")
    ]
    committee.seats.filter(pk__in=[seat.pk for seat in chairs]).update(is_chair=True)
    held = MeetingFactory.create(committee=Committee.objects.get(pk=committee.pk), starts_at=now)
    minutes = write(hold(open_session(held, by=secretary), by=secretary), "Two.", by=secretary)
    minutes = drafted(minutes, [seat.user for seat in chairs if seat.user])
    to_come = MeetingFactory.create(committee=committee, starts_at=now + timedelta(days=20))
    discussion = Discussion.objects.filter(committee=committee, mode="named")[0]
    poll = open_poll(discussion, "Can everybody live with five o’clock?", by=secretary)
    passage = minutes.passages.all()[0]
    here = f"/en/committees/{slug}/"
    return {
        "meeting": f"{here}meetings/{to_come.pk}/",
        "passage": f"{here}meetings/{held.pk}/minutes/passages/{passage.pk}/",
        "reprisals": f"{here}reprisals/",
        "poll": f"{here}discussions/{discussion.pk}/polls/{poll.pk}/answer/",
    }
