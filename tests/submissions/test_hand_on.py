"""What came in before somebody was a reader: a colleague hands it on, within the writer's choice."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.people.models import Side
from palabre.submissions.handing_on import hand_on
from palabre.submissions.models import KeyWrap, Submission
from palabre.submissions.selectors import to_hand_on
from palabre.submissions.services import report_key
from palabre.vaults.trust import trust_in
from tests.submissions.conftest import BODY
from tests.vaults.factories import PHRASE, VAULTS, held_by, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def for_civilians(write):
    write(readers="civilian")
    return Submission.objects.get()


@pytest.fixture
def for_all(write, for_civilians):
    write(f"{BODY} Again.")
    return Submission.objects.exclude(pk=for_civilians.pk).get()


@pytest.fixture
def fanta(committee, for_all):
    return reader(committee, side=Side.CIVILIAN, name="fanta")


@pytest.fixture
def moussa(committee, for_all):
    return reader(committee, side=Side.FORCES, name="moussa")


def seat_of(space, user):
    seat = trust_in(space).seat_of(user)
    assert seat
    return seat


def vault_of(space, user):
    return VAULTS[held_by(seat_of(space, user))]


def give(space, to, *, by):
    return hand_on(seat_of(space, to), by=by, opened=vault_of(space, by))


def can_open(space, user, submission):
    return KeyWrap.objects.filter(submission=submission, reader_key__user=user).exists() and bool(
        report_key(submission, user.vault_key, vault_of(space, user)).secret
    )


def test_a_new_reader_has_only_what_comes_in_from_then_on(committee, fanta, for_all, for_civilians):
    assert not can_open(committee, fanta, for_all)
    assert not can_open(committee, fanta, for_civilians)


def test_a_colleague_hands_on_all_that_they_can_open(
    committee, fanta, for_all, for_civilians, civilian_reader
):
    assert give(committee, fanta, by=civilian_reader) == 2

    assert can_open(committee, fanta, for_all)
    assert can_open(committee, fanta, for_civilians)
    assert give(committee, fanta, by=civilian_reader) == 0


def test_it_asks_no_more_where_more_came_in(
    committee, for_all, write, civilian_reader, django_assert_max_num_queries
):
    for number in range(10):
        write(f"{BODY} {number}")
    fanta = reader(committee, side=Side.CIVILIAN, name="fanta")

    with django_assert_max_num_queries(13):
        assert give(committee, fanta, by=civilian_reader) == 12


def test_what_is_for_civilians_goes_to_no_other(
    committee, moussa, for_all, for_civilians, civilian_reader
):
    assert give(committee, moussa, by=civilian_reader) == 1

    assert can_open(committee, moussa, for_all)
    assert not can_open(committee, moussa, for_civilians)


def test_nobody_hands_on_what_they_cannot_open(committee, fanta, for_civilians, forces_reader):
    give(committee, fanta, by=forces_reader)

    assert not can_open(committee, fanta, for_civilians)


def test_nothing_goes_to_one_who_is_not_trusted(committee, for_all, civilian_reader):
    ghost = reader(committee, side=Side.CIVILIAN, name="ghost", trusted=False)

    with pytest.raises(PermissionDenied, match="not trusted yet"):
        give(committee, ghost, by=civilian_reader)


def test_one_who_is_not_trusted_hands_nothing_on(committee, for_all, civilian_reader):
    ghost = reader(committee, side=Side.CIVILIAN, name="ghost", trusted=False)

    with pytest.raises(PermissionDenied, match="Only readers who are trusted"):
        give(committee, civilian_reader, by=ghost)


def test_it_is_done_on_the_page(client, committee, fanta, for_all, civilian_reader):
    client.force_login(civilian_reader)
    client.post("/en/messages/vault/", {"passphrase": PHRASE})
    assert "Hand them on" in client.get("/en/messages/readers/").content.decode()

    client.post(f"/en/messages/readers/tabakoro/{fanta.vault_key.pk}/hand-on/")

    assert can_open(committee, fanta, for_all)


@pytest.mark.parametrize("side", [Side.PARLIAMENT, Side.SECRETARIAT])
def test_whoever_reads_for_neither_side_is_sealed_nothing(committee, write, both_readers, side):
    write()
    other = reader(committee, side=side)
    write(f"{BODY} Again.")
    seat, key = trust_in(committee).seat_of(other), both_readers[0].vault_key

    assert seat
    assert trust_in(committee).counts(seat)
    assert not KeyWrap.objects.filter(reader_key__user=other).exists()
    assert not to_hand_on(seat, by_key=key).exists()
