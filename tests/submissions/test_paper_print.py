"""A secretariat prints sheets: two parts, a code on the one, a number on the other."""

import pytest
from django.test import Client

from palabre.audit.models import AuditRecord
from palabre.people.models import Side
from palabre.sealing.receipt import parse_receipt
from palabre.sealing.sheet import parse_sheet_number
from palabre.spaces.models import FORUM, Role, Space
from palabre.submissions.models import PaperSheet, Submission
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.submissions.conftest import chosen, field
from tests.submissions.sheets_read import read
from tests.submissions.traces import tells
from tests.vaults.factories import reader

DESK = "/en/secretariat/paper/tabakoro/"


def signed_in(person):
    browser = Client()
    browser.force_login(with_second_factor(person))
    return browser


def test_each_sheet_has_a_code_and_a_number_of_its_own(print_out):
    sheets = read(print_out(3).content).sheets

    assert len({sheet.code for sheet in sheets}) == len({sheet.number for sheet in sheets}) == 3
    assert all(parse_receipt(sheet.code) for sheet in sheets)
    assert all(parse_sheet_number(sheet.number) for sheet in sheets)
    assert PaperSheet.objects.count() == 3
    assert not Submission.objects.exists()


def test_it_comes_as_a_file_with_a_name_that_says_nothing_and_is_kept_in_no_cache(print_out):
    file = print_out()

    assert file.status_code == 200
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert file["Cache-Control"] == "no-store"


def test_printing_is_on_the_record_with_how_many_and_nothing_else(print_out, committee):
    sheet, _other = read(print_out(2).content).sheets

    line = AuditRecord.objects.get(action="submissions.sheets.printed")
    assert (line.actor, line.target) == ("sira", f"spaces.space:{committee.pk}")
    assert line.details == {"number": 2}
    assert not tells(f"{line.details}{line.target}", sheet.code)


@pytest.mark.parametrize("number", ["0", "-1", "101", "", "many", "1e3", "9" * 30])
def test_a_number_of_sheets_that_cannot_be_is_refused(print_out, number):
    assert print_out(number).status_code == 422
    assert not PaperSheet.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"size": "a3"}, {"language": "xx"}, {"size": "", "language": ""}]
)
def test_a_paper_or_a_language_that_there_is_not_is_refused(print_out, wrong):
    assert print_out(**wrong).status_code == 422


def test_a_refused_run_keeps_what_was_chosen(print_out):
    page = print_out(500, size="a6", language="fr")

    assert field(page, "number") == "500"
    assert chosen(page) == ["a6", "fr"]


def test_no_more_are_out_at_once_than_the_limit(print_out, monkeypatch):
    monkeypatch.setattr("palabre.submissions.rules.MOST_SHEETS", 3)
    assert print_out(2).status_code == 200

    refused = print_out(2)

    assert refused.status_code == 422
    assert "1 more can be printed now" in refused.content.decode()
    assert PaperSheet.objects.count() == 2


def test_where_nobody_can_read_nothing_is_printed(desk, civilian_reader):
    asked = {"number": 1, "size": "a4", "language": "en"}

    shown, sent = desk.get(DESK), desk.post(DESK, asked)

    assert "Nobody can receive messages yet" in shown.content.decode()
    assert sent.status_code == 422
    assert not PaperSheet.objects.exists()


ROLES = [Role.MEMBER, Role.CHAIR, Role.MODERATOR, Role.READER, Role.CUSTODIAN]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", ["", "type/", "sealed/"])
def test_no_other_role_finds_it(committee, both_readers, role, page):
    other = signed_in(join(committee, role=role))

    assert other.get(f"{DESK}{page}").status_code == 404
    assert other.post(DESK, {"number": 1, "size": "a4", "language": "en"}).status_code == 404


@pytest.mark.parametrize("page", ["", "type/", "sealed/"])
def test_the_secretariat_of_another_committee_finds_nothing_there(committee, both_readers, page):
    elsewhere = signed_in(join(SpaceFactory.create(), side=Side.SECRETARIAT, role=Role.SECRETARIAT))

    hidden = elsewhere.get(f"{DESK}{page}")
    missing = elsewhere.get(f"/en/secretariat/paper/nowhere/{page}")

    assert hidden.status_code == missing.status_code == 404


def test_without_a_second_factor_the_office_is_closed(committee, client):
    client.force_login(join(committee, side=Side.SECRETARIAT, role=Role.SECRETARIAT))

    assert client.get(DESK).url == "/accounts/2fa/"


def test_an_administrator_prints_for_the_public_forum(administrator, forum, client):
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(Space.objects.get(slug=FORUM), side=side)
    client.force_login(administrator)

    file = client.post(
        f"/en/secretariat/paper/{FORUM}/", {"number": 1, "size": "a6", "language": "fr"}
    )

    assert file.status_code == 200
    assert PaperSheet.objects.get().space == forum


def test_the_desk_of_the_committee_leads_there(desk, committee, both_readers):
    assert "/en/secretariat/paper/" in desk.get("/en/secretariat/").content.decode()
    assert DESK in desk.get("/en/secretariat/paper/").content.decode()
    assert "Type in a sheet" in desk.get(DESK).content.decode()
