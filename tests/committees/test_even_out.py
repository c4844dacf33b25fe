import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.evenness import even_out


@pytest.mark.parametrize(
    "typed",
    [
        "L'eau « manque » ici, dit-on...",
        "L’eau «manque» ici, dit-on…",
        "L’eau «\u00a0manque\u00a0» ici, dit-on…",
        "L‘eau \u201cmanque\u201d ici,  dit-on…  ",
        "L\u02bceau".replace("\u02bc", "’") + " \u201emanque\u201f ici,\u00a0dit-on...\n",
        "\u202aL’eau\u200b “manque”\u202f\u2060ici, dit-on…\ufeff",
    ],
)
def test_the_same_words_from_any_keyboard_become_the_same_text(typed):
    assert even_out(typed, lang="fr") == "L’eau «\u00a0manque\u00a0» ici, dit-on…"
    assert even_out(typed, lang="en") == "L’eau “manque” ici, dit-on…"


@pytest.mark.parametrize(
    ("typed", "even"),
    [
        ('**"Bold"** and ("aside").', "**“Bold”** and (“aside”)."),
        ('> "He said:\n> no"', "> “He said:\n> no”"),
        ('5" and " alone', '5” and " alone'),
        ("......", "……"),
        ('""', "“”"),
    ],
)
def test_quotation_marks_open_and_close(typed, even):
    assert even_out(typed, lang="en") == even


def test_french_marks_stand_off_and_never_fall_on_the_next_line():
    assert even_out("Quoi ? Rien : « non » !", lang="fr") == (
        "Quoi\u00a0? Rien\u00a0: «\u00a0non\u00a0»\u00a0!"
    )


def test_accents_are_composed_in_one_way():
    assert even_out("e\u0301t\u200be\u0301", lang="fr") == "été"


def test_lines_and_their_beginnings_stay():
    assert even_out("Un.\n\n- deux\n    trois  \n", lang="fr") == "Un.\n\n- deux\n    trois"


def test_letters_of_our_languages_stay():
    assert even_out("ɛ ɔ ɲ ŋ ɓ ɗ ⵣ ߒߞߏ", lang="bm") == "ɛ ɔ ɲ ŋ ɓ ɗ ⵣ ߒߞߏ"


@given(st.text(st.one_of(st.characters(), st.sampled_from("\"'«»“”…. ;:\u00a0\u200b\n"))))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_once_even_a_text_stays_as_it_is(lang, text):
    even = even_out(text, lang=lang)

    assert even_out(even, lang=lang) == even
    assert not any(unicodedata.category(mark) == "Cf" for mark in even)
