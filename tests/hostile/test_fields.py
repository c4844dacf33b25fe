"""Every hostile text goes into every field: kept to the letter and harmless, or refused with words."""

import unicodedata

import pytest
from django.conf import settings

from palabre.core.text import has_something_to_see, unix_lines
from tests.hostile.corpora import everything, needs_corpora
from tests.hostile.fields import BODIES, LINES, Field
from tests.hostile.house import House, build_house
from tests.hostile.packs import bodies, lines, share
from tests.hostile.seen import Seen, flat

pytestmark = [pytest.mark.django_db, needs_corpora]
KEPT, REFUSED = (200, 302), (422,)
# Every text there is comes to both databases as a reply, and all of OURS in every line.
MOST_LINES = 10 if settings.REDIS_URL else 40
# What no sample holds: marks of direction that stay open, marks alone, spaces of every kind, ends.
OURS = [
    "\u202e\u2066 open", "a\u0301\u0302\u0303" * 30, "\u0301 alone", "ﷺ" * 10, "\u200f\u061c x",
    "  two spaces around  ", "\ttab\t", "'; DROP TABLE people_user; --", "{{ 7*7 }}{% load x %}",
    "{% csrf_token %}", "%(name)s %s %", "${7*7}", "=1+1", "x" * 75, "\x01\x02\x1b[31m", "\ufffe\uffff x",
    "\U000e0041\U0001f3f4 x", "\u00ad\u00ad x", "ͧ" * 70, "&lt;b&gt; &amp;amp;", "</textarea><b>", '"><b>',
]  # fmt: skip


@pytest.fixture
def house(settings) -> House:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build_house()


def try_in(field: Field, house: House, text: str, *, look: bool) -> None:
    answer = field.write(house, text)

    assert answer.status_code in KEPT + REFUSED, text
    if answer.status_code in KEPT:
        assert field.kept(house) == field.changed(unix_lines(text))
    if answer.status_code in REFUSED:
        page = Seen(answer.content.decode())
        assert any(flat(text) == flat(kept) for kept in page.kept), text
        assert page.harm == []
    for page in field.shown(house) if look else []:
        assert page.status_code == 200
        assert Seen(page.content.decode()).harm == []


def take(field: Field, house: House, packs: list[str]) -> None:
    """Pages are made of what is kept, and what is kept is compared to the letter on each database:
    they are looked at on one of them."""
    for number, text in enumerate(packs):
        look = not settings.REDIS_URL and number % (1 + len(packs) // 4) == 0
        try_in(field, house, text, look=look)


@pytest.mark.parametrize("name", BODIES)
def test_a_body_takes_them(house, name):
    """All of them as replies; the other fields share them out."""
    field = BODIES[name]
    packs = bodies(everything(), field.room)
    part = list(BODIES).index(name)
    mine = packs if name == "a reply" else share(packs, part, of=len(BODIES), most=8)

    take(field, house, mine + OURS[part::3])


def test_every_sign_that_unicode_has_may_be_written(house):
    """All that have a meaning, of every category but half a pair; and what is not assigned yet."""
    signs = [
        chr(point)
        for point in range(1, 0x110000)
        if unicodedata.category(chr(point)) not in ("Cs", "Cn", "Co")
    ]
    rare = ["\ue000\uf8ff\U000f0000\U0010fffd", "\u0378\ufdd0\ufffe\U0001fffe\U0010ffff"]
    text = "".join(sign for sign in signs if sign != "\r")

    for start in range(0, len(text), 19_000):
        pack = f"a{text[start : start + 19_000]}{''.join(rare)}"
        try_in(BODIES["a reply"], house, pack, look=not settings.REDIS_URL and start % 3 == 0)


@pytest.mark.parametrize("name", LINES)
def test_a_line_takes_them(house, name):
    field = LINES[name]
    part = list(LINES).index(name)

    packs = share(lines(everything(), field.room), part, of=len(LINES), most=MOST_LINES)
    take(field, house, packs + OURS)


@pytest.mark.parametrize("name", [*BODIES, *LINES])
@pytest.mark.parametrize("text", ["a\0b", "\u200b\u202e", "x" * 20_001])
def test_what_is_refused_is_refused_with_words_and_kept_in_its_field(house, name, text):
    field = {**BODIES, **LINES}[name]

    answer = field.write(house, text)

    if answer.status_code == 302:
        assert not has_something_to_see(text)  # a field that may stay empty
        return
    page = Seen(answer.content.decode())
    assert answer.status_code == 422
    assert any(flat(text) == flat(kept) for kept in page.kept)
    assert any("bad-field" in (element.get("class") or "") for element in page.elements)
