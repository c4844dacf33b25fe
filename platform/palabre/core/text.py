"""From what a person typed to what a page may show. Done once, when it is written."""

import re
import unicodedata
from html import unescape

import nh3
from django.utils.html import linebreaks, strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

# What is nested deeper Markdown leaves out of the page; wider tables make a page of a few signs.
DEEPEST, MOST_CELLS = 16, 5_000
# No headings (they would break the outline of the page around them) and no pictures: a picture
# from elsewhere tells its owner who reads. No link defined once and used often: with those, a text
# of 20,000 characters makes a page of 16 million.
_markdown = MarkdownIt(
    "js-default", {"html": False, "linkify": False, "breaks": True, "maxNesting": DEEPEST}
).disable(["heading", "lheading", "image", "reference"])
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "hr", "li", "ol", "p", "pre", "s", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_UNDER_A_TABLES_HEAD = re.compile(r"^[ \t>*+\d.)|:-]*\|[ \t>*+\d.)|:-]*$", re.MULTILINE)
_ENDS_A_LINE = re.compile(r"<br\s*/?>|</(?:p|li|pre|tr|blockquote|div)>", re.IGNORECASE)
_INVISIBLE = {"Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co", "Cn"}
# Letters, marks and symbols by their category, and yet nothing is seen of them: fillers, joiners,
# variation selectors, the empty Braille pattern.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    "\U0001d159\U000e0100-\U000e01ef]"
)


def render_markdown(source: str) -> SafeString:
    """Its CPU time grows with its length alone (tests/core/test_text.py): whatever is built to make
    it grow faster is shown as plain text, with every word."""
    tokens = _markdown.parse(source) if _cells(source) <= MOST_CELLS else None
    if tokens is None or _is_too_deep(tokens):
        return SafeString(linebreaks(source, autoescape=True))
    return clean(_markdown.renderer.render(tokens, _markdown.options, {}))


def clean(html: str) -> SafeString:
    """Whole and harmless, wherever it was cut off."""
    found = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
    )
    return SafeString(found)


def _cells(source: str) -> int:
    """How many cells its widest table could have at most."""
    rows = _UNDER_A_TABLES_HEAD.findall(source)
    widest = max((row.count("|") + 1 for row in rows), default=0)
    return widest * (source.count("\n") + 1)


def _is_too_deep(tokens: list[Token]) -> bool:
    return any(token.nesting == 1 and token.level >= DEEPEST - 1 for token in tokens)


def has_something_to_see(text: str) -> bool:
    """False for text made only of spaces, controls and invisible marks."""
    return any(
        unicodedata.category(character) not in _INVISIBLE for character in _BLANK.sub("", text)
    )


def unix_lines(text: str) -> str:
    """Browsers send CRLF whatever was typed; everything else stays as it is."""
    return text.replace("\r\n", "\n")


def quote(source: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in source.splitlines()) + "\n\n"


def excerpt(source: str, *, words: int = 24) -> str:
    found = source.split()
    return " ".join(found[:words]) + ("…" if len(found) > words else "")


def words_of(html: str) -> str:
    """What is read on a page, without its marks: a line for each paragraph."""
    lines = unescape(strip_tags(_ENDS_A_LINE.sub("\n", html))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
