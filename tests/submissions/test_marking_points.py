"""What may point at somebody is marked, whatever its spelling; what does not is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.marking import Kind, find_echoes, find_marks, in_pieces
from tests.hostile.corpora import everything, needs_corpora

NAMES = [
    "M. Traoré", "Mme Keïta", "El Hadj Oumar Tall", "capitaine Diarra", "l’adjudant Bidanessy",
    "colonel-major Zorobabel", "chef de poste Sidibé", "imam Kassoum Bellafo", "maire Ouattara",
    "Moussa", "moussa coulibaly", "MOUSSA COULIBALY", "Iyad ag Ghali", "Mohamed Ould Cheikh",
    "Zakaria Bidanessy", "Jean-Pierre Bidanessy", "Dembélé", "Dembe\u0301le\u0301",
    "De\u200bmbe\u200dle", "Ｍａïｇａ", "Сissé", "Captain Bidanessy", "Mr Smith", "Aly Bidanessy",
]  # fmt: skip
PHONES = [
    "76 12 34 56", "76123456", "76-12-34-56", "7 6 1 2 3 4 5 6", "761 234 56", "+223 76 12 34 56",
    "00223 76 12 34 56", "(+223) 76.12.34.56", "+33 6 12 34 56 78", "0033612345678",
    "٧٦ ١٢ ٣٤ ٥٦", "۷۶۱۲۳۴۵۶", "７６１２３４５６", "76\u00a012\u202f34 56", "7\u200b6123456",
    "O6 12 34 56 78", "𝟕𝟔𝟏𝟐𝟑𝟒𝟓𝟔",
]  # fmt: skip
PLACES = [
    "Gao", "ségou", "TOMBOUCTOU", "Gourma-Rharous", "village de Sokoura", "village de sokoura",
    "quartier Badalan", "puits nommé Tagharoust", "marché de Tabakoro", "to Kerouba",
]  # fmt: skip
POSITIONS = [
    "16.7666, -3.0026", "16,7666 ; -3,0026", "16°46'00\"N", "16° 46’ N", "30Q WD 12345 67890",
    "30qwd1234567890", "30 Q 412345 1823456", "7FG49QCJ+2VX", "///filled.count.soap",
    "https://maps.app.goo.gl/abc", "osm.org/go/xyz", "geo:16.76,-3.00", "latitude : 16,77",
    "check-point de Koro", "check-point", "poste de contrôle de Sokoura", "camp de Ménaka",
    "position militaire", "33e RCP", "GTIA 4", "3e bataillon", "base de Tessalit", "barrage",
    "1st battalion",
]  # fmt: skip
MOMENTS = [
    "12 novembre à 14h30", "12 novembre 2026", "1er mars", "12/11/2026", "2026-11-12", "14h30",
    "14 h 30", "18 heures", "6:45", "November 12", "12 November 2026 at 6 pm",
]  # fmt: skip
PLATES = ["AB 1234 MD", "B 4521 MD", "ab 1234 md", "AB-123-CD", "BN 6543 M1"]
ADDRESSES = [
    "awa@exemple.ml", "awa (at) exemple.ml", "awa [arobase] exemple.ml", "facebook.com/awa.t",
    "https://t.me/awa", "www.exemple.org/x", "@awa_traore",
]  # fmt: skip
OFFICES = ["le ministre", "l’imam", "le chef de poste", "du gouverneur", "the mayor"]
HITS = {
    Kind.NAME: NAMES, Kind.PHONE: PHONES, Kind.PLACE: PLACES, Kind.POSITION: POSITIONS,
    Kind.MOMENT: MOMENTS, Kind.PLATE: PLATES, Kind.ADDRESS: ADDRESSES, Kind.OFFICE: OFFICES,
}  # fmt: skip
MISSES = {
    Kind.NAME: [
        "Les gens attendent. Personne ne répond.", "Hier lundi, au Mali, la Minusma est partie.",
        "Le comité consultatif a répondu.", "LES GENS ATTENDENT AU MARCHE DEPUIS CE MATIN",
        "Les Forces armées maliennes et l’ONU", "The committee answered on Monday.",
    ],
    Kind.PHONE: ["10 000 000 francs", "en 2026", "5 400 habitants", "12 ans", "1 2 3", "12 000 FCFA"],
    Kind.PLACE: ["On ne sait pas quoi dire.", "le village est loin", "sur la route", "un puits à sec"],
    Kind.POSITION: ["à mon avis", "2,5 litres", "Il a raison. Elle aussi. Bien.", "le camp", "3,14", "le poste avec eux"],
    Kind.MOMENT: ["trois fois", "12 personnes", "2,5", "un jour", "5 de plus"],
    Kind.PLATE: ["en 2019 le comité", "EN 2019 LE COMITE", "12 345", "la loi 2019"],
    Kind.ADDRESS: ["a @ b", "p. ex. ici", "et/ou", "fin.Debut"],
    Kind.OFFICE: ["des chefs de village", "un ministre", "les imams", "ministre"],
}  # fmt: skip


def kinds(text):
    return {mark.kind for mark in find_marks(text)}


@pytest.mark.parametrize("kind", HITS, ids=lambda kind: kind.value)
def test_it_is_marked_within_a_sentence(kind):
    missed = [
        one
        for one in HITS[kind]
        for text in (f"On a vu {one} hier soir.", f"Ils parlent de ça ({one}), chez nous.")
        if kind not in kinds(text)
    ]

    assert missed == []


@pytest.mark.parametrize("kind", MISSES, ids=lambda kind: kind.value)
def test_what_points_at_nobody_is_left_alone(kind):
    assert [text for text in MISSES[kind] if kind in kinds(text)] == []


def test_the_mark_covers_the_whole_name_as_it_was_typed():
    text = "Hier, M. Tr\u200baoré\u0301 est venu."

    (mark,) = find_marks(text)

    assert text[mark.start : mark.end] == "M. Tr\u200baoré\u0301"


def test_a_name_ends_with_its_sentence():
    text = "On a vu le chef de poste. Réponse du comité : « Attendez ici »."

    assert [text[mark.start : mark.end] for mark in find_marks(text)] == ["chef de poste"]


def test_every_kind_says_what_it_is_in_words():
    assert all(str(kind.label) for kind in Kind)
    assert len({str(kind.label) for kind in Kind}) == len(Kind)


WORDS = [
    "M.",
    "Traoré",
    "à",
    "Gao",
    "76 12 34 56",
    "poste de",
    "\n",
    "é\u0301",
    "ﷺ",
    "ﬁ",
    "🅰",
    ". ",
]
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)
)


def holds(text):
    """The marks lie in order within the text, none on another; the pieces make the text again."""
    marks, echoes = find_marks(text), find_echoes(text, [text])
    for layer in (marks, echoes):
        borders = [0, *(place for mark in layer for place in (mark.start, mark.end)), len(text)]
        assert borders == sorted(borders)
        assert all(mark.start < mark.end for mark in layer)
    pieces = in_pieces(text, marks, echoes)
    assert "".join(piece.text for piece in pieces) == text
    assert sum(len(piece.ends) for piece in pieces) == len(marks) + len(echoes)
    assert len(pieces) <= 2 * (len(marks) + len(echoes)) + 1


@given(TEXTS)
def test_marking_never_changes_the_text(text):
    holds(text)


@needs_corpora
def test_marking_never_changes_a_hostile_text():
    for text in everything()[::9]:
        holds(text)
