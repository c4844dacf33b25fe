"""Words of a list are found however they are spelled, and only as whole words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.marking import Plain, find_phrases, phrases_in

LIST = "égorger\nsale chien\nɲamatɔ\nsous-préfet\ntrait*"


def found(text, words=LIST):
    plain = Plain(text)
    return [plain.typed_at(*span) for span in find_phrases(plain, phrases_in(words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il veut EGORGER tout le monde", ["EGORGER"]),
        ("é\u200bgorger", ["é\u200bgorger"]),
        ("еgоrgеr", ["еgоrgеr"]),  # letters of another alphabet
        ("Sale  Chien !", ["Sale  Chien"]),
        ("sale, chien", ["sale, chien"]),
        ("ɲamatɔ", ["ɲamatɔ"]),
        ("Le sous préfet et le sous-préfet", ["sous préfet", "sous-préfet"]),
        ("Traître ! Trahir, non. Traitement", ["Traître", "Traitement"]),
        ("égorgeront, salechien, chien sale", []),
        ("", []),
    ],
)
def test_words_are_found_whatever_their_spelling(text, expected):
    assert found(text) == expected


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_a_word_is_found_between_any_others(before, after):
    assert "crocodile" in [one.lower() for one in found(f"{before} Crocodile {after}", "crocodile")]


@given(st.text(max_size=200), st.text(max_size=100))
@settings(max_examples=50, deadline=None, derandomize=True)
def test_no_list_and_no_text_break_it(words, text):
    found(text, words)
