"""Whose keys count: two people begin, the others are vouched for, and a row alone is worth nothing."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.people.models import Side
from palabre.sealing.errors import WrongPassphrase
from palabre.spaces.models import Role
from palabre.submissions import services
from palabre.submissions.intake import add_item
from palabre.submissions.mailboxes import open_intakes
from palabre.submissions.models import KeyWrap, Kind, Submission
from palabre.vaults.endorsing import found_readers, vouch
from palabre.vaults.models import Endorsement, VaultKey
from palabre.vaults.trust import trust_in
from tests.spaces.factories import SpaceFactory, join
from tests.submissions.conftest import field
from tests.vaults.factories import (
    PHRASE,
    VAULTS,
    enrol,
    fingerprint_of,
    held_by,
    reader,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(committee):
    return reader(committee, side=Side.CIVILIAN, name="awa", trusted=False)


@pytest.fixture
def issa(committee):
    return reader(committee, side=Side.FORCES, name="issa", trusted=False)


@pytest.fixture
def fanta(committee):
    return reader(committee, side=Side.CIVILIAN, name="fanta", trusted=False)


def seat_of(space, user):
    seat = trust_in(space).seat_of(user)
    assert seat
    return seat


def opened_by(space, user):
    return VAULTS[held_by(seat_of(space, user))]


def found(space, first, second, *, phrase=PHRASE):
    return found_readers(
        space, by=first, opened=opened_by(space, first), other=second.username, phrase=phrase
    )


def vouch_for(space, whom, *, by):
    seat = seat_of(space, whom)
    return vouch(seat, by=by, opened=opened_by(space, by), seen=fingerprint_of(seat))


def readers_of(space):
    intake = open_intakes().get(space.slug)
    keys = VaultKey.objects.filter(pk__in=intake.keys if intake else [])
    return set(keys.values_list("user__username", flat=True))


def test_until_two_have_begun_nothing_can_come_in(committee, awa, issa, client):
    assert open_intakes() == {}
    assert "Nobody can receive messages yet" in client.get("/en/write/message/").content.decode()

    found(committee, awa, issa)

    assert readers_of(committee) == {"awa", "issa"}


def test_the_two_are_of_two_sides(committee, awa, fanta):
    with pytest.raises(PermissionDenied, match="no reader of the other side"):
        found(committee, awa, fanta)


def test_the_second_must_be_there(committee, awa, issa):
    with pytest.raises(WrongPassphrase):
        found(committee, awa, issa, phrase="une phrase que personne n’a dite")

    assert not trust_in(committee).founders


def test_they_begin_once(committee, awa, issa, fanta):
    found(committee, awa, issa)

    with pytest.raises(PermissionDenied, match="already been written down"):
        found(committee, fanta, issa)


def test_one_side_alone_lets_nobody_in(committee, awa, issa, fanta):
    found(committee, awa, issa)
    vouch_for(committee, fanta, by=awa)
    assert "fanta" not in readers_of(committee)

    vouch_for(committee, fanta, by=issa)

    assert readers_of(committee) == {"awa", "issa", "fanta"}
    done = AuditRecord.objects.filter(action="submissions.reader.endorsed")
    assert sorted(done.values_list("actor", flat=True)) == ["awa", "issa"]


def test_who_was_vouched_for_vouches_in_turn(committee, awa, issa, fanta):
    found(committee, awa, issa)
    for by in (awa, issa):
        vouch_for(committee, fanta, by=by)
    moussa = reader(committee, side=Side.FORCES, name="moussa", trusted=False)

    for by in (fanta, issa):
        vouch_for(committee, moussa, by=by)

    assert "moussa" in readers_of(committee)


@pytest.mark.parametrize("whom", ["awa", "issa", "fanta"])
def test_nobody_vouches_for_themselves_for_the_first_two_or_untrusted(
    committee, awa, issa, fanta, whom
):
    found(committee, awa, issa)
    people = {"awa": awa, "issa": issa, "fanta": fanta}

    with pytest.raises(PermissionDenied):
        vouch_for(committee, people[whom], by=fanta if whom == "fanta" else people[whom])


def test_one_is_one_however_often_they_sign(committee, awa, issa, fanta):
    found(committee, awa, issa)
    vouch_for(committee, fanta, by=awa)

    with pytest.raises(PermissionDenied, match="You have vouched"):
        vouch_for(committee, fanta, by=awa)


# --- Whoever holds the database ------------------------------------------------------------------
def test_a_reader_put_into_the_database_gets_nothing_sealed(
    client, committee, awa, issa, write, both_readers_are_theirs
):
    ghost = join(committee, side=Side.CIVILIAN, role=Role.READER, name="ghost")
    key = enrol(ghost)
    for by in (awa, issa):
        Endorsement.objects.create(
            space=committee,
            key=key,
            by_key=by.vault_key,
            username="ghost",
            side="civilian",
            signature=bytes(65),
        )

    write()

    assert set(KeyWrap.objects.values_list("reader_key__user__username", flat=True)) == {
        "awa",
        "issa",
    }


@pytest.fixture
def both_readers_are_theirs(committee, awa, issa):
    found(committee, awa, issa)


@pytest.fixture
def both_readers(awa, issa):
    return awa, issa


def test_a_forged_answer_is_not_shown_as_the_readers_own(
    client, committee, write, both_readers_are_theirs
):
    code = field(write(), "code")
    message = Submission.objects.get()
    ghost = join(committee, side=Side.CIVILIAN, role=Role.READER, name="ghost")
    enrol(ghost)
    seed = opened_by(committee, ghost).ed_seed
    asked = "Who are you, and where do you live?"
    add_item(message, Kind.QUESTION, asked, t_pk=bytes(message.t_pk), reader_seed=seed)

    client.post("/en/answer/", {"code": code})
    page = client.get("/en/answer/thread/").content.decode()

    assert asked not in page
    assert "it has been altered" in page


def test_what_a_former_reader_answered_stays(client, committee, awa, issa, write):
    found(committee, awa, issa)
    code = field(write(), "code")
    message = Submission.objects.get()
    services.mark_read(message)
    services.answer(
        message,
        "It is repaired.",
        Kind.ANSWER,
        opened=opened_by(committee, awa),
        by=awa,
        pk=uuid4(),
    )
    committee.memberships.all().delete()

    client.post("/en/answer/", {"code": code})

    assert "It is repaired." in client.get("/en/answer/thread/").content.decode()


def test_a_signature_for_one_is_worth_nothing_for_another(committee, awa, issa, fanta):
    found(committee, awa, issa)
    for by in (awa, issa):
        vouch_for(committee, fanta, by=by)
    ghost = join(committee, side=Side.CIVILIAN, role=Role.READER, name="ghost")
    Endorsement.objects.update(key=enrol(ghost), username="ghost")

    assert readers_of(committee) == {"awa", "issa"}


@pytest.mark.parametrize("who", ["awa", "fanta"])
@pytest.mark.parametrize("column", ["x_pk", "ed_pk"])
def test_a_key_that_was_swapped_is_no_longer_theirs(committee, awa, issa, fanta, who, column):
    found(committee, awa, issa)
    for by in (awa, issa):
        vouch_for(committee, fanta, by=by)
    oumou = reader(committee, side=Side.CIVILIAN, name="oumou", trusted=False)
    for by in (awa, issa):
        vouch_for(committee, oumou, by=by)

    VaultKey.objects.filter(user__username=who).update(**{column: bytes(range(32))})

    assert who not in readers_of(committee)


def test_a_side_that_was_changed_counts_on_neither(committee, awa, issa, fanta):
    found(committee, awa, issa)
    for by in (awa, issa):
        vouch_for(committee, fanta, by=by)

    fanta.memberships.update(side="forces")
    assert readers_of(committee) == {"awa", "issa"}

    Endorsement.objects.update(side="forces")
    assert readers_of(committee) == {"awa", "issa"}


def test_a_row_without_a_signature_says_nothing_and_stands_in_nobodys_way(
    committee, awa, issa, fanta
):
    found(committee, awa, issa)
    Endorsement.objects.create(
        space=committee,
        key=fanta.vault_key,
        by_key=awa.vault_key,
        username="fanta",
        side="civilian",
        signature=bytes(65),
    )
    assert trust_in(committee).vouched(seat_of(committee, fanta)) == []

    for by in (awa, issa):
        vouch_for(committee, fanta, by=by)

    assert "fanta" in readers_of(committee)


def test_keys_that_changed_since_they_were_compared_are_not_signed_for(committee, awa, issa, fanta):
    found(committee, awa, issa)
    seen = fingerprint_of(seat_of(committee, fanta))
    VaultKey.objects.filter(user=fanta).update(x_pk=bytes(range(32)))

    with pytest.raises(PermissionDenied, match="no longer those that you compared"):
        vouch(seat_of(committee, fanta), by=awa, opened=opened_by(committee, awa), seen=seen)


def test_another_space_trusts_nobody_for_that(committee, awa, issa):
    found(committee, awa, issa)
    elsewhere = SpaceFactory.create(slug="elsewhere")
    for user, side in ((awa, "civilian"), (issa, "forces")):
        elsewhere.memberships.create(user=user, role=Role.READER, side=side)

    assert "elsewhere" not in open_intakes()


def test_the_file_says_who_they_are_and_holds_no_secret(settings, committee, awa, issa):
    found(committee, awa, issa)

    rows = json.loads((settings.READERS / "tabakoro.json").read_text())

    assert [(row["user"], row["side"]) for row in rows] == [("awa", "civilian"), ("issa", "forces")]
    assert {frozenset(row) for row in rows} == {frozenset({"user", "side", "x", "ed"})}


# --- The pages -----------------------------------------------------------------------------------
@pytest.fixture
def desk(client, awa):
    client.force_login(awa)
    client.post("/en/messages/vault/", {"passphrase": PHRASE})
    return client


def test_two_begin_on_one_screen(desk, committee, issa):
    page = desk.get("/en/messages/readers/")
    assert "Nobody is trusted here yet" in page.content.decode()

    typed = {"other": "issa", "passphrase": "not theirs at all", "met": "on"}
    slip = desk.post("/en/messages/readers/tabakoro/begin/", typed)
    assert slip.status_code == 422
    assert 'value="issa"' in slip.content.decode()
    assert "not theirs at all" not in slip.content.decode()

    done = desk.post("/en/messages/readers/tabakoro/begin/", {**typed, "passphrase": PHRASE})
    assert done.status_code == 302
    assert "One of the first two" in desk.get("/en/messages/readers/").content.decode()


def test_a_colleague_is_vouched_for_on_the_page(desk, committee, awa, issa, fanta):
    found(committee, awa, issa)
    vouch_for(committee, fanta, by=issa)

    seen = fingerprint_of(seat_of(committee, fanta))
    desk.post(f"/en/messages/readers/tabakoro/{fanta.vault_key.pk}/vouch/", {"seen": seen})

    page = desk.get("/en/messages/readers/").content.decode()
    assert "vouched for by awa, issa" in page
    assert "fanta" in readers_of(committee)


def test_without_an_open_vault_nobody_signs(client, committee, awa, issa, fanta):
    found(committee, awa, issa)
    client.force_login(awa)

    answer = client.post(f"/en/messages/readers/tabakoro/{fanta.vault_key.pk}/vouch/")

    assert answer["Location"] == "/en/messages/vault/"
    assert not Endorsement.objects.exists()


def test_who_does_not_read_there_finds_nothing(client, committee, awa, issa):
    elsewhere = SpaceFactory.create(slug="elsewhere")
    client.force_login(reader(elsewhere, trusted=False))

    assert client.get("/en/messages/readers/tabakoro/begin/").status_code == 404
    key = awa.vault_key.pk
    assert client.post(f"/en/messages/readers/tabakoro/{key}/vouch/").status_code == 404
    assert "awa" not in client.get("/en/messages/readers/").content.decode()
