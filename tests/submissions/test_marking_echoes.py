"""Whoever copies the writer's way of putting things is shown where."""

from palabre.core.marking import find_echoes

SAID = "Au poste de la route du nord, on garde nos téléphones pendant la fouille."


def echoed(text, *said):
    return [text[mark.start : mark.end] for mark in find_echoes(text, said or [SAID])]


def test_six_words_in_a_row_are_the_writers():
    assert echoed("On dit que « on garde nos téléphones pendant la fouille », souvent.") == [
        "on garde nos téléphones pendant la fouille"
    ]


def test_five_are_not():
    assert echoed("Ils disent : on garde nos téléphones pendant le contrôle.") == []


def test_signs_accents_capitals_and_invisible_marks_hide_nothing():
    assert echoed("ON GARDE, nos tele\u200bphones – pendant la Fouille!") == [
        "ON GARDE, nos tele\u200bphones – pendant la Fouille"
    ]


def test_runs_that_overlap_are_one_mark():
    assert echoed(SAID) == [SAID.rstrip(".")]


def test_two_borrowings_are_two_marks():
    text = (
        "au poste de la route du nord on ne rend rien, on garde nos téléphones pendant la fouille"
    )

    assert len(echoed(text)) == 2


def test_a_short_message_copied_whole_is_marked():
    assert echoed("Il écrit : ils nous frappent. Voilà.", "Ils nous frappent !") == [
        "ils nous frappent"
    ]


def test_two_words_alone_are_nobodys():
    assert echoed("Oui merci.", "Oui merci.") == []


def test_each_thing_said_is_compared_by_itself():
    assert echoed("un deux trois quatre cinq six", "un deux trois", "quatre cinq six sept") == [
        "un deux trois"
    ]
