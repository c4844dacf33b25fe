"""What is written in figures or in a form of its own: telephones, coordinates, hours, plates, posts.

No pattern repeats without a bound, and none holds a repetition within a repetition of the same signs:
their work grows with the length of the text alone.
"""

import re
from collections.abc import Iterator

from palabre.core.marking.kinds import Kind
from palabre.core.marking.plain import Plain
from palabre.core.marking.vocabulary import FUNCTION_WORDS

_NUMBER = r"[-+]?\d{1,3}[.,]\d{3,10}"
_AXIS = r"\s{0,2}°?\s{0,2}(?:[nsewo]\b)?"
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_UNITS = (
    r"rcp|regiment|bataillon|compagnie|gtia|rim?|rir|rb|rg|bafs|brigade|escadron|section|unite|"
    r"rima|rpima|bir|battalion|company|platoon|squad|regiment|groupement|peloton"
)
_POSTS = r"check-?\s?points?|postes?|camps?|bases?|barrages?|casernes?|garnisons?|positions?|pc"
_HELD = r"militaires?|avancee?s?|de controle|de securite|de police|de gendarmerie|military|army"
_AT = r"(?:d'|(?:de|du|des|a|of|at|in|near)\s)(?:la\s|l'|the\s)?"
_POSITIONS = [
    re.compile(rf"(?<![\w.]){_NUMBER}{_AXIS}[\s,;/|]{{1,3}}{_NUMBER}{_AXIS}"),
    re.compile(r"(?<!\w)\d{1,3}(?:[.,]\d{1,10})?\s{0,2}°\s{0,2}(?:\d{1,2}(?:[.,]\d{1,6})?\s{0,2}'?)?"
               r"(?:\s{0,2}\d{1,2}(?:[.,]\d{1,6})?\s{0,2}(?:\"|'')?)?(?:\s{0,2}[nsewo]\b)?"),
    re.compile(r"\b(?:lat|long?|latitude|longitude)\b\.?\s{0,2}[:=]?\s{0,2}[-+]?\d{1,3}[.,]\d{1,10}"),
    re.compile(r"\b\d{1,2}\s?[c-hj-np-x]\s?[a-hj-np-z]{2}\s?\d{2,5}\s?\d{2,5}\b"),
    re.compile(r"\b\d{1,2}\s?[c-hj-np-x]\s{1,2}\d{6}\s?(?:m?e)?\s{1,2}\d{6,7}(?:\s?m?n)?\b"),
    re.compile(r"\b[2-9cfghjmpqrvwx]{4,8}\+[2-9cfghjmpqrvwx]{2,3}\b"),
    re.compile(r"(?<![\w.@/-])(?:///)?[^\W\d_]{3,20}\.[^\W\d_]{3,20}\.[^\W\d_]{3,20}(?![\w.@/-])"),
    re.compile(r"\bgeo:\s?[-+]?\d{1,3}[.,]\d{1,10},[-+]?\d{1,3}[.,]\d{1,10}"),
    re.compile(rf"\b\d{{1,3}}\s?(?:e|er|eme|nd|nde|st|rd|th)\s(?:{_UNITS})\b"),
    re.compile(r"\b(?:gtia|rcp|bafs|secteur|zone|theatre|sector)\s?(?:no?\.?\s?)?\d{1,3}\b"),
    re.compile(rf"\b(?:{_POSTS})\s(?:{_HELD})(?:\s{_AT}[^\W_]+)?"),
    re.compile(rf"\b(?:{_POSTS})\s{_AT}[^\W_]+"),
    re.compile(r"\b(?:check-?\s?points?|barrages?|casernes?|garnisons?)\b"),
]  # fmt: skip
_ADDRESSES = [
    re.compile(r"[^\s@<>(),;:\"]{1,64}@[^\s@<>(),;:\"]{2,190}"),
    re.compile(r"\b[\w.+-]{1,64}\s?[\[({]\s?(?:at|arobase|arobas|a)\s?[\])}]\s?[\w.-]{2,100}"),
    re.compile(r"\bhttps?://[^\s<>\"]{1,500}"),
    re.compile(r"(?<![\w.])(?:www\.)?[\w-]{1,63}\.(?:com|org|net|ml|fr|me|info|io|co|be|ly|africa)\b"
               r"(?:/[^\s<>\"]{0,300})?"),
    re.compile(r"(?<![\w.@])@\w{3,40}"),
]  # fmt: skip
_PLATES = [
    re.compile(r"(?<![\w-])([A-Z]{1,3})[ -]?\d{2,4}[ -]?([A-Z]{1,3})\d?(?![\w-])"),
    re.compile(r"(?<![\w-])([A-Za-z]{1,3})[ -]?\d{3,4}[ -]?([Mm][Dd]\d?|[Mm]\d|[Rr][Mm][Mm])(?![\w-])"),
]  # fmt: skip
_MOMENTS = [
    re.compile(
        rf"\b\d{{1,2}}(?:er|st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b(?:,?\s\d{{4}}\b)?"
        r"(?:,?\s(?:a|vers|at|around|about)\s\d{1,2}\s?(?:h|heures?|:|am|pm)\s?(?:\d{2}\b)?)?"
    ),
    re.compile(rf"\b(?:{_MONTHS})\s\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s\d{{4}}\b)?"),
    re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"),
    re.compile(r"\b\d{4}-\d{2}-\d{2}\b"),
    re.compile(r"\b\d{1,2}\s?(?:h|:)\s?\d{2}\b"),
    re.compile(r"\b\d{1,2}\s?(?:h|heures?|am|pm|o'clock)\b"),
]
_PHONE = re.compile(r"(?<![^\W_])(?:\+|00)?[\doil](?:[ .\-/()_]{0,3}[\doil]){7,14}(?![^\W_])")
_MONEY = re.compile(r"[\s.]{0,2}(?:f|fcfa|cfa|francs?|euros?|dollars?|km|habitants?)\b")
_MAPS = ("maps", "osm.org", "openstreetmap", "waze", "w3w", "what3words", "plus.codes", "geohash")
_FEWEST_FIGURES = 6
Span = tuple[int, int, Kind]


def find_numbers(plain: Plain) -> Iterator[Span]:
    """The surest first."""
    addresses = list(_each(_ADDRESSES, plain.lower, Kind.ADDRESS))
    for start, end, _kind in addresses:
        if any(name in plain.lower[start:end] for name in _MAPS):
            yield start, end, Kind.POSITION
    yield from addresses
    yield from _each(_POSITIONS, plain.lower, Kind.POSITION)
    yield from _plates(plain)
    yield from _each(_MOMENTS, plain.lower, Kind.MOMENT)
    yield from _phones(plain)


def _each(patterns: list[re.Pattern[str]], text: str, kind: Kind) -> Iterator[Span]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield found.start(), found.start() + len(found[0].rstrip()), kind


def _plates(plain: Plain) -> Iterator[Span]:
    for pattern in _PLATES:
        for found in pattern.finditer(plain.text):
            if not {found[1].lower(), found[2].lower()} & FUNCTION_WORDS:
                yield found.start(), found.end(), Kind.PLATE


def _phones(plain: Plain) -> Iterator[Span]:
    for found in _PHONE.finditer(plain.lower):
        figures = sum(sign.isdigit() for sign in found[0])
        if figures >= _FEWEST_FIGURES and not _MONEY.match(plain.lower, found.end()):
            yield found.start(), found.end(), Kind.PHONE
