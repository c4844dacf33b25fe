"""Thirty-six messages without an account, in between what people do under their names.

Only what is returned here knows who wrote what, and when.
"""

import random  # noqa: TID251 (the same story in every run)
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from tests.people.factories import PASSWORD
from tests.seizure.browser import Browser, Page, Traces
from tests.submissions.factories import PHRASE

MESSAGES_EACH = 3
STRANGER = 20  # the numbers of the twelve come before
MARK = "canari-paroles"
LANGUAGES = ["bm", "ff", "snk", "dyu", "ses", "taq", "mey", "son", "zgh", "dje", "khq", "kao"]
CODE = re.compile(r'name="code" value="([0-9A-Z-]{29})"')
CASE = re.compile(r'href="(/en/moderation/report/forums\.post/\d+/)"')


@dataclass(frozen=True)
class Person:
    pk: int
    username: str
    email: str
    traces: Traces


@dataclass(frozen=True)
class Message:
    """The truth about one: who, between which instants, as the how-manieth, how long."""

    person: str
    began: float
    ended: float
    place: int
    length: int


@dataclass
class Truth:
    people: list[Person]
    messages: dict[str, Message] = field(default_factory=dict)
    windows: list[tuple[float, float]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)  # by the message
    began: float = 0
    ended: float = 0


def traces_of(number: int) -> Traces:
    return Traces(
        agent=f"Palmier/{number}.0 (canari-appareil-{number:02})",
        language=f"{LANGUAGES[number % len(LANGUAGES)]}-x-canari{number:02}",
        address=f"127.77.{number + 1}.{number + 40}",
        far_address=f"198.51.{number + 100}.{number + 7}",
        referer=f"http://localhost/canari-venu-{number:02}/",
    )


def person_of(number: int, told: dict[str, Any]) -> Person:
    return Person(told["pk"], told["username"], told["email"], traces_of(number))


@dataclass
class Story:
    port: int
    places: dict[str, Any]
    newest: Callable[[], str]  # the message that was not there before
    beside: Callable[[str, Person, int], None]  # what a naive platform would do as well
    dice: random.Random = field(default_factory=lambda: random.Random(20261126))  # noqa: S311

    def __post_init__(self) -> None:
        people = [person_of(n, told) for n, told in enumerate(self.places["people"])]
        self.truth = Truth(people)
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
        for number, person in enumerate(self.turns()):
            self.in_between(number)
            self.speak_and_write(person)
        self.come_back()
        self.readers_read()
        self.truth.ended = time.time()

    def turns(self) -> list[Person]:
        turns = self.truth.people * MESSAGES_EACH
        self.dice.shuffle(turns)
        return turns

    def speak_and_write(self, person: Person) -> None:
        """One post under their name, right before or right after; from the same browser or not."""
        jar = self.jars[person.username]
        other = jar if self.dice.random() < 0.5 else self.browser(person.traces)
        if self.dice.random() < 0.5:
            self.post(jar)
            self.write(other, person)
        else:
            self.write(other, person)
            self.post(jar)

    def post(self, jar: Browser) -> None:
        path = f"/en/forum/topics/{self.dice.choice(self.places['topics'])}/"
        page = jar.get(path)
        said = jar.post(f"{path}reply/", on=page, body=f"Je l’ai vu {self.dice.random()}.")
        assert said.status == 302, said.text[:2000]

    def write(self, jar: Browser, person: Person) -> None:
        words = self.words()
        kept: list[str] = []

        def noticed() -> None:
            kept.append(self.newest())
            self.beside(kept[0], person, len(words))

        began, ended, code = self.send(jar, words, noticed)
        place = len(self.truth.messages)
        self.truth.messages[kept[0]] = Message(person.username, began, ended, place, len(words))
        self.truth.codes[kept[0]] = code

    def words(self) -> str:
        """All of them short enough for the first size, but of every length."""
        canary = f"{MARK}-{self.dice.getrandbits(64):016x}"
        self.truth.words.append(canary)
        return f"{canary} " + "On nous l’a pris. " * self.dice.randrange(1, 60)

    def send(
        self, jar: Browser, words: str, noticed: Callable[[], object]
    ) -> tuple[float, float, str]:
        said = {
            "body": words,
            "readers": self.dice.choice(["all", "civilian"]),
            "committee": self.dice.choice(["kerouba", "tabakoro"]),
        }
        form = jar.get("/en/write/message/")
        review = jar.post("/en/write/review/", on=form, token=form.field("token"), **said)
        with self.unseen() as instants:
            page = jar.post("/en/write/code/", on=review, token=review.field("token"), **said)
            noticed()
        found = CODE.search(page.text)
        assert found, page.text[:3000]
        noted = jar.post(
            "/en/write/code/", on=page, code=found[1], noted=found[1].rpartition("-")[2]
        )
        assert noted.status == 200
        return instants[0], instants[1], found[1]

    @contextmanager
    def unseen(self) -> Iterator[list[float]]:
        """Whatever is done meanwhile is nobody's business, and so is when."""
        instants = [time.time()]
        yield instants
        instants.append(time.time())
        self.truth.windows.append((instants[0], instants[1]))

    def in_between(self, number: int) -> None:
        somebody = self.jars[self.dice.choice(self.truth.people).username]
        page = somebody.get(f"/en/forum/topics/{self.dice.choice(self.places['topics'])}/")
        if number % 4 == 0:
            self.contribute(somebody)
        if number % 12 == 5:
            self.report(somebody, page)
        if number % 8 == 3:
            self.write_and_erase()

    def contribute(self, jar: Browser) -> None:
        path = f"/en/committees/{self.dice.choice(self.places['discussions'])}/"
        page = jar.get(path)
        said = jar.post(f"{path}speak/", on=page, body=f"Je le confirme {self.dice.random()}.")
        assert said.status == 302, said.text[:2000]

    def report(self, jar: Browser, page: Page) -> None:
        found = CASE.search(page.text)
        if found:
            form = jar.get(found[1])
            jar.post(found[1], on=form, reason=form.field("reason"), note="Regardez cela.")

    def write_and_erase(self) -> None:
        """Somebody of whom nothing stays, who has no account."""
        jar = self.browser(traces_of(STRANGER))
        code = self.send(jar, self.words(), self.newest)[2]
        self.open_thread(jar, code)
        page = jar.get("/en/answer/erase/everything/")
        with self.unseen():
            jar.post("/en/answer/erase/", on=page, everything="1")

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
            self.contribute(self.jars[person.username])
            page = self.open_thread(jar, self.truth.codes[pk])
            with self.unseen():
                jar.post("/en/answer/reply/", on=page, token=page.field("token"), body=self.words())

    def readers_read(self) -> None:
        for number, name in enumerate(self.places["readers"]):
            jar = self.browser(traces_of(STRANGER + 1 + number))
            sign_in(jar, name)
            page = jar.get("/en/messages/vault/")
            jar.post("/en/messages/vault/", on=page, passphrase=PHRASE)
            inbox = jar.get("/en/messages/")
            for pk in re.findall(r"/en/messages/([0-9a-f-]{36})/", inbox.text)[:4]:
                self.read_and_answer(jar, pk)

    def read_and_answer(self, jar: Browser, pk: str) -> None:
        path = f"/en/messages/{quote(pk)}/"
        page = jar.get(path)
        if page.text.find("open/") > 0:
            jar.post(f"{path}open/", on=page)
            page = jar.get(path)
        said = jar.post(
            f"{path}answer/",
            on=page,
            token=page.field("token"),
            kind="answer",
            body="On s’en occupe.",
        )
        assert said.status == 302, said.text[:2000]


def sign_in(jar: Browser, name: str) -> None:
    page = jar.get("/accounts/login/")
    said = jar.post("/accounts/login/", on=page, login=name, password=PASSWORD)
    assert said.status == 302, said.text[:3000]
