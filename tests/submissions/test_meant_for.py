"""For whom a message is was sealed with its key: nobody changes it by changing a column."""

import pytest

from palabre.people.models import Side
from palabre.sealing.errors import Misplaced
from palabre.spaces.models import Membership
from palabre.submissions.handing_on import hand_on
from palabre.submissions.models import KeyWrap, Submission
from palabre.submissions.renewing import renew_keys
from palabre.submissions.selectors import submissions_for
from palabre.submissions.services import report_key
from palabre.vaults.trust import trust_in
from tests.spaces.factories import SpaceFactory
from tests.submissions.conftest import field
from tests.vaults.factories import VAULTS, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(write):
    return field(write(readers="civilian"), "code")


@pytest.fixture
def moussa(committee, both_readers):
    return reader(committee, side=Side.FORCES, name="moussa")


def vault_of(user):
    return VAULTS[bytes(user.vault_key.ed_pk)]


def seat_of(space, user):
    found = trust_in(space).seat_of(user)
    assert found
    return found


def test_a_changed_choice_hands_it_to_no_other_side(committee, code, moussa, civilian_reader):
    Submission.objects.update(readers="all")

    given = hand_on(
        seat_of(committee, moussa), by=civilian_reader, opened=vault_of(civilian_reader)
    )

    assert given == 0
    assert not KeyWrap.objects.filter(reader_key__user=moussa).exists()


def test_a_changed_choice_is_noticed_by_whoever_opens_it(
    code, civilian_reader, open_thread, unlock, client
):
    submission = Submission.objects.get()
    client.post(f"/en/messages/{submission.pk}/open/")
    Submission.objects.update(readers="all", status="read")

    with pytest.raises(Misplaced):
        report_key(Submission.objects.get(), civilian_reader.vault_key, vault_of(civilian_reader))
    assert "somebody has altered what it opens" in open_thread(code).content.decode()
    unlock(civilian_reader)
    page = client.get(f"/en/messages/{submission.pk}/").content.decode()
    assert "A message that does not open" in page


def test_it_is_not_moved_to_the_readers_of_another_committee(code, civilian_reader, moussa):
    other = SpaceFactory.create(slug="elsewhere")
    stranger = reader(other, side=Side.CIVILIAN, name="stranger")
    reader(other, side=Side.FORCES, name="other")
    Membership.objects.create(user=civilian_reader, space=other, side=Side.CIVILIAN, role="reader")
    Submission.objects.update(space=other)

    trust_everybody = trust_in(other)
    seat = trust_everybody.seat_of(stranger)
    assert seat
    with pytest.raises(Misplaced):
        report_key(Submission.objects.get(), civilian_reader.vault_key, vault_of(civilian_reader))


def test_new_keys_keep_the_choice_and_go_to_no_other(committee, code, moussa, civilian_reader):
    fanta = reader(committee, side=Side.CIVILIAN, name="fanta")
    hand_on(seat_of(committee, fanta), by=civilian_reader, opened=vault_of(civilian_reader))
    Membership.objects.filter(user=fanta).delete()

    assert renew_keys(committee, by=civilian_reader, opened=vault_of(civilian_reader)) == 1

    keys = report_key(
        Submission.objects.get(), civilian_reader.vault_key, vault_of(civilian_reader)
    )
    assert keys.terms
    assert keys.terms.is_for_all is False
    names = KeyWrap.objects.values_list("reader_key__user__username", flat=True)
    assert list(names) == ["awa"]


def test_whoever_changed_sides_finds_it_no_more(code, civilian_reader):
    assert submissions_for(civilian_reader).exists()

    Membership.objects.filter(user=civilian_reader).update(side=Side.FORCES)

    assert not submissions_for(civilian_reader).exists()
