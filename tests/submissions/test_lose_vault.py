"""Neither passphrase nor sheet is left: another vault, which nobody trusts yet."""

import pytest

from palabre.people.models import Side
from palabre.submissions.mailboxes import open_intakes
from palabre.submissions.models import KeyWrap, Kind, Submission
from palabre.submissions.selectors import open_to_others
from palabre.submissions.services import answer, mark_read
from palabre.vaults.endorsing import vouch
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import trust_in
from tests.people.factories import PASSWORD, with_password
from tests.spaces.factories import join
from tests.submissions.conftest import field
from tests.vaults.factories import VAULTS, fingerprint_of, reader

pytestmark = pytest.mark.django_db
CHOSEN = "une phrase tout autre et longue"


@pytest.fixture
def fanta(committee, both_readers):
    return with_password(reader(committee, side=Side.CIVILIAN, name="fanta"))


@pytest.fixture
def lose(client):
    def _lose(user, **said):
        client.force_login(user)
        proposed = field(client.get("/en/messages/vault/lost/"), "proposed")
        said = {
            "sure": "on", "noted": "on", "own": CHOSEN, "proposed": proposed,
            "password": PASSWORD, **said,
        }  # fmt: skip
        return client.post("/en/messages/vault/lost/", said)

    return _lose


def test_another_vault_opens_with_its_passphrase(client, fanta, lose):
    page = lose(fanta).content.decode()

    assert "Your recovery sheet" in page
    assert client.post("/en/messages/vault/", {"passphrase": CHOSEN}).status_code == 302


def test_it_is_trusted_by_nobody_and_opens_nothing(client, fanta, write, lose, committee):
    write()
    pk = Submission.objects.get().pk
    lose(fanta)
    client.post("/en/messages/vault/", {"passphrase": CHOSEN})

    assert client.get(f"/en/messages/{pk}/").status_code == 404
    assert len(open_intakes()[committee.slug].keys) == 2
    assert "Not trusted yet" in client.get("/en/messages/").content.decode()


def vault_of(user):
    return VAULTS[bytes(user.vault_key.ed_pk)]


def test_an_answer_that_the_lost_vault_has_signed_is_still_shown(
    fanta, lose, write, open_thread, client
):
    code = field(write(), "code")
    submission, opened = Submission.objects.get(), vault_of(fanta)
    mark_read(submission)
    answer(submission, "Nous avons lu.", Kind.ANSWER, opened=opened, by=fanta, pk=submission.pk)

    lose(fanta)
    client.logout()

    assert "Nous avons lu." in open_thread(code).content.decode()


def test_those_for_whom_it_vouched_stay_trusted(committee, fanta, lose, both_readers):
    moussa = reader(committee, side=Side.FORCES, name="moussa", trusted=False)
    seat = trust_in(committee).seat_of(moussa)
    assert seat
    for by in (fanta, both_readers[1]):
        vouch(seat, by=by, opened=vault_of(by), seen=fingerprint_of(seat))
    assert trust_in(committee).counts(seat)

    lose(fanta)

    trust = trust_in(committee)
    assert trust.counts(seat)
    assert [user.username for user in trust.vouched(seat)] == ["fanta", "issa"]


def test_the_lost_key_is_taken_out_when_keys_are_changed(committee, fanta, lose, write):
    write()
    lose(fanta)

    assert open_to_others(trust_in(committee)).count() == 1


def test_the_lost_vault_itself_is_erased(fanta, lose):
    lost = fanta.vault_key.pk
    lose(fanta)

    old = VaultKey.objects.get(pk=lost)
    assert (bytes(old.by_passphrase), bytes(old.by_recovery)) == (b"", b"")
    assert (old.user, old.former_user) == (None, fanta)


def test_a_colleague_hands_on_again_what_was_readable_before(
    fanta, lose, write, client, unlock, both_readers
):
    write()
    lose(fanta)
    new = VaultKey.objects.get(user=fanta)
    for colleague in both_readers:
        unlock(colleague)
        seen = field(client.get("/en/messages/readers/"), "seen")
        client.post(f"/en/messages/readers/tabakoro/{new.pk}/vouch/", {"seen": seen})
    client.post(f"/en/messages/readers/tabakoro/{new.pk}/hand-on/")

    assert KeyWrap.objects.filter(reader_key=new).count() == 1


@pytest.mark.parametrize("missing", ["sure", "noted", "password"])
def test_it_is_not_done_by_a_slip(fanta, lose, missing):
    before = VaultKey.objects.get(user=fanta).pk

    page = lose(fanta, **{missing: ""})

    assert page.status_code == 422
    assert CHOSEN in page.content.decode()
    assert VaultKey.objects.get(user=fanta).pk == before


def test_whoever_has_no_vault_makes_their_first(client, committee, both_readers):
    client.force_login(join(committee, role="reader", name="newcomer"))

    assert client.get("/en/messages/vault/lost/").url == "/en/messages/vault/new/"
