"""Taking the fingerprints of a keyboard off a text. For what is said without a name, and only that.

First every sign is brought to its plainest form, then all are dressed alike, as the language wants.
"""

import re
import unicodedata

NO_BREAK = "\u00a0"
PLAIN = {
    **dict.fromkeys("‘’‚‛′", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    "…": "...",
}
KEPT = "\n\t"
# A French keyboard puts a space inside these, an English one does not.
GUILLEMETS = re.compile(r"« ?| ?»")
# Two spaces after a full stop are a habit of some hands; at the start of a line they are a layout.
RUNS = re.compile(r"(?<=\S) {2,}")
ENDS = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)
OPENING = re.compile(r"""(?<![\w.,;:!?)\]%…])"(?=[^\s.,;:!?)\]…])""")
CLOSING = re.compile(r"""(?<=\S)\"""")
HIGH = re.compile(r" (?=[;:!?])")
QUOTES = {"fr": (f"«{NO_BREAK}", f"{NO_BREAK}»"), "en": ("“", "”")}


def even_out(text: str, *, lang: str) -> str:
    """The same words, without the quotation marks, spaces and invisible marks of one device."""
    return _dressed(_plain(text), lang)


def _plain(text: str) -> str:
    seen = "".join(mark for mark in text if mark in KEPT or not _is_invisible(mark))
    composed = unicodedata.normalize("NFC", seen)
    plain = "".join(_plainest(character) for character in composed)
    plain = GUILLEMETS.sub('"', RUNS.sub(" ", plain))
    return ENDS.sub("", plain).strip("\n")


def _is_invisible(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf")


def _plainest(character: str) -> str:
    if unicodedata.category(character) == "Zs":
        return " "
    return PLAIN.get(character, character)


def _dressed(plain: str, lang: str) -> str:
    opening, closing = QUOTES.get(lang, QUOTES["fr"])
    quoted = CLOSING.sub(closing, OPENING.sub(opening, plain))
    spaced = HIGH.sub(NO_BREAK, quoted) if opening.endswith(NO_BREAK) else quoted
    return spaced.replace("'", "’").replace("...", "…")
