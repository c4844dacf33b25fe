"""Who wrote what, and when: known to the story and to the verdict, and to nobody else."""

from dataclasses import dataclass, field
from typing import Any

from tests.seizure.browser import Traces

STRANGER = 20  # the numbers of the twelve come before
MARK = "canari-paroles"
LANGUAGES = ["bm", "ff", "snk", "dyu", "ses", "taq", "mey", "son", "zgh", "dje", "khq", "kao"]


@dataclass(frozen=True)
class Person:
    pk: int
    username: str
    email: str
    traces: Traces


@dataclass(frozen=True)
class Message:
    """The truth about one, or about a file, or what was said: who, between which instants, as the how-manieth, how long."""

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
    files: dict[str, Message] = field(default_factory=dict)  # sent or not
    signs: list[bytes] = field(default_factory=list)  # of what is in them
    paper: set[str] = field(default_factory=set)  # messages that came on it
    numbers: list[str] = field(default_factory=list)  # of all sheets that were printed
    said: dict[str, Message] = field(default_factory=dict)  # by its words, until they have a row
    shown: int = 0  # photos beside what was said
    spoken: dict[str, Message] = field(default_factory=dict)
    spoken_naively: dict[str, Message] = field(default_factory=dict)
    cast: dict[str, Message] = field(default_factory=dict)  # ballots, by the number shown
    ballots: dict[str, Message] = field(default_factory=dict)
    cast_naively: dict[str, Message] = field(default_factory=dict)
    done: dict[str, Message] = field(default_factory=dict)  # by words, or by the row
    deeds: dict[str, Message] = field(default_factory=dict)  # proposals, contests, reports
    deeds_naively: dict[str, Message] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)  # to the consent poll, by the person
    began: float = 0
    ended: float = 0

    @property
    def things(self) -> dict[str, Message]:
        return self.messages | self.files | self.spoken | self.ballots | self.deeds


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
