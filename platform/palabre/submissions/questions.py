"""Small questions for when a machine seems to be writing: easy to hear, to read and to answer.

Nothing of them is kept: the proof that travels in the form is made of the answer and of the form
that it is for, with the server's key.
"""

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

SALT = "palabre.submissions.question"
FRENCH = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix-sept dix-huit dix-neuf vingt"
)
ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
BAMBARA = {
    "kelen": 1, "fila": 2, "fla": 2, "saba": 3, "naani": 4, "duuru": 5, "wɔɔrɔ": 6, "wolonwula": 7,
    "wolonfila": 7, "segin": 8, "seegin": 8, "kɔnɔntɔn": 9, "tan": 10, "mugan": 20,
}  # fmt: skip
NAMES = {"fr": FRENCH.split(), "en": ENGLISH.split()}
THINGS = [
    gettext_noop("market"), gettext_noop("bridge"), gettext_noop("river"), gettext_noop("school"),
    gettext_noop("tree"), gettext_noop("road"), gettext_noop("bread"), gettext_noop("rain"),
    gettext_noop("door"), gettext_noop("bench"),
]  # fmt: skip


@dataclass(frozen=True)
class Question:
    words: str
    proof: str


def ask(token: str) -> Question:
    """A new question, in the language of the page, for this form alone."""
    words, answer = secrets.choice(KINDS)()
    nonce = secrets.token_urlsafe(9)
    return Question(words, _signer().sign(f"{nonce}.{_mark(nonce, token, answer)}"))


def seconds_since_asked(proof: str, answer: str, token: str) -> float | None:
    """None where the answer is wrong, or was found for another form."""
    try:
        nonce, mark, asked = signing.Signer(salt=SALT).unsign(proof).replace(":", ".").split(".")
    except (signing.BadSignature, ValueError):
        return None
    if not constant_time_compare(mark, _mark(nonce, token, answer)):
        return None
    return max(0.0, time.time() - signing.b62_decode(asked))


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT)


def _mark(nonce: str, token: str, answer: str) -> str:
    said = f"{nonce} {token} {understood(answer)}".encode("utf-8", "surrogatepass")
    return salted_hmac(SALT, said, algorithm="sha256").hexdigest()


# --- What an answer says, however it is written -------------------------------------------------
def understood(typed: str) -> str:
    """Digits for a number, in digits or words; otherwise the word, without accents and capitals."""
    plain = _plain(typed)
    return WRITTEN.get(plain) or (str(int(plain)) if plain.isdecimal() else plain)


def _plain(text: str) -> str:
    """Marks aside, what is no letter or digit parts words."""
    letters = unicodedata.normalize("NFKD", text.casefold().replace("ɔ", "o").replace("ɛ", "e"))
    bare = (mark for mark in letters if not unicodedata.combining(mark))
    return " ".join("".join(mark if mark.isalnum() else " " for mark in bare).split())[:50]


WRITTEN = {
    **{_plain(name): str(number) for name, number in BAMBARA.items()},
    **{f"tan ni {_plain(name)}": str(10 + n) for name, n in BAMBARA.items() if n < 10},  # noqa: PLR2004
    **{_plain(name): str(n) for names in NAMES.values() for n, name in enumerate(names)},
    "une": "1",
}


# --- The questions: each gives its words and its answer -----------------------------------------
def _named(number: int) -> str:
    return NAMES["en" if (get_language() or "").startswith("en") else "fr"][number]


def _some(first: int, last: int) -> int:
    return first + secrets.randbelow(last - first + 1)


def sum_of_two() -> tuple[str, str]:
    one, other = _some(1, 10), _some(1, 10)
    words = _("What is %(one)s plus %(other)s?")
    return words % {"one": _named(one), "other": _named(other)}, str(one + other)


def difference() -> tuple[str, str]:
    left, less = _some(1, 10), _some(1, 10)
    words = _("What is %(one)s minus %(other)s?")
    return words % {"one": _named(left + less), "other": _named(less)}, str(left)


def next_number() -> tuple[str, str]:
    number = _some(1, 19)
    return _("Which number comes right after %(one)s?") % {"one": _named(number)}, str(number + 1)


def greatest() -> tuple[str, str]:
    numbers = secrets.SystemRandom().sample(range(1, 21), 3)
    named = [_named(number) for number in numbers]
    words = _("Which is the greatest of these numbers: %(one)s, %(two)s, %(three)s?")
    return words % dict(zip(("one", "two", "three"), named, strict=True)), str(max(numbers))


def word_in_a_row() -> tuple[str, str]:
    row = [_(thing) for thing in secrets.SystemRandom().sample(THINGS, 4)]
    place = _some(0, 3)
    words = (
        _("Write the first of these words: %(row)s."),
        _("Write the second of these words: %(row)s."),
        _("Write the third of these words: %(row)s."),
        _("Write the last of these words: %(row)s."),
    )[place]
    return words % {"row": ", ".join(row)}, row[place]


KINDS: list[Callable[[], tuple[str, str]]] = [
    sum_of_two, difference, next_number, greatest, word_in_a_row,
]  # fmt: skip
