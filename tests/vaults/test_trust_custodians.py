"""Custodians are trusted from the same pair as readers, for their own role and no other."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.people.models import Side
from palabre.spaces.models import Membership, Role
from palabre.vaults.endorsing import vouch
from palabre.vaults.models import Endorsement
from palabre.vaults.trust import trust_in
from tests.spaces.factories import join
from tests.vaults.factories import custodian, enrol, fingerprint_of, reader, vault_of


def counting(space, role=Role.CUSTODIAN):
    return {seat.user.username for seat in trust_in(space, role).counting}


def sign(space, by, seat):
    return vouch(seat, by=by, opened=vault_of(by), seen=fingerprint_of(seat))


def seat_of(space, user, role=Role.CUSTODIAN):
    seat = trust_in(space, role).seat_of(user)
    assert seat
    return seat


def test_one_of_each_side_makes_a_custodian(committee, pair):
    oumou = custodian(committee, name="oumou", trusted=False)
    seat = seat_of(committee, oumou)

    sign(committee, pair[0], seat)
    assert counting(committee) == set()
    sign(committee, pair[1], seat)

    assert counting(committee) == {"oumou"}
    assert counting(committee, Role.READER) == {"awa", "issa"}


def test_a_custodian_who_is_made_a_reader_reads_nothing(committee, pair):
    oumou = custodian(committee, name="oumou")
    Membership.objects.create(space=committee, user=oumou, role=Role.READER, side=oumou.side)

    assert counting(committee, Role.READER) == {"awa", "issa"}
    Endorsement.objects.update(role=Role.READER)
    assert counting(committee, Role.READER) == {"awa", "issa"}


def test_a_reader_is_no_custodian_by_that(committee, pair):
    fanta = reader(committee, name="fanta")
    Membership.objects.create(space=committee, user=fanta, role=Role.CUSTODIAN, side=fanta.side)

    assert counting(committee, Role.READER) == {"awa", "issa", "fanta"}
    assert counting(committee) == set()


def test_custodians_vouch_for_custodians_and_not_for_readers(committee, pair):
    oumou, salif = custodian(committee, name="oumou"), custodian(committee, side=Side.FORCES)
    newcomer = custodian(committee, name="newcomer", trusted=False)
    fanta = reader(committee, name="fanta", trusted=False)

    for by in (oumou, salif):
        sign(committee, by, seat_of(committee, newcomer))
        with pytest.raises(PermissionDenied, match="trusted here themselves"):
            sign(committee, by, seat_of(committee, fanta, Role.READER))

    assert "newcomer" in counting(committee)


def test_a_key_that_somebody_put_into_the_database_counts_for_nothing(committee, pair):
    oumou = custodian(committee, name="oumou")
    key = enrol(join(committee, role=Role.CUSTODIAN, name="ghost"))
    Endorsement.objects.filter(key=oumou.vault_key).update(key=key, username="ghost")

    assert counting(committee) == set()


def test_members_and_custodians_have_vaults_and_strangers_find_no_such_page(client, committee):
    for role, found in [(Role.MEMBER, 200), (Role.CUSTODIAN, 200), (Role.SECRETARIAT, 404)]:
        client.force_login(join(committee, role=role))
        assert client.get("/en/me/vault/new/").status_code == found


def test_ones_own_vault_opens_shows_its_fingerprint_and_closes(client, committee):
    member = join(committee, role=Role.MEMBER)
    enrol(member)
    client.force_login(member)

    page = client.post("/en/me/vault/", {"passphrase": "une longue phrase de passe"}, follow=True)
    assert page.redirect_chain == [("/en/me/vault/", 302)]
    assert "Close my vault" in page.content.decode()
    assert "Fingerprint" in page.content.decode()
    page = client.post("/en/me/vault/shut/", follow=True)
    assert "Open your vault" in page.content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/nowhere/", "\\\\evil"]
)
def test_an_open_vault_leads_to_no_other_site(client, committee, elsewhere):
    member = join(committee, role=Role.MEMBER)
    enrol(member)
    client.force_login(member)

    said = {"passphrase": "une longue phrase de passe", "next": elsewhere}
    assert client.post("/en/me/vault/", said).url == "/en/me/vault/"
    assert (
        client.post("/en/me/vault/", {**said, "next": "/en/committees/"}).url == "/en/committees/"
    )
