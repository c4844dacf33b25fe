"""The few words around what was sought, escaped first and marked after."""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString

from palabre.search.words import WORD, forms

BEFORE, LENGTH = 80, 260
SIGNS = re.compile(r"^[ \t]*(?:>[ \t]?)+|[*`#]+|[ \t\r\n\f\v]+", re.MULTILINE)


def readable(text: str) -> str:
    """Without the signs of Markdown, on one line."""
    return re.sub(" +", " ", SIGNS.sub(" ", unicodedata.normalize("NFC", text))).strip()


def snippet(text: str, lang: str, stems: frozenset[str]) -> SafeString:
    line = readable(text)
    first = next((m.start() for m in WORD.finditer(line) if is_sought(m, lang, stems)), 0)
    start = line.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    end = len(line) if len(line) <= start + LENGTH else line.rfind(" ", start, start + LENGTH)
    end = end if end > first else start + LENGTH
    shown = marked(line[start:end], lang, stems)
    return SafeString(f"{'… ' if start else ''}{shown}{' …' if end < len(line) else ''}")


def marked(text: str, lang: str, stems: frozenset[str]) -> SafeString:
    return SafeString("".join(_pieces(text, lang, stems)))


def _pieces(text: str, lang: str, stems: frozenset[str]) -> Iterable[str]:
    done = 0
    for match in WORD.finditer(text):
        if is_sought(match, lang, stems):
            yield escape(text[done : match.start()])
            yield f"<mark>{escape(match.group())}</mark>"
            done = match.end()
    yield escape(text[done:])


def is_sought(match: re.Match[str], lang: str, stems: frozenset[str]) -> bool:
    return not stems.isdisjoint(forms(match.group(), lang if lang == "fr" else "en"))
