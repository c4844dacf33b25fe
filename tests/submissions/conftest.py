import re
import secrets

import pytest
from django.test import Client

from palabre.people.models import Side
from palabre.spaces.models import Role
from palabre.submissions import intake, paper
from palabre.submissions.models import Submission
from palabre.submissions.selectors import intake_for
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.submissions.onward import committee_with_readers, read
from tests.submissions.sheets_read import Sheet
from tests.vaults.factories import PHRASE, reader

BODY = "On garde nos téléphones au poste.\nOn ne sait pas à qui le dire."


@pytest.fixture
def committee(db):
    return SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro")


@pytest.fixture
def civilian_reader(committee):
    return reader(committee, side=Side.CIVILIAN, name="awa")


@pytest.fixture
def forces_reader(committee):
    return reader(committee, side=Side.FORCES, name="issa")


@pytest.fixture
def both_readers(civilian_reader, forces_reader):
    return civilian_reader, forces_reader


def field(page, name):
    """The value that a form of this page would send back."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.content.decode())
    assert found, f"no field called {name}"
    return found[1]


def chosen(page):
    """The values of what is ticked or chosen on this page."""
    inputs = re.findall(r"<input[^>]*>", page.content.decode())
    ticked = [each for each in inputs if re.search(r"\schecked\b", each)]
    return [found[1] for each in ticked if (found := re.search(r'value="([^"]*)"', each))]


@pytest.fixture
def write(client, both_readers):
    """Write a message as somebody without an account does; get the page with the code."""

    def _write(body=BODY, *, readers="all", committee="tabakoro", by=client):
        form = by.get("/en/write/message/")
        said = {
            "body": body,
            "readers": readers,
            "committee": committee,
            "token": field(form, "token"),
        }
        review = by.post("/en/write/review/", said)
        assert review.status_code == 200
        return by.post("/en/write/code/", {**said, "token": field(review, "token")})

    return _write


@pytest.fixture
def open_thread(client):
    def _open(code, by=client):
        return by.post("/en/answer/", {"code": code}, follow=True)

    return _open


@pytest.fixture
def unlock(client):
    """Sign in as a reader and open their vault."""

    def _unlock(user, by=client):
        by.force_login(user)
        return by.post("/en/messages/vault/", {"passphrase": PHRASE})

    return _unlock


@pytest.fixture
def desk(committee):
    """A browser in which the committee's secretariat is signed in, with its second factor."""
    sira = join(committee, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="sira")
    browser = Client()
    browser.force_login(with_second_factor(sira))
    return browser


@pytest.fixture
def print_out(desk, both_readers):
    def _print(number=1, *, size="a4", language="en", by=desk):
        asked = {"number": number, "size": size, "language": language}
        return by.post("/en/secretariat/paper/tabakoro/", asked)

    return _print


@pytest.fixture
def sheet(committee, both_readers):
    """One that is out, without the trouble of printing it."""
    drawn = paper.draw_sheet(committee.pk)
    paper.keep_sheets([drawn])
    return Sheet(drawn.receipt.shown, drawn.number.shown)


@pytest.fixture
def type_in(desk, both_readers):
    """Type in what came back on a sheet; `token`: of the form that is sent a second time."""

    def _type_in(number, body=BODY, *, readers="all", token="", by=desk):
        address = "/en/secretariat/paper/tabakoro/type/"
        token = token or field(by.get(address), "token")
        return by.post(
            address, {"number": number, "readers": readers, "body": body, "token": token}
        )

    return _type_in


@pytest.fixture
def cast(db):
    """A committee with a forum category and two trusted readers a side."""
    return committee_with_readers()


@pytest.fixture
def codes():
    """Of the letters below, by the key of their message."""
    return {}


@pytest.fixture
def letter(cast, codes):
    """A message that somebody has read, open to both sides or not."""

    def _letter(readers="all", body=BODY):
        intake_ = intake_for("tabakoro")
        assert intake_
        before = set(Submission.objects.values_list("pk", flat=True))
        letter = intake.Letter(cast.space.pk, readers, body)
        keys = intake_.keys_for(readers)
        receipt = intake.receive(letter, token=secrets.token_bytes(32), readers=keys)
        message = read(Submission.objects.exclude(pk__in=before).get())
        codes[message.pk] = receipt.code
        return message

    return _letter
