import pytest
from django.core.cache import cache

from palabre.sealing.receipt import parse_receipt
from palabre.submissions.models import Item, KeyWrap, Submission
from tests.hostile.seen import Seen
from tests.submissions.conftest import BODY, field
from tests.submissions.traces import tells


def test_safety_comes_first_and_leaves_no_cookie(client, db):
    page = client.get("/fr/write/")

    assert page.status_code == 200
    assert not page.cookies
    assert "<script" not in page.content.decode()


def test_a_cookie_comes_only_with_the_form(client, both_readers):
    page = client.get("/en/write/message/")

    assert set(page.cookies) == {"csrf"}
    assert page["Cache-Control"] == "no-store"


def test_a_committee_that_strangers_do_not_know_of_is_not_named(client, committee, both_readers):
    committee.is_public = False
    committee.save()

    page = client.get("/en/write/message/?committee=tabakoro").content.decode()

    assert "Tabakoro" not in page
    assert "Nobody can receive messages yet" in page


def test_what_was_typed_is_read_again_before_it_is_sent(client, both_readers):
    form = client.get("/en/write/message/")
    said = {
        "body": BODY,
        "readers": "civilian",
        "committee": "tabakoro",
        "token": field(form, "token"),
    }

    page = client.post("/en/write/review/", said).content.decode()

    assert "On garde nos téléphones" in page
    assert "1 civilian reader" in page
    assert not Submission.objects.exists()


ON_THE_EDGES = "\n\n   first, after two lines\n\tand at the end   \n"


def test_the_review_carries_it_to_the_letter(client, both_readers):
    form = client.get("/en/write/message/")
    said = {"body": ON_THE_EDGES, "readers": "all", "token": field(form, "token")}
    said["committee"] = "tabakoro"

    page = client.post("/en/write/review/", said)

    assert ON_THE_EDGES in Seen(page.content.decode()).kept


@pytest.mark.parametrize("address", ["/en/answer/reply/", "/en/write/message/"])
def test_where_it_cannot_be_sent_it_is_shown_to_the_letter(client, db, address):
    typed = {"body": ON_THE_EDGES, "readers": "all", "token": ""}

    page = client.post(address, typed)

    assert page.status_code in (422, 503)
    assert ON_THE_EDGES in Seen(page.content.decode()).kept


def test_the_code_is_shown_once_the_message_is_sealed(write):
    page = write()

    code = field(page, "code")
    assert parse_receipt(code)
    assert Submission.objects.count() == 1
    assert KeyWrap.objects.count() == 2


def test_nothing_readable_is_kept(write):
    write()

    row = Item.objects.get()
    assert b"phones" not in bytes(row.sealed)
    assert "téléphones".encode() not in bytes(row.sealed)


def test_a_message_for_civilians_is_sealed_to_no_one_else(write, both_readers):
    write(readers="civilian")

    assert list(KeyWrap.objects.values_list("reader_key__user__username", flat=True)) == ["awa"]


def test_sending_the_same_form_twice_is_one_message_with_one_code(client, both_readers):
    form = client.get("/en/write/message/")
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}

    first = field(client.post("/en/write/code/", said), "code")
    second = field(client.post("/en/write/code/", said), "code")

    assert first == second
    assert Submission.objects.count() == 1


def test_a_form_sent_again_after_midnight_is_still_one_message(client, both_readers, time_machine):
    time_machine.move_to("2026-11-01 23:50Z", tick=False)
    form = client.get("/en/write/message/")
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}
    first = field(client.post("/en/write/code/", said), "code")

    time_machine.move_to("2026-11-02 00:10Z", tick=False)

    assert field(client.post("/en/write/code/", said), "code") == first
    assert Submission.objects.count() == 1


def test_once_its_key_is_gone_nobody_makes_the_code_again_from_the_form(client, both_readers):
    form = client.get("/en/write/message/")
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}
    first = field(client.post("/en/write/code/", said), "code")

    cache.clear()  # as after two days, or after the machine was switched off

    assert field(client.post("/en/write/code/", said), "code") != first


def test_a_forgotten_choice_is_asked_for_and_the_text_is_still_there(client, both_readers):
    form = client.get("/en/write/message/")

    page = client.post("/en/write/review/", {"body": BODY, "token": field(form, "token")})

    assert page.status_code == 422
    html = page.content.decode()
    assert "Choose who may read it." in html
    assert "On garde nos téléphones" in html


def test_a_form_left_open_for_days_keeps_the_text_and_works_the_next_time(
    client, both_readers, time_machine
):
    time_machine.move_to("2026-11-01 10:00Z", tick=False)
    old = field(client.get("/en/write/message/"), "token")
    time_machine.move_to("2026-11-03 10:00Z", tick=False)
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": old}

    page = client.post("/en/write/code/", said)

    assert page.status_code == 422
    assert "On garde nos téléphones" in page.content.decode()
    assert (
        client.post("/en/write/code/", {**said, "token": field(page, "token")}).status_code == 200
    )


def test_nobody_can_write_where_one_side_alone_would_read(client, civilian_reader):
    page = client.get("/en/write/message/").content.decode()

    assert "Nobody can receive messages yet" in page


def test_the_last_four_are_asked_for_and_a_slip_shows_the_code_again(client, write):
    code = field(write(), "code")

    slip = client.post("/en/write/code/", {"code": code, "noted": "0000"})
    right = client.post("/en/write/code/", {"code": code, "noted": code[-4:].lower()})

    assert slip.status_code == 422
    assert tells(slip.content.decode(), code)
    assert "Well noted" in right.content.decode()
    assert not tells(right.content.decode(), code)


@pytest.mark.parametrize("path", ["review", "code"])
def test_stepping_in_the_middle_leads_back_to_the_beginning(client, path, db):
    assert client.get(f"/en/write/{path}/").url == "/en/write/"
