from palabre.search.snippets import snippet
from palabre.search.words import forms, stems_of


def shown(text, *words, lang="en"):
    return snippet(text, lang, frozenset().union(*(forms(word, lang) for word in words)))


def test_the_words_sought_are_marked():
    assert shown("Two bridges and a market", "bridge") == "Two <mark>bridges</mark> and a market"


def test_what_people_typed_is_escaped_before_it_is_marked():
    html = shown("<script>alert('bridge')</script> bridge & \"market\"", "bridge", "script")

    assert "<script" not in html
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "&amp; &quot;market&quot;" in html


def test_a_long_text_is_cut_around_the_first_word_found():
    html = shown("word " * 300 + "the bridge is here " + "tail " * 300, "bridge")

    assert "<mark>bridge</mark>" in html
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert len(html) < 340


def test_one_endless_word_is_cut_too():
    assert len(shown("a" * 5000, "bridge")) < 340


def test_signs_of_markdown_are_left_out():
    assert shown("> **The** `bridge`\n\n> is *open*", "bridge") == "The <mark>bridge</mark> is open"


def test_without_a_match_the_text_begins_at_its_beginning():
    assert shown("Only the title had it", "bridge") == "Only the title had it"


def test_stems_hold_letters_and_digits_of_ascii_alone():
    stems = stems_of("Ünïcödé 和平 𞤀𞤣𞤤𞤢𞤥 l’été don't x_y ½ ① ß ﬁn İ", "fr")

    assert stems
    assert all(stem.isascii() and stem.isalnum() for stem in stems)
