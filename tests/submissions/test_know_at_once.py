"""What is worked out about readers once is remembered for what is there, never for a time."""

import pytest
from django.conf import settings
from django.test import Client

from palabre.people.models import Side
from palabre.submissions.mailboxes import open_intakes
from palabre.submissions.views import blank
from palabre.vaults.ending import make_keys_ahead
from palabre.vaults.models import Endorsement, VaultKey
from tests.spaces.factories import SpaceFactory
from tests.submissions.conftest import BODY, field
from tests.vaults.factories import reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def fanta(committee, both_readers):
    """Vouched for by the first two; they and she are known before anything changes."""
    fanta = reader(committee, side=Side.CIVILIAN, name="fanta")
    assert read_by(committee) == {"awa", "issa", "fanta"}
    return fanta


def read_by(space):
    intake = open_intakes().get(space.slug)
    keys = VaultKey.objects.filter(pk__in=intake.keys if intake else [])
    return set(keys.values_list("user__username", flat=True))


def loses_her_role(fanta):
    fanta.memberships.all().delete()


def is_closed_out(fanta):
    fanta.is_active = False
    fanta.save()


def changes_sides(fanta):
    fanta.memberships.update(side=Side.FORCES)


def is_called_otherwise(fanta):
    fanta.username = "fatou"
    fanta.save()


def is_given_another_key(fanta):
    VaultKey.objects.filter(user=fanta).update(x_pk=bytes(range(32)))


def is_given_another_signing_key(fanta):
    VaultKey.objects.filter(user=fanta).update(ed_pk=bytes(range(32)))


def loses_a_signature(fanta):
    Endorsement.objects.filter(key__user=fanta, by_key__user__username="issa").delete()


def has_a_signature_altered(fanta):
    row = Endorsement.objects.filter(key__user=fanta)[0]
    row.signature = bytes(row.signature)[:-1] + bytes([bytes(row.signature)[-1] ^ 1])
    row.save()


def is_vouched_for_elsewhere_only(fanta):
    Endorsement.objects.filter(key__user=fanta).update(space=SpaceFactory.create())


@pytest.mark.parametrize(
    "change",
    [
        loses_her_role, is_closed_out, changes_sides, is_called_otherwise, is_given_another_key,
        is_given_another_signing_key, loses_a_signature, has_a_signature_altered,
        is_vouched_for_elsewhere_only,
    ],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_nothing_is_sealed_to_one_who(change, committee, fanta):
    change(fanta)

    assert read_by(committee) == {"awa", "issa"}


def test_what_is_put_right_counts_again(committee, fanta):
    loses_her_role(fanta)
    assert read_by(committee) == {"awa", "issa"}

    fanta.memberships.create(space=committee, role="reader", side=Side.CIVILIAN)

    assert read_by(committee) == {"awa", "issa", "fanta"}


def test_a_file_that_changed_is_read_anew(committee, fanta):
    path = settings.READERS / "tabakoro.json"
    written = path.read_text()
    path.unlink()
    assert open_intakes() == {}

    path.write_text(written.replace("issa", "moussa"))
    assert open_intakes() == {}

    path.write_text(written)
    assert read_by(committee) == {"awa", "issa", "fanta"}


def test_a_space_that_closes_its_door_takes_nothing(committee, fanta):
    committee.is_public = False
    committee.save()

    assert open_intakes() == {}


# --- The blank form ------------------------------------------------------------------------------
def without_secrets(page):
    """Every page has a token and a proof of its own."""
    own = field(page, "token"), field(page, "csrfmiddlewaretoken")
    return page.content.decode().replace(own[0], "…").replace(own[1], "…")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_blank_form_is_what_would_be_made_anew(language, both_readers):
    address = f"/{language}/write/message/"
    printed, again, anew = (Client().get(address + query) for query in ("", "", "?committee="))

    made = without_secrets(anew).replace("?committee=", "")
    assert without_secrets(printed) == without_secrets(again) == made
    assert len({field(page, "token") for page in (printed, again, anew)}) == 3


def test_whoever_is_signed_in_gets_and_leaves_the_same_print(committee, both_readers):
    blank._prints.clear()
    signed_in = Client()
    signed_in.force_login(both_readers[0])

    first, second = (each.get("/en/write/message/") for each in (signed_in, Client()))

    assert without_secrets(first) == without_secrets(second)
    assert "awa" not in second.content.decode()


def test_the_blank_form_names_the_committees_that_are_there(committee, both_readers, client):
    assert "Tabakoro" in client.get("/fr/write/message/").content.decode()

    committee.name_fr = "Tabakoro-Nord"
    committee.save()
    assert "Tabakoro-Nord" in client.get("/fr/write/message/").content.decode()

    committee.delete()
    assert "Tabakoro" not in client.get("/fr/write/message/").content.decode()


def test_what_one_chose_or_typed_is_in_nobody_elses_form(committee, both_readers, client):
    client.get("/en/write/message/?committee=tabakoro")
    form = client.get("/en/write/message/")
    client.post("/en/write/message/", {"body": BODY, "change": "1", "token": field(form, "token")})

    page = Client().get("/en/write/message/").content.decode()

    assert "téléphones" not in page
    assert field(form, "token") not in page


def test_a_print_passes_the_check_of_the_browser(both_readers):
    browser = Client(enforce_csrf_checks=True)
    for _ in range(2):
        form = browser.get("/en/write/message/")
        said = {name: field(form, name) for name in ("token", "csrfmiddlewaretoken")}
        said |= {"body": BODY, "readers": "all", "committee": "tabakoro"}

        assert browser.post("/en/write/review/", said).status_code == 200


# --- What it costs -------------------------------------------------------------------------------
def test_a_message_asks_the_database_little(both_readers, client, django_assert_num_queries):
    make_keys_ahead()
    with django_assert_num_queries(2):
        form = client.get("/en/write/message/")
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}
    with django_assert_num_queries(2):
        client.post("/en/write/review/", said)
    with django_assert_num_queries(8):  # of which three write, between two that begin and end
        client.post("/en/write/code/", said)
