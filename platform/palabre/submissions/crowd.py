"""Floods at the anonymous doors, without addresses (ADR 15).

One bucket for each class of form, in the memory of this process. While it is calm every form is
taken at once. Beyond that a form must have been open for a while, and in the worst case answer a
small question: who comes too early waits on a page that keeps everything. Nobody is turned away,
and nothing here knows who comes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import ceil

from django.conf import settings

from palabre.core.pressure import Bucket, Level, Pressure
from palabre.submissions import questions
from palabre.submissions.forms import new_token, seconds_open
from palabre.submissions.spent import Reused, Spent

SHORTEST, LONGEST = 5, 30  # seconds that a form must have been open while many write
QUESTION_AGE = 5  # nobody reads a question and answers it in less


@dataclass(frozen=True)
class Sent:
    """A form as it came: its token, what it carries, and an answer if it had been asked one."""

    token: str
    words: bytes
    proof: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Wait:
    """What is still wanting. The question is new, or there is none to answer (any more)."""

    seconds: int
    token: str
    question: questions.Question | None = None
    is_missed: bool = False


def seconds_wanted(pressure: Pressure) -> float:
    if pressure.level is Level.CALM:
        return 0
    return min(LONGEST, SHORTEST + (LONGEST - SHORTEST) * pressure.over)


class Gate:
    """One class of form. `is_single`: another text in the same form is refused, not only made to
    wait; for a code, which people type wrongly and again, it is not. `asks`: in the worst case, a
    question; a page that carries files cannot wait for its answer."""

    def __init__(
        self, setting: str, pace: float, *, is_single: bool = True, asks: bool = True
    ) -> None:
        self.setting, self.pace = setting, pace
        self.is_single, self.asks = is_single, asks
        self.start_afresh()

    def start_afresh(self) -> None:
        """Each process has its share of what is calm, since none knows of the others."""
        calm: int = getattr(settings, self.setting)
        self.bucket = Bucket(ceil(calm / settings.WORKERS), self.pace * settings.WORKERS)
        self.spent = Spent()

    def hold_back(self, sent: Sent) -> Wait | None:
        """None: come in, and it is counted. Raises Reused."""
        times = self._times(sent)
        if times is None:
            sent, times = replace(sent, token=""), 0
        age = seconds_open(sent.token)
        answered = questions.seconds_since_asked(sent.proof, sent.answer, sent.token)

        def still(now: Pressure) -> float:
            # Each sending of the same form costs a wait of its own.
            open_longer = seconds_wanted(now) * (times + 1) - (age or 0)
            return max(open_longer, _for_an_answer(now, answered)) if self.asks else open_longer

        pressure = self.bucket.draw(lambda now: still(now) <= 0)
        if pressure is None:
            return None
        seconds = min(LONGEST, ceil(still(pressure)))
        token = new_token() if age is None else sent.token
        if not self.asks or pressure.level is not Level.ATTACK or answered is not None:
            return Wait(seconds, token)
        return Wait(seconds, token, questions.ask(token), is_missed=bool(sent.proof))

    def _times(self, sent: Sent) -> int | None:
        """None for a form that has served for something else: it has no age of its own any more."""
        try:
            return self.spent.times(sent.token, sent.words)
        except Reused:
            if self.is_single:
                raise
            return None

    @contextmanager
    def once(self, sent: Sent) -> Iterator[None]:
        """Around the deed itself: the form is spent, unless the deed fails. Raises Reused."""
        is_claimed = self._claim(sent)
        try:
            yield
        except BaseException:
            if is_claimed:
                self.spent.give_back(sent.token)
            raise

    def _claim(self, sent: Sent) -> bool:
        try:
            self.spent.claim(sent.token, sent.words)
        except Reused:
            if self.is_single:
                raise
            return False
        return True


def _for_an_answer(pressure: Pressure, answered: float | None) -> float:
    if pressure.level is not Level.ATTACK:
        return 0
    return QUESTION_AGE - (answered or 0)


# Thirty people in a training, who all write and come back at once, several times, stay calm.
MESSAGES = Gate("CALM_MESSAGES", pace=5)
REPLIES = Gate("CALM_REPLIES", pace=5)
CODES = Gate("CALM_CODES", pace=1, is_single=False)
FILES = Gate("CALM_FILES", pace=5, is_single=False, asks=False)
GATES = (MESSAGES, REPLIES, CODES, FILES)


def start_afresh() -> None:
    for gate in GATES:
        gate.start_afresh()
