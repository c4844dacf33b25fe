"""A text as it is heard: without accents, invisible marks and letters that only look alike, so that
no spelling hides a word. Every place in it leads back to the text as it was typed."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

# Letters of other alphabets that are drawn like ours, and the ones of Mali's own languages.
_ALIKE = dict(
    zip(
        "авекмнорстухіјѕһԁԛԝүӏгАВЕКМНОРСТУХІЈЅҺԀԚԜҮӀ"
        "αβεικνορτυχγωηΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
        "օսհոցզᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᏔᏃ"
        "ɛɔŋɩʋəıɡɑƐƆŊ",
        "abekmhopctyxijshdqwylrABEKMHOPCTYXIJSHDQWYI"
        "abeikvoptuxywnABEZHIKMNOPTYX"
        "ouhngqABCDEGHiJKLMPRSTVWZ"
        "eonivēigaEON".replace("ē", "e"),
        strict=True,
    )
) | {
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "º": "°", "˚": "°",
    **dict.fromkeys("’‘‛ʼʻ´`′＇ʹ", "'"), **dict.fromkeys("“”„«»″＂", '"'),
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"), **dict.fromkeys("\r\n\x0b\x0c\x85\u2028\u2029", "\n"),
    "\t": " ", "⁄": "/", "＠": "@",
}  # fmt: skip
_BLANK = set("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\U0001d159")
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Co", "Mn", "Me"}
_LATIN = re.compile(
    r"LATIN (?:(SMALL|CAPITAL) LETTER|LETTER SMALL CAPITAL) (?:SCRIPT )?([A-Z])(?: WITH .+)?$"
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
# After these a full stop ends no sentence.
_SHORTENED = frozenset(
    "m mr mme mlle mrs ms dr pr me cap capt lt col cdt adj sgt gal mgr st md mohd ets".split()  # noqa: SIM905
)
_ENDS = set(".!?")
_FEWEST_LOUD = 3
_SHOUTED = 0.6  # of the words of a sentence in capitals: then they tell nothing


@lru_cache(maxsize=16_384)
def _plain(sign: str) -> str:
    if sign.isascii() and sign.isprintable():
        return sign
    if sign in _ALIKE:
        return _ALIKE[sign]
    category = unicodedata.category(sign)
    if category in _UNSEEN or sign in _BLANK:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Zs":
        return " "
    return _decomposed(sign)


def _decomposed(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign)
    if parts != sign:
        return "".join(_plain(part) for part in parts)
    found = _LATIN.search(unicodedata.name(sign, ""))
    if found is None:
        return sign
    return found[2] if found[1] == "CAPITAL" else found[2].lower()


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the plain text, and where it stands in its sentence."""

    start: int
    end: int
    text: str
    lower: str
    gap: str  # what stands between it and the word before
    sentence: int
    opens: bool

    @property
    def has_capital(self) -> bool:
        return self.text[0].isupper()


class Plain:
    def __init__(self, typed: str) -> None:
        self.typed = typed
        signs, origins = [], []
        for place, sign in enumerate(typed):
            heard = _plain(sign)
            signs.append(heard)
            origins.extend([place] * len(heard))
        self.text, self._origins = "".join(signs), origins
        # Sign by sign: no place may move.
        self.lower = "".join(low if len(low := sign.lower()) == 1 else sign for sign in self.text)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the text as typed, with what is unseen after its last sign."""
        after = self._origins[end] if end < len(self._origins) else len(self.typed)
        return self._origins[start], max(self._origins[end - 1] + 1, after)

    def typed_at(self, start: int, end: int) -> str:
        first, last = self.origin(start, end)
        return self.typed[first:last].strip()

    @cached_property
    def words(self) -> list[Word]:
        words, sentence, end = list[Word](), 0, 0
        for found in _WORD.finditer(self.text):
            gap = self.text[end : found.start()]
            opens = not words or _parts(words[-1], gap)
            sentence += opens and bool(words)
            end = found.end()
            lower = self.lower[found.start() : end]
            words.append(Word(found.start(), end, found[0], lower, gap, sentence, opens))
        return words

    @cached_property
    def starts(self) -> list[int]:
        """Where each sentence begins."""
        return [word.start for word in self.words if word.opens]

    def sentence_at(self, place: int) -> int:
        return max(0, bisect_right(self.starts, place) - 1)

    @cached_property
    def shouted(self) -> set[int]:
        """Sentences written in capitals."""
        long = [word for word in self.words if len(word.text) > 1 and word.text.isalpha()]
        counts: dict[int, list[int]] = {}
        for word in long:
            seen = counts.setdefault(word.sentence, [0, 0])
            seen[0] += 1
            seen[1] += word.text.isupper()
        return {
            one
            for one, (every, loud) in counts.items()
            if loud >= _FEWEST_LOUD and loud > every * _SHOUTED
        }

    def stands_out(self, word: Word) -> bool:
        """Its capital means something."""
        return word.has_capital and word.sentence not in self.shouted


def _parts(before: Word, gap: str) -> bool:
    """Whether a new sentence begins after this gap."""
    if "\n" in gap:
        return True
    if not _ENDS.intersection(gap) or gap.strip() == gap:
        return False
    is_short = before.lower in _SHORTENED or len(before.text) == 1
    return not (is_short and gap.strip() == ".")
