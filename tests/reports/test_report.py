"""The report of a quarter whose numbers are known."""

import csv
import io
import re
from datetime import date

import pypdfium2
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from palabre.committees.models import Committee
from palabre.committees.models.meeting import Stage
from palabre.meetings.models import AgendaItem, Decision
from palabre.reports import words
from palabre.reports.activity import report_of
from palabre.reports.models import MessageCount
from palabre.reports.quarters import Quarter, quarter_asked, quarter_of
from palabre.reports.table import table_of
from palabre.reprisals.models import Report as Reprisal
from tests.committees.factories import ContributionFactory, DiscussionFactory
from tests.meetings.factories import AgendaItemFactory, DecisionFactory
from tests.reports.conftest import SPRING, sitting, was_there

pytestmark = pytest.mark.django_db
SECOND = Quarter(2026, 2)
PAGE = "/en/committees/kerouba/report/?quarter=2026-2"
PDF, CSV = PAGE.replace("report/", "report.pdf"), PAGE.replace("report/", "report.csv")


@pytest.fixture
def as_member(member) -> Client:
    client = Client()
    client.force_login(member)
    return client


def figures(committee: Committee, *, inside: bool) -> dict[str, str]:
    return dict(words.figures(report_of(committee, SECOND, inside=inside)))


def test_members_read_all_of_it(spring):
    assert figures(spring, inside=True) == {
        "Meetings held": "2",
        "of these, with a quorum of each side": "1",
        "Meetings cancelled": "1",
        "Decisions adopted": "0",
        "Advice adopted": "2",
        "Confidence-building measures adopted": "1",
        "Discussions opened": "2",
        "Contributions under a name": "2",
        "Contributions without a name": "6",
        "Messages without an account": "7",
        "Answers given to them": "fewer than 3",
        "Members’ reports of reprisals": "fewer than 3",
    }


def test_reports_of_reprisals_are_told_as_their_own_page_tells_them(spring):
    for _ in range(4):
        Reprisal.objects.create(
            space=spring.space,
            quarter=SECOND.first_day,
            expires_on=date(2027, 1, 4),
            sealed=b"x",
        )

    assert figures(spring, inside=True)["Members’ reports of reprisals"] == "4"
    assert figures(spring, inside=False)["Members’ reports of reprisals"] == "4"


def test_the_public_reads_what_it_may(spring):
    told = figures(spring, inside=False)

    assert told["Discussions opened"] == "1"
    assert told["Contributions without a name"] == "fewer than 5"
    assert told["Advice adopted"] == "2"  # two motions that were moved for everybody
    assert told["Confidence-building measures adopted"] == "0"


def test_attendance_and_seats_are_counted_by_side(spring):
    report = report_of(spring, SECOND, inside=True)

    assert [(one.side, one.seats, one.present, one.called) for one in report.sides] == [
        ("civilian", 3, 4, 6),
        ("forces", 3, 3, 6),  # whoever left in September sat here in June
    ]
    assert [words.what_became_of(one) for one in report.sittings] == [
        "held, with a quorum of each side",
        "held, without a quorum of each side",
        "cancelled",
        "called, no session kept",
    ]


def test_one_click_leads_from_the_committee_to_the_page(spring, as_member):
    here = as_member.get("/en/committees/kerouba/").content.decode()
    page = as_member.get(PAGE).content.decode()

    assert 'href="/en/committees/kerouba/report/"' in here
    assert "Patrols by night" in page
    assert "Who holds the key" in page
    assert "The engineers" in page
    assert "was due on 1 June 2026" in page
    assert re.search(r"4\s+of\s+6\s+\(66%\)", page)
    assert 'report/?quarter=2026-1"' in page


def test_strangers_read_less_and_of_a_closed_committee_nothing(spring):
    page = Client().get(PAGE).content.decode()

    assert "Lamps on the bridge" in page
    assert "Women pass first" in page
    for hidden in ("Patrols by night", "Who holds the key", "The engineers"):
        assert hidden not in page
    spring.space.is_public = False
    spring.space.save()
    assert {Client().get(path).status_code for path in (PAGE, PDF, CSV)} == {404}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_table_opens_in_a_spreadsheet_and_holds_no_formula(spring, language):
    with translation.override(language):
        written = table_of(report_of(spring, SECOND, inside=True))

    assert written.startswith("\ufeff")
    mark = ";" if language == "fr" else ","
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff")), delimiter=mark))
    assert {len(row) for row in rows} == {8}
    measure = next(row for row in rows if "2026-05-04" in row and "The engineers" in row)
    assert measure[2].startswith("'=Twelve" if language == "en" else "Deux lampes")
    assert [row[4] for row in rows if row[2] in ("Messages without an account", "Messages sans compte")] == ["7"]  # fmt: skip
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_the_pdf_is_tagged_and_says_the_same(spring, as_member):
    answer = as_member.get(PDF)

    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="kerouba-2026-2.pdf"' in answer["Content-Disposition"]
    assert b"/StructTreeRoot" in answer.content
    document = pypdfium2.PdfDocument(answer.content)
    assert document.get_metadata_value("Title") == "Kerouba, 2nd quarter 2026"
    said = " ".join(page.get_textpage().get_text_range() for page in document)
    for words_said in ("Patrols by night", "Twelve lamps by June", "3 of 3", "fewer than 3"):
        assert words_said in re.sub(r"\s+", " ", said)


def test_the_publics_pdf_is_set_once_and_has_what_the_public_reads(spring):
    first = Client().get(PDF).content
    kept = cache._cache if hasattr(cache, "_cache") else None

    assert Client().get(PDF).content == first
    assert kept is None or kept
    said = " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(first))
    assert "Women pass first" in said
    assert "Patrols by night" not in said


def test_who_sees_to_something_leaves_room_in_the_pdf_for_what_it_is(spring, as_member):
    Decision.objects.update(
        text_en="Twelve lamps by June, on both banks. " * 40,
        responsible="The engineers of the region, the town hall and both sides of the committee",
    )

    assert len(pypdfium2.PdfDocument(as_member.get(PDF).content)) <= 2


def test_letters_that_the_fonts_lack_leave_a_pdf_all_the_same(spring, as_member):
    AgendaItem.objects.update(title_en="ߒߞߏ 🙂 Lamps")

    assert as_member.get(PDF).status_code == 200


def test_a_quarter_that_is_not_over_tells_of_no_message(spring):
    MessageCount.objects.update(first_day=date(2026, 10, 1))

    report = report_of(spring, Quarter(2026, 4), inside=True)

    assert report.messages is None
    assert not report.is_over


def test_a_session_that_is_open_is_not_still_to_come(client, committee):
    sitting(committee, 11, stage=Stage.OPEN)

    page = client.get(PAGE.replace("2026-2", "2026-4")).content.decode()

    assert "in session" in page
    assert "called, no session kept" not in page


def test_it_asks_the_database_as_much_for_much_as_for_little(spring, as_member):
    def cost() -> int:
        as_member.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            as_member.get(PAGE)
        return len(asked)

    before = cost()
    for number in range(6):
        meeting = sitting(spring, 5)
        was_there(meeting, 2, 2)
        AgendaItemFactory.create_batch(3, meeting=meeting)
        DecisionFactory.create(meeting=meeting, number=number + 1, adopted_on=SPRING)
        said = DiscussionFactory.create(committee=spring, opened_on=SPRING)
        ContributionFactory.create(discussion=said)

    assert cost() == before == 13


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2026-2", "2026-2"),
        ("2025-1", "2025-1"),
        ("2024-4", "2026-4"),  # before it was founded
        ("2027-1", "2026-4"),
        ("2026-5", "2026-4"),
        ("²026-1", "2026-4"),
        ("", "2026-4"),
    ],
)
def test_nonsense_is_the_quarter_that_runs(asked, found):
    quarter = quarter_asked(asked, first=Quarter(2025, 1), last=quarter_of(date(2026, 11, 26)))

    assert str(quarter) == found


def test_quarters_follow_each_other():
    quarter = Quarter(2025, 4)

    assert (quarter.next, quarter.before) == (Quarter(2026, 1), Quarter(2025, 3))
    assert (quarter.first_day, quarter.last_day) == (date(2025, 10, 1), date(2025, 12, 31))
    assert all(quarter_of(day) == quarter for day in quarter.days)
    assert Quarter(2026, 1).before == quarter
