"""A flipped bit, or two rows that changed places, in any column of bytes there is: refused with
words to whoever opens it, never shown as whole and never a broken page.

Columns are found by themselves: one that is new is tried as all the others are.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.test import Client

from palabre.people.models import Side
from palabre.submissions.models import Submission
from tests.seizure.browser import FIELD
from tests.spaces.factories import SpaceFactory
from tests.submissions.factories import PHRASE, reader

REFUSED = re.compile("altered|opens nothing|does not fit|does not open")
# No conversation has these.
ELSEWHERE = {
    "Proposal.sealed": "tests/submissions/test_onward_secrets.py",
    "Piece.about": "tests/submissions/test_send_files.py (held), test_read_files.py (sent)",
    "PieceChunk.sealed": "tests/submissions/test_read_files.py, test_sealing_stream.py",
    "PaperSheet.tag": "tests/submissions/test_paper_type_in.py",
    "PaperSheet.sealed": "tests/submissions/test_paper_type_in.py, test_sealing_sheet.py",
}
EVERY = {
    f"{model.__name__}.{column.name}": (model, column.name)
    for model in apps.get_app_config("submissions").get_models()
    for column in model._meta.concrete_fields
    if isinstance(column, models.BinaryField)
}
COLUMNS = {name: place for name, place in EVERY.items() if name not in ELSEWHERE}
# Nothing is opened with these: altered, they may do no harm, and need not be noticed.
HARMLESS = {
    "Submission.s_pk": "the key that is used comes out of the wrapped one",
    "Submission.t_pk": "likewise",
    "ReaderKey.by_recovery": "the sheet opens it: test_sealing_vault.py, any byte flipped",
}


@dataclass
class Conversation:
    """One message, one reply and one answer, each with words of its own."""

    name: str
    by: Any
    code: str = ""
    words: list[str] = field(default_factory=list)

    def hold(self) -> Submission:
        known = set(Submission.objects.values_list("pk", flat=True))
        writer = Client()
        form = fields(writer.get("/en/write/message/"))
        said = {"readers": "all", "committee": "altered", "token": form["token"]}
        page = writer.post("/en/write/code/", {**said, "body": self.say("message")})
        self.code = fields(page)["code"]
        writer.post("/en/answer/", {"code": self.code})
        form = fields(writer.get("/en/answer/thread/"))
        writer.post("/en/answer/reply/", {"body": self.say("reply"), "token": form["token"]})
        self.submission = Submission.objects.exclude(pk__in=known).get()
        self.be_answered()
        return self.submission

    def be_answered(self) -> None:
        client = self.opened()
        client.post(f"{self.address}open/")
        form = fields(client.get(self.address))
        said = {"kind": "answer", "body": self.say("answer"), "token": form["token"]}
        client.post(f"{self.address}answer/", said)

    def say(self, kind: str) -> str:
        self.words.append(f"{kind} of {self.name}")
        return self.words[-1]

    @property
    def address(self) -> str:
        return f"/en/messages/{self.submission.pk}/"

    def opened(self) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.by)
        self.door = client.post("/en/messages/vault/", {"passphrase": PHRASE})
        return client

    def seen(self) -> dict[str, str]:
        """What the writer sees, who comes back, and what the reader sees, who opens their vault."""
        writer = Client(raise_request_exception=False)
        pages = [writer.post("/en/answer/", {"code": self.code}), writer.get("/en/answer/thread/")]
        client = self.opened()
        return {
            "writer": text_of(pages),
            "reader": text_of([self.door, client.get(self.address)]),
        }


def fields(page: Any) -> dict[str, str]:
    return dict(FIELD.findall(page.content.decode()))


def text_of(pages: list[Any]) -> str:
    assert [page.status_code for page in pages if page.status_code >= 500] == []
    return "\n".join(page.content.decode() for page in pages)


@dataclass
class Two:
    folder: Path
    first: Conversation
    second: Conversation


@pytest.fixture(scope="module")
def held(django_db_setup, django_db_blocker, tmp_path_factory):
    before, folder = (settings.READERS, settings.EPOCHS), tmp_path_factory.mktemp("altered")
    settings.READERS, settings.EPOCHS = folder, folder / "epochs"
    with django_db_blocker.unblock(), transaction.atomic():
        space = SpaceFactory.create(slug="altered")
        reader(space, side=Side.CIVILIAN, name="awa-altered")
        reader(space, side=Side.FORCES, name="issa-altered")
        fanta = reader(space, side=Side.CIVILIAN, name="fanta-altered")
        first, second = Conversation("the first", fanta), Conversation("the second", fanta)
        first.hold()
        second.hold()
        yield Two(folder, first, second)
        transaction.set_rollback(True)
    settings.READERS, settings.EPOCHS = before


@pytest.fixture
def two(held, settings, db):
    settings.READERS, settings.EPOCHS = held.folder, held.folder / "epochs"
    return held


def rows(model, conversation):
    """Of this conversation, in an order in which those of another one correspond to them."""
    names = {column.name for column in model._meta.concrete_fields}
    if model is Submission:
        return [conversation.submission]
    if "submission" in names:
        found = model.objects.filter(submission=conversation.submission)
        own = found.filter(reader_key__user=conversation.by) if "reader_key" in names else found
        return list(own.order_by("seq") if "seq" in names else own.order_by("pk"))
    way = "user" if "user" in names else "key__user"
    return list(model.objects.filter(**{way: conversation.by}))


def other_rows(model, two):
    if model is Submission or "submission" in {f.name for f in model._meta.concrete_fields}:
        return rows(model, two.second)
    own = {row.pk for row in rows(model, two.first)}
    return [row for row in model.objects.order_by("pk") if row.pk not in own] or rows(
        model, two.first
    )[::-1]


def put(row, column, value):
    type(row).objects.filter(pk=row.pk).update(**{column: value})


def flipped(value):
    for place in {0, len(value) // 2, len(value) - 1}:
        yield value[:place] + bytes([value[place] ^ 1]) + value[place + 1 :]


def swap(one, other, column):
    """The column may be unique: one of them steps aside first."""
    mine, theirs = bytes(getattr(one, column)), bytes(getattr(other, column))
    put(other, column, b"aside")
    put(one, column, theirs)
    put(other, column, mine)


def altered(two, name):
    """Each alteration of a column, one after the other; everything is as it was in between."""
    model, column = COLUMNS[name]
    mine, theirs = rows(model, two.first), other_rows(model, two)
    assert mine, f"nothing here has a {name}: let the conversations have one"
    for row in mine:
        for value in flipped(bytes(getattr(row, column))):
            with undone():
                put(row, column, value)
                yield
    for one, other in zip(mine, theirs, strict=False):
        with undone():
            swap(one, other, column)
            yield


class undone(transaction.Atomic):  # noqa: N801 (reads as what it does)
    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *_what: Any) -> None:
        transaction.set_rollback(True)
        super().__exit__(None, None, None)


@pytest.mark.parametrize("name", COLUMNS)
def test_what_was_altered_is_refused_with_words_and_never_shown_as_whole(two, name):
    whole = two.first.seen()
    assert all(words in page for page in whole.values() for words in two.first.words)

    for _ in altered(two, name):
        pages = two.first.seen()
        gone = {
            (side, words)
            for side, page in pages.items()
            for words in two.first.words
            if words not in page
        }
        assert gone or name in HARMLESS
        assert all(REFUSED.search(pages[side]) for side, _words in gone)
        assert not any(words in page for page in pages.values() for words in two.second.words)


def test_every_reason_is_about_a_column_that_there_is():
    assert {*HARMLESS, *ELSEWHERE} <= set(EVERY)
