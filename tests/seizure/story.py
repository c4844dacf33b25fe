"""Thirty-six messages without an account, in between what people do under their names: many with a
file, some on paper. What is done with them in the offices afterwards is in offices.py, what the same
people say in committees without their names in speaking.py, how they vote in secret in voting.py, what
else they do as nobody in particular in deeds.py.

Only what is returned here knows who wrote what, and when.
"""

import random  # noqa: TID251 (the same story in every run)
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.seizure.bags import Bag, Hand
from tests.seizure.browser import Browser, Page, Traces
from tests.seizure.deeds import Deeds
from tests.seizure.naive import Kept
from tests.seizure.offices import Offices, sign_in
from tests.seizure.speaking import Speakers
from tests.seizure.truth import MARK, STRANGER, Message, Person, Truth, person_of, traces_of
from tests.seizure.voting import Voters

MESSAGES_EACH = 3
PUBLIC = "Je l’ai vu"  # in each post, for all to read
ON_PAPER = {6, 15, 29}  # of the turns
CODE = re.compile(r'name="code" value="([0-9A-Z-]{29})"')
CASE = re.compile(r'href="(/en/moderation/report/forums\.post/\d+/)"')


@dataclass
class Story:
    port: int
    places: dict[str, Any]
    newest: Callable[[str], str]  # the row of this table that was not there before
    beside: Callable[[Kept], None]  # what a naive platform would do as well
    fill_urns: Callable[[], None]  # with what waits half-way
    dice: random.Random = field(default_factory=lambda: random.Random(20261126))  # noqa: S311

    def __post_init__(self) -> None:
        people = [person_of(n, told) for n, told in enumerate(self.places["people"])]
        self.truth = Truth(people)
        self.hand = Hand(self.dice)
        self.lines = ExitStack()
        self.jars = {person.username: self.browser(person.traces) for person in people}

    def browser(self, traces: Traces) -> Browser:
        jar = Browser(self.port, traces)
        self.lines.callback(jar.line.close)
        return jar

    def tell(self) -> Truth:
        with self.lines:
            self.live()
        return self.truth

    def live(self) -> None:
        self.truth.began = time.time()
        for name, jar in self.jars.items():
            sign_in(jar, name)
        self.offices = Offices(self)
        self.sheets = self.offices.print_sheets()
        self.turns_left = self.turns()
        self.speakers, self.voters, self.deeds = Speakers(self), Voters(self), Deeds(self)
        for number, person in enumerate(self.turns_left):
            if number == len(self.turns_left) // 2:
                self.fill_urns()
            self.in_between(number)
            self.speak_and_write(person, number)
        self.come_back()
        self.offices.work()
        self.truth.ended = time.time()

    def turns(self) -> list[Person]:
        turns = self.truth.people * MESSAGES_EACH
        self.dice.shuffle(turns)
        return turns

    def speak_and_write(self, person: Person, number: int) -> None:
        """One post under their name, right before or right after; from the same browser or not. And
        around all that they speak in a committee without their name, vote there in secret, and more."""
        jar = self.jars[person.username]
        other = jar if self.dice.random() < 0.5 else self.browser(person.traces)
        posts_first = self.dice.random() < 0.5
        deeds = self.deeds
        with (
            self.around(self.dice, lambda: self.speakers.speak(jar, person)),
            self.around(self.dice, lambda: self.voters.vote(jar, person)),
            self.around(deeds.dice, lambda: deeds.act(jar, person)),
        ):
            if posts_first:
                self.post(jar)
            if number in ON_PAPER:
                self.write_on_paper(person)
            else:
                self.write(other, person, self.hand.next() if number % 3 == 1 else None)
            if not posts_first:
                self.post(jar)

    @contextmanager
    def around(self, dice: random.Random, deed: Callable[[], None]) -> Iterator[None]:
        """Before what is done meanwhile, or after it."""
        is_first = dice.random() < 0.5
        if is_first:
            deed()
        yield
        if not is_first:
            deed()

    def post(self, jar: Browser) -> None:
        path = f"/en/forum/topics/{self.dice.choice(self.places['topics'])}/"
        page = jar.get(path)
        said = jar.post(f"{path}reply/", on=page, body=f"{PUBLIC} {self.dice.random()}.")
        assert said.status == 302, said.text[:2000]

    def write(self, jar: Browser, person: Person, bag: Bag | None) -> None:
        said, review, held = self.begin(jar, person, bag)

        def send() -> str:
            page = jar.post("/en/write/code/", on=review, **said, **held)
            found = CODE.search(page.text)
            assert found, page.text[:3000]
            return found[1]

        code = self.noticed(person, said["body"], send)
        noted = jar.post("/en/write/code/", on=review, code=code, noted=code.rpartition("-")[2])
        assert noted.status == 200

    def begin(
        self, jar: Browser, person: Person, bag: Bag | None
    ) -> tuple[dict[str, str], Page, dict[str, list[str]]]:
        """The first two steps: what was typed, the page to read again, and what it carries of files."""
        form = jar.get("/en/write/message/")
        said = {
            "body": self.words(),
            "readers": self.dice.choice(["all", "civilian"]),
            "committee": self.dice.choice(["kerouba", "tabakoro"]),
        }
        token = form.field("token")
        if bag is None:
            review = jar.post("/en/write/review/", on=form, token=token, **said)
        else:
            review = self.join(jar, "/en/write/review/", form, person, bag, token=token, **said)
        held = review.fields("held")
        said["token"] = review.field("token")
        return said, review, {"held": held, "as_is": held if bag and bag.as_is else []}

    def join(
        self, jar: Browser, path: str, form: Page, person: Person, bag: Bag, **said: str
    ) -> Page:
        """Send a form with a file, which is held from then on, or sent."""
        with self.unseen() as instants:
            page = jar.post_file(path, bag, on=form, **said)
            pk = self.newest("submissions_piece")
            self.beside(Kept(pk, person, bag.length, "naive_piece", content=bag.content))
        assert pk, page.text[:3000]
        place = len(self.truth.files)
        self.truth.files[pk] = Message(person.username, instants[0], instants[1], place, bag.length)
        self.truth.words.append(bag.canary)
        self.truth.signs += bag.signs
        return page

    def noticed(
        self, person: Person, words: str, send: Callable[[], str], *, came: str = "online"
    ) -> str:
        """Have it sent, and keep the truth about it. Returns its code."""
        with self.unseen() as instants:
            code = send()
            pk = self.newest("submissions_submission")
            self.beside(Kept(pk, person, len(words), came=came))
        place = len(self.truth.messages)
        self.truth.messages[pk] = Message(
            person.username, instants[0], instants[1], place, len(words)
        )
        self.truth.codes[pk] = code
        return code

    def write_on_paper(self, person: Person) -> None:
        """On a sheet that the secretariat types in."""
        sheet, words = self.sheets.pop(), self.words()

        def type_in() -> str:
            self.offices.type_in(sheet, words)
            return sheet.code

        self.noticed(person, words, type_in, came="on paper")
        self.truth.paper.add(list(self.truth.messages)[-1])

    def words(self) -> str:
        """All of them short enough for the first size, but of every length."""
        canary = f"{MARK}-{self.dice.getrandbits(64):016x}"
        self.truth.words.append(canary)
        return f"{canary} " + "On nous l’a pris. " * self.dice.randrange(1, 60)

    @contextmanager
    def unseen(self) -> Iterator[list[float]]:
        """Whatever is done meanwhile is nobody's business, and so is when."""
        instants = [time.time()]
        yield instants
        instants.append(time.time())
        self.truth.windows.append((instants[0], instants[1]))

    def in_between(self, number: int) -> None:
        person = self.dice.choice(self.truth.people)
        somebody = self.jars[person.username]
        topic = f"/en/forum/topics/{self.dice.choice(self.places['topics'])}/"
        if number % 4 == 0:
            self.contribute(person)
        if number % 12 == 5:
            self.report(somebody, somebody.get(topic))
        if number % 8 == 3:
            self.write_and_erase()
        if number % 6 == 2:
            self.join_and_leave()

    def contribute(self, person: Person) -> None:
        jar = self.jars[person.username]
        path = f"/en/committees/{self.dice.choice(self.places['discussions'])}/"
        form, words = self.deeds.form(jar, person), f"Je le confirme {self.dice.random()}."
        said = jar.post(f"{path}speak/", on=form, body=words)
        assert said.status == 302, said.text[:2000]

    def report(self, jar: Browser, page: Page) -> None:
        found = CASE.search(page.text)
        if found:
            form = jar.get(found[1])
            jar.post(found[1], on=form, reason=form.field("reason"), note="Regardez cela.")

    def write_and_erase(self) -> None:
        """Somebody of whom nothing stays, who has no account."""
        jar = self.browser(traces_of(STRANGER))
        form = jar.get("/en/write/message/")
        said = {"body": self.words(), "readers": "all", "token": form.field("token")}
        with self.unseen():
            page = jar.post("/en/write/code/", on=form, committee="kerouba", **said)
        self.newest("submissions_submission")
        self.open_thread(jar, page.field("code"))
        page = jar.get("/en/answer/erase/everything/")
        with self.unseen():
            jar.post("/en/answer/erase/", on=page, everything="1")

    def join_and_leave(self) -> None:
        """Somebody joins a file, looks at it, and sends nothing."""
        person = self.dice.choice(self.truth.people)
        self.begin(self.jars[person.username], person, self.hand.next())

    def open_thread(self, jar: Browser, code: str) -> Page:
        form = jar.get("/en/answer/")
        with self.unseen():
            opened = jar.post("/en/answer/", on=form, code=code)
        assert opened.status == 302, opened.text[:2000]
        return jar.get("/en/answer/thread/")

    def come_back(self) -> None:
        """Every second writer, with the code, in a browser that is signed in or in another."""
        people = {person.username: person for person in self.truth.people}
        chosen = self.dice.sample(sorted(self.truth.codes), len(self.truth.codes) // 2)
        for number, pk in enumerate(chosen):
            person = people[self.truth.messages[pk].person]
            jar = self.browser(person.traces) if number % 2 else self.jars[person.username]
            self.contribute(person)
            page = self.open_thread(jar, self.truth.codes[pk])
            self.reply(jar, page, person, self.hand.next() if number % 4 == 2 else None)

    def reply(self, jar: Browser, page: Page, person: Person, bag: Bag | None) -> None:
        path, said = "/en/answer/reply/", {"body": self.words(), "token": page.field("token")}
        held: list[str] = []
        if bag is not None:
            page = self.join(jar, path, page, person, bag, **said)
            if page.status == 302:
                return
            held, said["token"] = page.fields("held"), page.field("token")
        with self.unseen():
            sent = jar.post(path, on=page, **said, held=held, as_is=held)
        assert sent.status == 302, sent.text[:2000]
