"""Under the Chatham House Rule no name of a member stands in minutes, on the page or on paper."""

import functools
import io
import re

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.committees.models import Shown
from palabre.meetings import services
from palabre.meetings.document import Document, content_of, document_of
from palabre.meetings.models import Decision, Minutes
from palabre.meetings.naming import folded, names_in, names_of
from palabre.meetings.printing import pdf_of
from palabre.people.models import Side
from tests.committees.factories import seat
from tests.meetings.minuting import drafted, hold, write


def words_of(file: bytes) -> str:
    pages = pypdfium2.PdfDocument(io.BytesIO(file))
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.mark.django_db
def test_no_page_of_the_demonstrations_minutes_names_a_member(demonstration):
    minutes = Minutes.objects.get(progress="approved")
    names = names_in(minutes.meeting.committee)
    version = minutes.versions.last()
    assert version
    assert len(names.whole) > 40

    for language in ("fr", "en"):
        for for_members in (True, False):
            with translation.override(language):
                file = pdf_of(document_of(version, for_members=for_members), is_final=True)
            text = re.sub(r"\s+", " ", words_of(file))
            assert "Tabakoro" in text
            assert names.sure_in(text) == []
            assert not [name for name in names.whole if name in folded(text)]
            assert not re.search(r"\d ?(h|:)\d\d", text)
            for mark in (b"/StructTreeRoot", b"pdfuaid", b"/Lang"):
                assert mark in file


@pytest.mark.django_db
class TestPaper:
    def test_a_name_that_was_adopted_or_put_on_the_agenda_is_withheld(
        self, client, in_session, secretary, trader, gendarme
    ):
        minutes = hold(in_session, by=secretary)
        minutes.passages.filter(position=1).update(title_en="What Gendarme promised")
        Decision.objects.update(text_en="Trader brings two lamps.", responsible="Gendarme")
        drafted(write(minutes, "Members described waits.", by=secretary), [trader, gendarme])
        client.force_login(trader)
        address = reverse("meetings:pdf", args=["kerouba", in_session.pk])

        with translation.override("en"):
            text = words_of(client.get(address.replace("/fr/", "/en/")).content)

        assert "[…] brings two lamps." in text
        assert "What […] promised" in text
        assert not re.search("trader|gendarme", text, re.IGNORECASE)

    def test_letters_that_no_font_has_stop_no_minutes(self, in_session, secretary):
        minutes = write(hold(in_session, by=secretary), "On a dit 🌧 et سلام.", by=secretary)

        text = words_of(pdf_of(Document(content_of(minutes), for_members=True), is_final=False))

        assert "On a dit" in text


# A list of the names of a village must tell nobody which of them sit in the committee.
VILLAGE = "Fanta, Kariba, Gendarme."


@pytest.fixture
def written(in_session, secretary, committee):
    seat(committee, side=Side.CIVILIAN, name="kariba", shown_to_members=Shown.SIDE)
    return write(hold(in_session, by=secretary), "Members described waits.", by=secretary)


@pytest.mark.django_db
def test_a_refusal_tells_no_name_that_the_asker_may_not_read(
    written, secretary, trader, gendarme, member
):
    for by, told in ((trader, "Gendarme"), (secretary, "Gendarme, Kariba")):
        with pytest.raises(PermissionDenied) as refusal:
            write(written, VILLAGE, by=by)
        assert str(refusal.value).endswith(f": {told}")
    draft = drafted(written, [trader, gendarme])
    passage = draft.passages.get(position=1)
    contest = functools.partial(services.contest_passage, passage, lang="en", by=member)
    with pytest.raises(PermissionDenied, match=r": Gendarme$"):
        contest(text=VILLAGE)
    contest(text="Kariba")


@pytest.mark.django_db
def test_what_they_may_not_read_is_left_out_of_what_is_published(client, written, trader, gendarme):
    rewritten = write(written, "Kariba said so.", by=trader)
    client.force_login(trader)
    page = reverse("meetings:minutes", args=["kerouba", written.meeting_id])
    being_written = client.get(page).content.decode()

    drafted(rewritten, [trader, gendarme])

    assert "Kariba said so." in being_written
    published = client.get(page).content.decode()
    assert "[…] said so." in published
    assert "Kariba" not in published
    assert not rewritten.passages.filter(text_en__contains="Kariba").exists()


CAST = [("Awa Dembélé", "awa"), ("Issa  Ag Mohamed", "issa_ag"), ("N’Golo Coulibaly-Ba", "golo")]
NAMES = names_of(CAST)
AROUND = st.sampled_from(["", " ", "L’avis de ", "« ", "(", "d’", "… "])
SPOKEN = st.sampled_from(
    [
        "Awa Dembélé",
        "awa dembele",
        "DEMBÉLÉ AWA",
        "Awa",
        "Dembele",
        "Mohamed",
        "N’Golo",
        "N'Golo",
        "Golo",
        "Coulibaly",
        "Coulibaly-Ba",
        "Awa-Issa",
    ]
)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(before=AROUND, name=SPOKEN, after=st.sampled_from(["", ",", " a dit", "’s view", " »"]))
def test_a_name_is_found_however_it_is_written(before, name, after):
    text = f"{before}{name}{after}"

    assert NAMES.sure_in(text)
    assert not NAMES.sure_in(NAMES.withheld(text))


def test_ordinary_words_are_left_alone():
    text = "Le pont, la route du nord et le marché : de deux côtés, ag et ba ne disent rien."

    assert NAMES.sure_in(text) == []
    assert NAMES.withheld(text) == text
