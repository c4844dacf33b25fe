import html
import re

import pytest

from palabre.submissions.models import Submission
from tests.spaces.factories import join
from tests.submissions.conftest import field

CHOSEN = "une phrase tout autre et longue"


@pytest.fixture
def sheet(client, committee):
    """The recovery sheet of somebody who has just made a vault and is signed in."""
    client.force_login(join(committee, role="reader", name="newcomer"))
    proposed = field(client.get("/en/messages/vault/new/"), "proposed")
    said = {"proposed": proposed, "own": "", "noted": "on"}
    return sheet_of(client.post("/en/messages/vault/new/", said))


def sheet_of(page):
    found = re.search(r'<p class="code small"[^>]*>([^<]+)</p>', page.content.decode())
    assert found
    return html.unescape(found[1])


def recover(client, sheet, own=CHOSEN):
    proposed = field(client.get("/en/messages/vault/recover/"), "proposed")
    said = {"sheet": sheet, "proposed": proposed, "own": own, "noted": "on"}
    return client.post("/en/messages/vault/recover/", said)


def opens(client, phrase):
    return client.post("/en/messages/vault/", {"passphrase": phrase}).status_code == 302


def test_the_sheet_gives_the_vault_a_new_passphrase(client, sheet):
    page = recover(client, sheet.lower())

    assert "Your recovery sheet" in page.content.decode()
    assert opens(client, CHOSEN)


def test_twenty_spaces_are_no_passphrase(client, sheet):
    """A vault counts what is left of it when spaces are evened out."""
    page = recover(client, sheet, own="a" + " " * 30 + "b")

    assert page.status_code == 422
    assert "too short" in page.content.decode()


def test_a_sheet_opens_once_and_the_next_one_opens_after_it(client, sheet):
    following = sheet_of(recover(client, sheet))

    again = recover(client, sheet)

    assert again.status_code == 422
    assert "This sheet does not open your vault." in again.content.decode()
    assert recover(client, following).status_code == 200


def test_messages_sealed_before_stay_readable(client, sheet, both_readers, write):
    write()
    recover(client, sheet)
    opens(client, CHOSEN)
    message = Submission.objects.get()
    client.post(f"/en/messages/{message.pk}/open/")

    assert "On garde nos téléphones" in client.get(f"/en/messages/{message.pk}/").content.decode()


def test_a_slip_on_the_sheet_keeps_what_was_typed(client, sheet):
    page = recover(client, sheet[:-1])

    assert page.status_code == 422
    assert sheet[:10] in page.content.decode()
