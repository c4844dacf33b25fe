"""What came back on a sheet is typed in; from then on its code works like any other."""

import re
from datetime import timedelta

import pytest

from palabre.audit.models import AuditRecord
from palabre.core.days import today
from palabre.people.models import Side
from palabre.sealing import kdf
from palabre.spaces.models import Role
from palabre.submissions import paper
from palabre.submissions.models import Item, KeyWrap, PaperSheet, Submission
from tests.committees.traces import assert_no_user_linked_write
from tests.hostile.seen import Seen
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.submissions.conftest import BODY, chosen, field
from tests.submissions.sheets_read import keys_of, read
from tests.submissions.traces import tells
from tests.vaults.factories import reader

TYPE_IN = "/en/secretariat/paper/tabakoro/type/"
WAITS_NOT = "No sheet with this number is waiting here"


def test_it_becomes_a_message_like_any_other_and_the_sheet_is_used_up(sheet, type_in, committee):
    done = type_in(sheet.number)

    assert done.url == "/en/secretariat/paper/tabakoro/sealed/"
    made = Submission.objects.get()
    assert (made.space, made.readers, made.last_seq) == (committee, "all", 1)
    assert KeyWrap.objects.filter(submission=made).count() == 2
    assert not PaperSheet.objects.exists()


def test_the_code_opens_it_and_an_answer_reaches_the_writer(
    sheet, type_in, client, unlock, civilian_reader, open_thread
):
    type_in(sheet.number)
    unlock(civilian_reader)
    address = f"/en/messages/{Submission.objects.get().pk}/"
    client.post(f"{address}open/")
    page = client.get(address)
    assert "On garde nos téléphones" in page.content.decode()
    said = {"kind": "answer", "body": "On ira voir au poste.", "token": field(page, "token")}
    client.post(f"{address}answer/", said)

    thread = open_thread(sheet.code).content.decode()

    assert "On garde nos téléphones" in thread
    assert "On ira voir au poste." in thread


def test_for_civilians_it_is_sealed_to_no_one_else(sheet, type_in):
    type_in(sheet.number, readers="civilian")

    assert list(KeyWrap.objects.values_list("reader_key__user__username", flat=True)) == ["awa"]


def bare(page):
    return re.sub(r'value="[^"]*"', "", page.content.decode())


def test_before_it_is_typed_in_the_code_says_what_a_wrong_one_says(sheet, client):
    never = "0000-0000-0000-0000-0000-0000"

    waiting, wrong = (client.post("/en/answer/", {"code": code}) for code in (sheet.code, never))

    assert waiting.status_code == wrong.status_code == 422
    assert bare(waiting) == bare(wrong)


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda number: f" {number.replace('-', ' ')} ", lambda n: n.replace("0", "O")],
)
def test_the_number_may_be_typed_in_any_way(sheet, type_in, change):
    assert type_in(change(sheet.number)).status_code == 302


def test_a_wrong_a_mistyped_a_used_an_expired_and_a_foreign_number_get_the_same_answer(
    print_out, type_in, committee
):
    used, expired, foreign = read(print_out(3).content).sheets
    type_in(used.number)
    elsewhere = SpaceFactory.create(slug="kerouba")
    PaperSheet.objects.filter(tag=keys_of(foreign, committee).tag).update(space=elsewhere)
    never = "0000-0000-0000"
    slip = f"{expired.number[:-1]}{'0' if expired.number[-1] != '0' else '1'}"

    pages = [type_in(number, "Autre chose.") for number in (used.number, foreign.number, never)]
    pages += [type_in(slip, "Autre chose."), type_in(foreign.code, "Autre chose.")]
    PaperSheet.objects.update(expires_on=today() - timedelta(days=1))
    pages += [type_in(expired.number, "Autre chose.")]

    assert {page.status_code for page in pages} == {422}
    assert len({bare(page) for page in pages}) == 1
    assert WAITS_NOT in bare(pages[0])
    assert Submission.objects.count() == 1


def test_on_its_last_day_it_still_comes_in(sheet, type_in):
    PaperSheet.objects.update(expires_on=today())

    assert type_in(sheet.number).status_code == 302


def test_the_same_form_sent_twice_is_one_message_and_one_answer(sheet, type_in, desk):
    token = field(desk.get(TYPE_IN), "token")

    answers = [type_in(sheet.number, token=token) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Submission.objects.count() == Item.objects.count() == 1


def test_other_words_under_a_used_number_are_refused_even_from_the_same_form(sheet, type_in, desk):
    token = field(desk.get(TYPE_IN), "token")
    type_in(sheet.number, token=token)

    page = type_in(sheet.number, "D’autres mots.", token=token)

    assert page.status_code == 422
    assert Item.objects.count() == 1


def test_once_its_writer_has_erased_it_nobody_types_it_in_again(
    sheet, type_in, desk, open_thread, client
):
    token = field(desk.get(TYPE_IN), "token")
    type_in(sheet.number, token=token)
    open_thread(sheet.code)
    client.post("/en/answer/erase/", {"everything": "1"})

    assert type_in(sheet.number, token=token).status_code == 422
    assert not Submission.objects.exists()


ON_THE_EDGES = "\n\n   first, after two lines\n\tand at the end   \n"


@pytest.mark.parametrize(
    "wrong", [{"readers": ""}, {"number": "0000-0000-0000"}, {"number": ""}, {"token": "old"}]
)
def test_a_refusal_loses_nothing_that_was_typed(sheet, desk, both_readers, wrong):
    said = {"number": sheet.number, "readers": "civilian", "body": ON_THE_EDGES}
    said |= {"token": field(desk.get(TYPE_IN), "token")} | wrong

    page = desk.post(TYPE_IN, said)

    assert page.status_code == 422
    assert ON_THE_EDGES in Seen(page.content.decode()).kept
    assert f'value="{said["number"]}"' in page.content.decode() or not said["number"]
    assert PaperSheet.objects.count() == 1
    assert chosen(page) == [said["readers"]] * bool(said["readers"])


@pytest.mark.parametrize("body", ["", "  \n ", "\u200b", "x" * 10_001])
def test_a_sheet_with_nothing_or_too_much_on_it_is_refused_and_stays(sheet, type_in, body):
    assert type_in(sheet.number, body).status_code == 422
    assert PaperSheet.objects.count() == 1


def test_where_nobody_can_read_any_more_the_words_are_shown_to_be_copied(
    sheet, type_in, forces_reader
):
    forces_reader.memberships.all().delete()

    page = type_in(sheet.number, ON_THE_EDGES, token="any")

    assert page.status_code == 503
    assert "Nobody can receive messages yet" in page.content.decode()
    assert ON_THE_EDGES in Seen(page.content.decode()).kept
    assert PaperSheet.objects.count() == 1


def test_another_committee_types_in_nothing_of_this_one(sheet, client, committee):
    kerouba = SpaceFactory.create(slug="kerouba")
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(kerouba, side=side)
    client.force_login(
        with_second_factor(join(kerouba, side=Side.SECRETARIAT, role=Role.SECRETARIAT))
    )
    address = "/en/secretariat/paper/kerouba/type/"
    said = {"number": sheet.number, "readers": "all", "body": BODY}

    page = client.post(address, {**said, "token": field(client.get(address), "token")})

    assert page.status_code == 422
    assert not Submission.objects.exists()


@pytest.mark.parametrize("column", ["tag", "sealed"])
def test_a_sheet_whose_row_was_altered_is_refused(sheet, type_in, column):
    altered = bytearray(getattr(PaperSheet.objects.get(), column))
    altered[-1] ^= 1
    PaperSheet.objects.update(**{column: bytes(altered)})

    page = type_in(sheet.number)

    assert page.status_code == 422
    assert WAITS_NOT in page.content.decode()


@pytest.mark.parametrize("column", ["tag", "sealed"])
def test_two_sheets_that_changed_places_are_refused(sheet, type_in, committee, column):
    other = paper.draw_sheet(committee.pk)
    paper.keep_sheets([other])
    one, two = PaperSheet.objects.all()
    for row, value in ((two, b"aside"), (one, getattr(two, column)), (two, getattr(one, column))):
        PaperSheet.objects.filter(pk=row.pk).update(**{column: bytes(value)})

    for number in (sheet.number, other.number.shown):
        assert WAITS_NOT in type_in(number).content.decode()
    assert not Submission.objects.exists()


def test_the_page_after_it_says_nothing_of_what_was_typed(sheet, type_in, desk):
    after = desk.get(type_in(sheet.number).url).content.decode()

    assert "Destroy the paper" in after
    assert "téléphones" not in after
    assert not tells(after, sheet.code)
    assert sheet.number not in after


def test_no_page_of_the_secretariat_shows_the_code(sheet, type_in, desk):
    pages = [type_in(sheet.number, readers="").content, type_in(sheet.number).content]
    pages += [desk.get(f"/en/secretariat/paper/{page}").content for page in ("", "tabakoro/")]
    pages += [desk.get(TYPE_IN).content, desk.get(TYPE_IN.replace("type", "sealed")).content]

    assert not any(tells(page.decode(), sheet.code) for page in pages)


def test_typing_in_leaves_no_line_in_the_record_and_none_that_leads_to_a_person(sheet, type_in):
    before = AuditRecord.objects.count()

    with assert_no_user_linked_write():
        type_in(sheet.number)

    assert Submission.objects.count() == 1
    assert AuditRecord.objects.count() == before


def test_the_busy_machine_says_so_and_keeps_what_was_typed(sheet, type_in, monkeypatch):
    monkeypatch.setattr(kdf.stretch, "__defaults__", (kdf.Turnstile(running=0, waiting=0),))

    page = type_in(sheet.number, ON_THE_EDGES)

    assert page.status_code == 503
    assert ON_THE_EDGES in Seen(page.content.decode()).kept
