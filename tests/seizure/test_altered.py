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
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models, transaction
from django.test import Client

from palabre.people.models import Side
from palabre.submissions.models import Piece, Submission
from palabre.submissions.scattering import way_to_submission
from tests import submissions
from tests.seizure.browser import FIELD
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import PHRASE, reader

REFUSED = re.compile(
    "altered|opens nothing|does not fit|does not open|not here any more|Nobody can receive"
)
SUBMISSIONS = Path(submissions.__file__).parent
SHUT = 503  # with words: the door of a committee without two sides that trust each other
# No conversation has these.
ELSEWHERE = {
    "Proposal.sealed": (
        "test_onward_secrets.py::test_a_flipped_bit_is_refused",
        "test_onward_secrets.py::test_the_words_of_one_cannot_stand_in_the_row_of_another",
        "test_onward_secrets.py::test_the_words_of_another_message_are_refused",
    ),
    "Offshoot.sealed": (
        "test_appeal_by_code.py::test_one_that_was_altered_or_moved_is_not_shown",
        "test_appeal_by_code.py::test_one_that_no_reader_signed_is_not_shown",
    ),
    "PaperSheet.tag": (
        "test_paper_type_in.py::test_a_sheet_whose_row_was_altered_is_refused",
        "test_paper_type_in.py::test_two_sheets_that_changed_places_are_refused",
    ),
    "PaperSheet.sealed": (
        "test_paper_type_in.py::test_a_sheet_whose_row_was_altered_is_refused",
        "test_paper_type_in.py::test_two_sheets_that_changed_places_are_refused",
        "../sealing/test_sheet.py::test_an_altered_place_and_one_under_another_key_are_refused",
    ),
}
EVERY = {
    f"{model.__name__}.{column.name}": (model, column.name)
    for app in ("submissions", "vaults")
    for model in apps.get_app_config(app).get_models()
    for column in model._meta.concrete_fields
    if isinstance(column, models.BinaryField)
}
COLUMNS = {name: place for name, place in EVERY.items() if name not in ELSEWHERE}
# Nothing is opened with these: altered, they may do no harm, and need not be noticed.
HARMLESS = {
    "Submission.s_pk": "the key that is used comes out of the wrapped one",
    "Submission.t_pk": "likewise",
    "VaultKey.by_recovery": "the sheet opens it: test_vault.py, any byte flipped",
    "Piece.about": "once a file is sent, the words of its item say what it is; until then it is opened",
}


@dataclass
class Conversation:
    """One message with a file, one reply and one answer, each with words of its own; and a file that
    somebody has joined, and not sent yet."""

    name: str
    by: Any
    code: str = ""
    words: list[str] = field(default_factory=list)

    def hold(self) -> Submission:
        known = set(Submission.objects.values_list("pk", flat=True))
        writer = Client()
        said, self.piece = self.join(writer)
        page = writer.post("/en/write/code/", {**said, "body": self.say("message")})
        self.code = fields(page)["code"]
        writer.post("/en/answer/", {"code": self.code})
        form = fields(writer.get("/en/answer/thread/"))
        writer.post("/en/answer/reply/", {"body": self.say("reply"), "token": form["token"]})
        self.submission = Submission.objects.exclude(pk__in=known).get()
        self.be_answered()
        self.unsent, self.held = self.join(writer)
        return self.submission

    def join(self, writer: Client) -> tuple[dict[str, str], Piece]:
        """A form that carries a file, which goes as it is."""
        known = set(Piece.objects.values_list("pk", flat=True))
        said = {"readers": "all", "committee": "altered", "body": "See the file."}
        said["token"] = fields(writer.get("/en/write/message/"))["token"]
        page = writer.post("/en/write/review/", {**said, "files": self.file()})
        key = fields(page)["held"]
        return {**said, "held": key, "as_is": key}, Piece.objects.exclude(pk__in=known).get()

    def file(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("x.docx", b"PK\x03\x04 " + self.in_file.encode())

    @property
    def in_file(self) -> str:
        return f"file of {self.name}"

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
        """What the writer sees, who comes back; the reader, who opens their vault and takes the file
        out; and somebody who is about to send a file."""
        writer = Client(raise_request_exception=False)
        pages = [writer.post("/en/answer/", {"code": self.code}), writer.get("/en/answer/thread/")]
        client = self.opened()
        file = client.get(f"{self.address}files/{self.piece.pk}/")
        return {
            "writer": text_of(pages),
            "reader": text_of([self.door, client.get(self.address), file]),
            "sender": text_of([writer.post("/en/write/review/", self.unsent)]),
        }

    def whole(self) -> dict[str, list[str]]:
        """What each of them sees of it where nothing was altered, and nowhere else."""
        return {
            "writer": self.words,
            "reader": [*self.words, self.in_file],
            "sender": [self.unsent["held"]],
        }


def fields(page: Any) -> dict[str, str]:
    return dict(FIELD.findall(page.content.decode()))


def text_of(pages: list[Any]) -> str:
    assert [page.status_code for page in pages if page.status_code >= 500] in ([], [SHUT])
    return "\n".join(page.getvalue().decode() for page in pages)


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
    way = way_to_submission(model)
    names = {column.name for column in model._meta.concrete_fields}
    if way is None:
        return list(
            model.objects.filter(**{"user" if "user" in names else "key__user": conversation.by})
        )
    found = model.objects.filter(**{f"{way}pk": conversation.submission.pk})
    own = found.filter(reader_key__user=conversation.by) if "reader_key" in names else found
    unsent = [conversation.held] if model is Piece else []  # its parts are opened once it is sent
    return [*own.order_by("seq" if "seq" in names else "pk"), *unsent]


def other_rows(model, two):
    if way_to_submission(model) is not None:
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
                yield row
    for one, other in zip(mine, theirs, strict=False):
        with undone():
            swap(one, other, column)
            yield one


class undone(transaction.Atomic):  # noqa: N801 (reads as what it does)
    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __exit__(self, *_what: Any) -> None:
        transaction.set_rollback(True)
        super().__exit__(None, None, None)


@pytest.mark.parametrize("name", COLUMNS)
def test_what_was_altered_is_refused_with_words_and_never_shown_as_whole(two, name):
    mine = [(side, words) for side, said in two.first.whole().items() for words in said]
    theirs = [words for said in two.second.whole().values() for words in said]
    pages = two.first.seen()
    assert all(words in pages[side] for side, words in mine)

    for row in altered(two, name):
        pages = two.first.seen()
        gone = [(side, words) for side, words in mine if words not in pages[side]]
        assert gone or (name in HARMLESS and row.pk != two.first.held.pk)
        assert all(REFUSED.search(pages[side]) for side, _words in gone)
        assert not any(words in page for page in pages.values() for words in theirs)


def test_every_reason_is_about_a_column_that_there_is():
    assert {*HARMLESS, *ELSEWHERE} <= set(EVERY)


@pytest.mark.parametrize(
    "named", sorted({named for every in ELSEWHERE.values() for named in every})
)
def test_every_test_that_is_named_is_there(named):
    file, _colons, name = named.partition("::")

    assert f"def {name}(" in (SUBMISSIONS / file).read_text()
