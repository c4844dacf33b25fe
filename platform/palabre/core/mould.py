"""Part of a template that a page repeats: it is read once for each shape it has, then filled.

To read a template line by line costs more than all the rest of a page with fifty of them
(docs/performance.md); the template stays a template, with its words and its `{% if %}`.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from operator import itemgetter
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Given = str | bool
Row = tuple[Given, ...]
Shape = tuple[bool, ...]
Cast = tuple[str, Callable[[Row], Any]]
MARK = re.compile("\0([0-9]+)\0")


class Mould:
    """Of a template that shows its words as they are, without a filter, and asks of each only whether
    there is any; of what is yes or no it asks that.

    `names`: of what it is given, in the order of a row. All of one place are words, or all yes or no.
    """

    def __init__(self, template: str, names: tuple[str, ...]) -> None:
        self.template, self.names = template, names
        self._casts: dict[tuple[str | None, Shape], Cast] = {}

    def fill(self, rows: Iterable[Row]) -> SafeString:
        """One after the other; what is not safe is escaped."""
        language, casts, filled = get_language(), self._casts, []
        # What is said again is escaped once; safe or not, the same letters are two things.
        escaped = lru_cache(maxsize=None, typed=True)(_escaped)
        for row in rows:
            shape = tuple(map(bool, row))
            words, chosen = casts.get((language, shape)) or self._cast(language, shape, row)
            filled.append(words % chosen(tuple(map(escaped, row))))
        return SafeString("".join(filled))

    def _cast(self, language: str | None, shape: Shape, row: Row) -> Cast:
        given = {
            name: value if isinstance(value, bool) or not value else SafeString(f"\0{place}\0")
            for place, (name, value) in enumerate(zip(self.names, row, strict=True))
        }
        parts = MARK.split(render_to_string(self.template, given))
        words = "%s".join(part.replace("%", "%%") for part in parts[::2])
        cast = self._casts[language, shape] = (words, _several(*map(int, parts[1::2])))
        return cast


def _escaped(value: Given) -> Given:
    return value if isinstance(value, SafeString | bool) else escape(value)


def _several(*places: int) -> Callable[[Row], Any]:
    """`itemgetter` gives one thing as itself, and none not at all."""
    if not places:
        return lambda _row: ()
    return itemgetter(*places) if len(places) > 1 else itemgetter(slice(places[0], places[0] + 1))
