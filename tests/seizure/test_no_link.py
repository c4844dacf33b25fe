"""Whoever is signed in while they write leaves no row behind that is theirs."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models

from palabre.people.models import User
from palabre.submissions.models import Item, Piece, Submission
from tests.seizure.snapshot import assert_no_user_linked_write, every_row, people_of
from tests.submissions.conftest import BODY, field
from tests.submissions.joining import DOCUMENT, carried, files, photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client, outsider, both_readers, forum):
    """Somebody with an account who has just been reading, in the same browser."""
    client.force_login(outsider)
    client.get("/en/forum/")
    return client


def said(page):
    return {
        "body": BODY,
        "readers": "all",
        "committee": "tabakoro",
        "token": field(page, "token"),
    }


def send(writer):
    page = writer.post("/en/write/code/", said(writer.get("/en/write/message/")))
    found = re.search(r'name="code" value="([0-9A-Z-]{29})"', page.content.decode())
    assert found
    return found[1]


def test_writing_leaves_no_row_of_whoever_is_signed_in(writer):
    form = said(writer.get("/en/write/message/"))

    with assert_no_user_linked_write():
        assert writer.post("/en/write/message/", form).status_code == 200
    with assert_no_user_linked_write():
        assert writer.post("/en/write/review/", form).status_code == 200
    with assert_no_user_linked_write():
        assert writer.post("/en/write/code/", form).status_code == 200

    assert Submission.objects.count() == 1


def test_a_form_that_is_refused_and_one_sent_twice_leave_none_either(writer):
    form = said(writer.get("/en/write/message/"))

    with assert_no_user_linked_write():
        assert writer.post("/en/write/review/", {**form, "body": ""}).status_code == 422
    writer.post("/en/write/code/", form)
    with assert_no_user_linked_write():
        assert writer.post("/en/write/code/", form).status_code == 200


def test_noting_the_code_leaves_none(writer):
    code = send(writer)

    with assert_no_user_linked_write():
        page = writer.post("/en/write/code/", {"code": code, "noted": code.rpartition("-")[2]})

    assert page.status_code == 200


def test_coming_back_with_a_right_or_a_wrong_code_leaves_none(writer):
    code = send(writer)

    with assert_no_user_linked_write():
        assert writer.post("/en/answer/", {"code": code[::-1]}).status_code == 422
    with assert_no_user_linked_write():
        assert writer.post("/en/answer/", {"code": code}).status_code == 302
    with assert_no_user_linked_write():
        assert writer.post("/en/answer/thread/", {"code": code}).status_code == 302


def test_replying_and_erasing_leave_none(writer):
    writer.post("/en/answer/", {"code": send(writer)})
    page = writer.get("/en/answer/thread/")

    with assert_no_user_linked_write():
        words = {"body": "Encore ceci.", "token": field(page, "token")}
        assert writer.post("/en/answer/reply/", words).status_code == 302
    assert Item.objects.count() == 2
    with assert_no_user_linked_write():
        writer.post("/en/answer/erase/", {"item": str(Item.objects.get(seq=1).pk)})
    assert Item.objects.count() == 1
    with assert_no_user_linked_write():
        writer.post("/en/answer/shut/")
    assert "Type your code" in writer.get("/en/answer/thread/").content.decode()


def test_erasing_everything_leaves_none(writer):
    writer.post("/en/answer/", {"code": send(writer)})

    with assert_no_user_linked_write():
        writer.post("/en/answer/erase/", {"everything": "1"})

    assert not Submission.objects.exists()


def test_joining_a_file_sending_it_and_leaving_one_out_leave_none(writer):
    form = said(writer.get("/en/write/message/"))

    with assert_no_user_linked_write():
        page = writer.post("/en/write/review/", form | {"files": files(photo(), DOCUMENT)})
    held = carried(page)
    assert len(held["held"]) == 2
    with assert_no_user_linked_write():
        page = writer.post("/en/write/review/", form | held | {"drop": held["held"][0]})
    held = carried(page)
    with assert_no_user_linked_write():
        assert (
            writer.post("/en/write/code/", form | held | {"as_is": held["held"]}).status_code == 200
        )

    assert Piece.objects.exclude(item=None).count() == Piece.objects.count() == 1


def test_a_reply_with_a_file_leaves_none(writer):
    writer.post("/en/answer/", {"code": send(writer)})
    words = {"body": "", "token": field(writer.get("/en/answer/thread/"), "token")}

    with assert_no_user_linked_write():
        assert (
            writer.post("/en/answer/reply/", words | {"files": files(photo())}).status_code == 302
        )

    assert Piece.objects.exclude(item=None).count() == 1


# --- That it would be noticed ----------------------------------------------------------------------
def test_a_row_that_is_somebodys_is_noticed(writer, outsider):
    with pytest.raises(AssertionError), assert_no_user_linked_write():
        User.objects.filter(pk=outsider.pk).update(function="seen")


def test_a_session_that_is_kept_again_is_noticed(writer):
    session = writer.session
    session["seen"] = 1

    with pytest.raises(AssertionError), assert_no_user_linked_write():
        session.save()


def test_an_entry_with_a_name_in_it_is_noticed(writer, outsider):
    with pytest.raises(AssertionError), assert_no_user_linked_write():
        cache.set(f"calm:{outsider.username}", 1)


def test_every_table_is_looked_at():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    assert len(every_row()) == len(tables)
    assert {"django_session", "people_user", "jobs_job", "notifications_mail"} <= tables


@pytest.mark.parametrize(
    "label",
    [f"submissions.{name}" for name in ("Submission", "Item", "Piece", "PieceChunk", "PaperSheet")],
)
def test_no_column_on_the_writers_side_leads_to_an_account(label):
    columns = apps.get_model(label)._meta.concrete_fields
    ways = {column.related_model for column in columns if isinstance(column, models.ForeignKey)}

    assert User not in ways
    assert people_of(label, (None,) * (len(columns) + 1)) == set()
