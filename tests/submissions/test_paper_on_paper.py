"""What is printed: on both sizes of paper, in both languages."""

import re
from datetime import date

import pypdfium2
import pytest

from palabre.files import typeset
from palabre.submissions.sheet_words import words_of_a_sheet
from palabre.submissions.sheets import SOURCE, in_ascii
from tests.spaces.factories import SpaceFactory
from tests.submissions.sheets_read import Sheet, read

SIZES = {"a4": (2, (210, 297)), "a6": (4, (105, 148))}
PAGES = [(size, language) for size in SIZES for language in ("fr", "en")]
KEPT = {"fr": "Partie à garder", "en": "Part to keep"}
HANDED = {"fr": "Partie à rendre", "en": "Part to hand back"}
SHEETS = [
    Sheet("AB0D-E1GH-JKMN-PQRS-TVWX-YZ01", "W0MH-JKMN-PQ12"),
    Sheet("ZYXW-VTSR-QPNM-KJHG-FEDC-BA98", "8765-4321-0ZYX"),
]
SAID = {
    "fr": [
        "Ce n’est pas un numéro d’urgence",
        "Ce n’est pas un lieu pour dénoncer un suspect",
        "Ce que nous gardons",
        "Ce que nous ne gardons pas",
        "Ce que nous ne pouvons pas promettre",
        "Qui peut lire ce message\u00a0?",
        "Lecteurs civils seulement",
        "Lecteurs des deux côtés",
        "https://palabre.example/fr/answer/",
    ],
    "en": [
        "This is not an emergency line",
        "This is no place to denounce a suspect",
        "What we keep",
        "What we do not keep",
        "What we cannot promise",
        "Who may read this message?",
        "Civilian readers only",
        "Readers of both sides",
        "https://palabre.example/en/answer/",
    ],
}


def job_of(size, language, sheets, name="Comité de Tabakoro"):
    """As sheets.print_sheets makes it."""
    tabakoro = SpaceFactory.build(slug="tabakoro", name_fr=name, name_en=name)
    words = words_of_a_sheet(language, space=tabakoro, before=date(2027, 5, 25))
    address = f"https://palabre.example/{language}/answer/"
    parts = [{"code": sheet.code, "number": sheet.number} for sheet in sheets]
    return {
        "size": size, "language": language, "address": address, "words": words, "sheets": parts
    }  # fmt: skip


def pdf_of(job):
    return typeset.pdf_of(SOURCE, job, in_ascii(job))


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def printed(request):
    """Two sheets; no row is needed for what stands on them."""
    size, language = request.param
    return size, language, pdf_of(job_of(size, language, SHEETS))


def test_it_has_the_size_and_the_pages_that_were_asked_for(printed):
    size, _language, file = printed
    pages, millimetres = SIZES[size]

    assert len(read(file).pages) == 2 * pages
    assert read(file).millimetres == {millimetres}
    assert read(file).sheets == SHEETS


def test_it_says_what_has_to_be_said_accents_and_all(printed):
    _size, language, file = printed
    words = " ".join(" ".join(read(file).pages).split(" \n"))
    flat = re.sub(r"[ \n]+", " ", words)

    assert [part for part in SAID[language] if part not in flat] == []


def test_code_and_number_never_stand_on_the_two_faces_of_one_part(printed):
    size, language, file = printed
    pages = read(file).pages
    sheet = read(file).sheets[0]
    code = sheet.code.replace("-", " ")

    def flat(page):
        return re.sub(r"\s+", " ", page)

    if size == "a6":
        kept, told, handed, more = map(flat, pages[:4])
        assert code in kept
        assert not any(sheet.number in page for page in (kept, told))
        assert sheet.number in handed
        assert sheet.number in more
        assert not any(code in page for page in (told, handed, more))
    else:
        kept, handed = flat(pages[0]).split(HANDED[language])
        assert code in kept
        assert KEPT[language] in kept
        assert sheet.number not in kept
        assert sheet.number in handed
        assert code not in handed + flat(pages[1])


def test_it_is_tagged_in_its_language_with_letters_of_its_own(printed):
    _size, language, file = printed
    document = read(file)

    assert document.is_tagged
    assert f"/Lang({language}".encode() in file
    assert b"<pdfuaid:part>1</pdfuaid:part>" in file
    families = {name.split("+")[-1].split("-")[0] for name in document.fonts}
    assert families == {"LibertinusSerif", "DejaVuSansMono"}
    assert file.count(b"/FontFile") >= len(document.fonts)


def test_it_says_nothing_of_who_made_it_or_when(printed):
    _size, language, file = printed
    document = pypdfium2.PdfDocument(file)
    told = document.get_metadata_dict()
    document.close()

    assert told.pop("Title") == {"fr": "Feuilles", "en": "Sheets"}[language]
    assert told.pop("Creator").startswith("Typst")
    assert set(told.values()) == {""}
    assert b"CreateDate" not in file


@pytest.mark.parametrize(
    "name", ["ߒߞߏ", "ⵜⵉⴼⵉⵏⴰⵖ", "😀", "#panic() $x$ <b> \\ *a* @b", "\u202egauche", "Cɛrɛ ɔɲŋɓɗƴ"]
)
@pytest.mark.parametrize("size", SIZES)
def test_whatever_a_committee_is_called_its_sheets_are_printed(name, size):
    file = pdf_of(job_of(size, "en", SHEETS[:1], name))

    words = " ".join(read(file).pages)
    assert len(read(file).pages) == SIZES[size][0]
    assert any(shown in words for shown in ("tabakoro", name, name[:0:-1]))
    assert "To be handed back before" in words


def test_a_long_address_of_an_onion_stands_whole_on_small_paper(print_out, desk, settings):
    onion = f"{'abcdefgh' * 7}.onion"
    settings.ALLOWED_HOSTS = [onion]
    asked = {"number": 1, "size": "a6", "language": "fr"}

    file = desk.post("/en/secretariat/paper/tabakoro/", asked, headers={"Host": onion}).content

    assert f"http://{onion}/fr/answer/" in "".join(read(file).pages[0].split())


def test_the_same_sheets_are_the_same_file(printed):
    """Nothing of the machine, the hour or the process goes into it."""
    size, language, file = printed

    assert pdf_of(job_of(size, language, SHEETS)) == file
