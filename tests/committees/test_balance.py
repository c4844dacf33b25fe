"""No sequence of deeds brings a committee further out of balance than departures do that nobody can
forbid; and what would is refused with the reason."""

from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from palabre.committees import rules, services
from palabre.committees.balance import balance_of
from palabre.committees.models import Committee, Nomination, NominationState, Seat
from palabre.committees.services.places import PlaceWords
from palabre.people.models import Side, User
from tests.committees.factories import (
    CommitteeFactory,
    RulesFactory,
    SeatKindFactory,
    ShareFactory,
    fill,
    seat,
)
from tests.committees.seating import ending, free_seat, held_by, invited, says_yes
from tests.people.factories import UserFactory
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db
DEEDS = ["sit", "vacate", "die", "resign", "invite", "replace", "do away", "rename", "deputy"]
WORDS: PlaceWords = {"function_fr": "Siège"}


def afresh(committee: Committee) -> Committee:
    return Committee.objects.select_related("space").get(pk=committee.pk)


def test_one_more_is_seated_and_a_second_is_refused_with_the_reason(committee, secretary):
    services.seat_member(committee, UserFactory.create(), side="civilian", by=secretary, **WORDS)

    with pytest.raises(PermissionDenied, match=r"2 more on this side.*allow 1"):
        services.seat_member(
            committee, UserFactory.create(), side="civilian", by=secretary, **WORDS
        )
    forces = UserFactory.create(side=Side.FORCES)
    services.seat_member(committee, forces, side="forces", by=secretary, **WORDS)


def test_members_of_parliament_change_nothing_between_the_two_sides(committee, secretary):
    for _each in range(3):
        person = UserFactory.create(side=Side.PARLIAMENT)
        services.seat_member(committee, person, side="parliament", by=secretary, **WORDS)

    assert rules.is_balanced(afresh(committee))


def test_whoever_accepts_too_early_waits_and_sits_down_with_the_other_side(committee, secretary):
    seat(committee, side=Side.CIVILIAN)
    early, late = UserFactory.create(), UserFactory.create(side=Side.FORCES)
    for person, side in ((early, "civilian"), (late, "forces")):
        invited(free_seat(committee, side), person, by=secretary)

    waiting = says_yes(Nomination.objects.get(user=early), early)
    assert waiting.state == NominationState.ACCEPTED
    assert not committee.space.has_anyone(early)

    says_yes(Nomination.objects.get(user=late), late)
    assert held_by(early)
    assert held_by(late)


def test_a_departure_that_nobody_can_forbid_leaves_it_out_of_balance_and_it_says_so(
    client, committee, secretary, trader, gendarme
):
    first, second, *_others = afresh(committee).members
    for leaving in (first, second):
        assert leaving.user
        services.resign(held_by(leaving.user), by=leaving.user)

    now = afresh(committee)
    assert "civilians 1, forces 3" in rules.is_balanced(now).reason
    assert "Until then it talks, and adopts nothing." in rules.is_balanced(now).reason
    shown = client.get(now.get_absolute_url()).content.decode()
    assert "Out of balance: civilians 1, forces 3." in shown


def test_ending_a_seat_is_refused_where_it_breaks_the_balance_and_replacing_is_not(committee, secretary, trader):  # fmt: skip
    services.vacate_seat(held_by(trader), by=secretary)
    last = afresh(committee).members[0]
    with pytest.raises(PermissionDenied, match="Nominate somebody for this seat"):
        services.vacate_seat(last, by=secretary, ending=ending("function"))
    successor = UserFactory.create()
    nomination, _token = invited(last, successor, by=secretary, how="function")

    says_yes(nomination, successor)

    last.refresh_from_db()
    assert last.left_on
    assert held_by(successor).follows_id == last.pk
    assert balance_of(afresh(committee)).is_kept
    assert not committee.space.has_anyone(last.user)


def test_too_few_on_a_side_is_out_of_balance():
    small = CommitteeFactory.create()
    fill(small, civilians=1, forces=1)

    assert "want at least 2 on each side" in rules.is_balanced(small).reason


def test_a_meeting_asks_by_the_rules_under_which_it_was_called(committee, trader):
    strict = RulesFactory.build(committee=committee, widest_gap=0, pk=0)

    assert rules.is_balanced(committee)
    assert not rules.is_balanced(committee, rules=strict)


def test_seats_kept_for_a_kind_stay_theirs(committee, secretary):
    women, other = SeatKindFactory.create(name_en="Women"), SeatKindFactory.create()
    ShareFactory.create(rules=committee.rules, kind=women, fewest=1)
    assert "Women: the rules want 1 seats at least" in rules.is_balanced(afresh(committee)).reason
    place = services.seat_member(
        committee, None, side="civilian", by=secretary, kind=women, function_fr="Siège"
    )

    assert rules.is_balanced(afresh(committee))
    for deed in (
        lambda: services.vacate_seat(place, by=secretary),
        lambda: services.change_place(place, by=secretary, kind=other),
    ):
        with pytest.raises(PermissionDenied, match="keep 1 seats for Women"):
            deed()


def test_a_kind_belongs_to_its_side(committee, secretary):
    police = SeatKindFactory.create(side=Side.FORCES)

    with pytest.raises(PermissionDenied, match="belongs to another side"):
        services.seat_member(
            committee, None, side="civilian", by=secretary, kind=police, function_fr="Siège"
        )


class Table:
    """A committee on which deeds are tried in any order."""

    def __init__(self) -> None:
        self.committee = CommitteeFactory.create(space=SpaceFactory.create())
        self.desk = UserFactory.create(is_superuser=True)
        self.refusals: list[str] = []
        self.kind = SeatKindFactory.create()
        ShareFactory.create(rules=self.committee.rules, kind=self.kind, fewest=1)
        services.seat_member(
            self.committee, None, side="civilian", by=self.desk, kind=self.kind, function_fr="Siège"
        )
        fill(self.committee, civilians=2, forces=2)

    def do(self, deed: str, side: str, at: int) -> None:
        places = [one for one in afresh(self.committee).sitting if one.side == side]
        place = Seat.objects.select_related("committee", "user").get(pk=places[at % len(places)].pk)
        somebody = UserFactory.create(side=side)
        try:
            with transaction.atomic():
                self._try(deed, place, somebody)
        except PermissionDenied as why:
            self.refusals.append(str(why))

    def _try(self, deed: str, place: Seat, somebody: User) -> None:
        if deed == "sit":
            services.seat_member(self.committee, somebody, side=place.side, by=self.desk, **WORDS)
        elif deed in ("vacate", "die", "do away"):
            code = "death" if deed == "die" else "decision"
            services.vacate_seat(place, by=self.desk, ending=ending(code))
        elif deed == "resign":
            services.resign(place, by=place.user or somebody)
        elif deed == "rename":
            services.change_place(place, by=self.desk, kind=None)
        else:
            how = "function" if deed == "replace" else ""
            nomination, _token = invited(
                place, somebody, by=self.desk, how=how, as_deputy=deed == "deputy"
            )
            says_yes(nomination, somebody)


@pytest.mark.slow
@examples(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(DEEDS), st.sampled_from(["civilian", "forces"]), st.integers(0, 5)
        ),
        min_size=4,
        max_size=12,
    )
)
def test_no_sequence_of_deeds_breaks_what_the_rules_say_of_the_two_sides(db, deeds):
    with transaction.atomic():
        table = Table()
        for deed, side, at in deeds:
            before = balance_of(afresh(table.committee))
            table.do(deed, side, at)
            now = afresh(table.committee)
            after = balance_of(now)
            if deed not in ("die", "resign"):
                assert after.gap <= max(before.gap, after.bounds.widest_gap), deeds
                assert after.too_few <= before.too_few, deeds
            assert sum(one.kind_id == table.kind.pk for one in now.sitting) >= 1, deeds
            assert len({one.user_id for one in now.speakers}) == len(now.speakers)
            one_deputy = [one.deputy_of_id for one in now.deputies]
            assert len(set(one_deputy)) == len(one_deputy)
        assert all(table.refusals)
        transaction.set_rollback(True)


def at_once(deeds: list[Callable[[], None]]) -> list[str]:
    """Do all of them in the same instant; returns the reasons of those that were refused."""
    start, refused = Barrier(len(deeds)), []

    def run(deed: Callable[[], None]) -> None:
        try:
            start.wait(20)
            deed()
        except PermissionDenied as why:
            refused.append(str(why))
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return refused


@pytest.mark.skipif(not settings.REDIS_URL, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_fill_the_last_place_once_and_keep_the_balance():
    committee = CommitteeFactory.create()
    fill(committee, civilians=3, forces=3)
    desk = UserFactory.create(is_superuser=True)
    nominee = UserFactory.create()
    nomination, _token = invited(free_seat(committee), nominee, by=desk)
    people = [UserFactory.create() for _each in range(10)]

    def accept() -> None:
        says_yes(Nomination.objects.get(pk=nomination.pk), nominee)

    def take(person: User) -> None:
        services.seat_member(committee, person, side="civilian", by=desk, **WORDS)

    deeds: list[Callable[[], None]] = [accept] * 10
    deeds += [partial(take, person) for person in people]
    refused = at_once(deeds)

    now = afresh(committee)
    assert now.number_of("civilian") == 4
    assert balance_of(now).is_kept
    assert Seat.objects.filter(user=nominee).count() <= 1
    assert len(refused) >= 18  # one sits down, one may be waiting
