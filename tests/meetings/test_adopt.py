"""Nothing is adopted without a quorum of each side in the room: by no sequence of deeds, nor at once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.audit.models import AuditRecord
from palabre.committees.models import Meeting, Rules
from palabre.committees.services import vacate_seat
from palabre.meetings import services
from palabre.meetings.models import Decision
from palabre.meetings.quorum import needed_of, quorum_kept, quorum_of
from palabre.people.models import Side
from tests.committees.factories import seat
from tests.meetings.factories import DecisionFactory, everybody_comes, seats_of
from tests.moderation.test_at_once import all_at_once


def adopt(meeting, by):
    return services.record_decision(
        Meeting.objects.get(pk=meeting.pk), by=by, text_fr="Deux lampes au pont."
    )


@pytest.mark.django_db
class TestQuorum:
    def test_both_sides_in_the_room_may_adopt(self, in_session, secretary):
        civilians = seats_of(in_session.committee, Side.CIVILIAN)
        forces = seats_of(in_session.committee, Side.FORCES)
        services.mark_present(in_session, civilians[:2], deputies=forces[:2], by=secretary)

        adopted = adopt(in_session, secretary)

        assert (adopted.number, adopted.present_civilian, adopted.needed_forces) == (1, 2, 2)
        assert AuditRecord.objects.filter(action="meetings.decision.adopted").count() == 1

    def test_one_side_alone_is_told_who_is_missing(self, in_session, secretary):
        services.mark_present(
            in_session, seats_of(in_session.committee, Side.CIVILIAN), by=secretary
        )

        with pytest.raises(PermissionDenied, match="2 more members of the forces must be in"):
            adopt(in_session, secretary)
        assert not Decision.objects.exists()

    def test_who_left_is_no_longer_counted(self, in_session, gendarme):
        everybody_comes(in_session)
        first, second, _third = seats_of(in_session.committee, Side.FORCES)
        services.mark_absent(in_session, first, by=gendarme)
        adopt(in_session, gendarme)

        services.mark_absent(in_session, second, by=gendarme)

        with pytest.raises(PermissionDenied, match="1 more member of the forces"):
            adopt(in_session, gendarme)

    def test_nothing_is_adopted_before_nor_after(self, meeting, in_session, secretary):
        everybody_comes(in_session)
        services.close_session(in_session, by=secretary)

        with pytest.raises(PermissionDenied, match="outside of a session"):
            adopt(in_session, secretary)

    def test_a_member_records_nothing(self, in_session, member):
        everybody_comes(in_session)

        with pytest.raises(PermissionDenied, match="Only a co-chair"):
            adopt(in_session, member)
        with pytest.raises(PermissionDenied, match="Only a co-chair"):
            services.mark_present(in_session, [], by=member)

    def test_the_database_keeps_no_decision_without_both(self, in_session):
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionFactory.create(meeting=in_session, present_forces=1, needed_forces=2)
        with pytest.raises(IntegrityError), transaction.atomic():
            DecisionFactory.create(meeting=in_session, present_forces=0, needed_forces=0)

    def test_the_rules_of_its_day_hold(self, in_session, secretary):
        Rules.objects.filter(pk=in_session.rules_id).update(quorum=100)
        everybody_comes(in_session)
        (first, *_others) = seats_of(in_session.committee, Side.CIVILIAN)
        services.mark_absent(in_session, first, by=secretary)

        with pytest.raises(PermissionDenied, match="1 more civilian must"):
            adopt(in_session, secretary)

    def test_it_opens_on_its_day_and_once(self, meeting, secretary):
        with pytest.raises(PermissionDenied, match="on its day"):
            services.open_session(meeting, by=secretary)
        meeting.starts_at = timezone.now() - timedelta(days=2)
        meeting.save()
        with pytest.raises(PermissionDenied, match="day of this meeting has passed"):
            services.open_session(meeting, by=secretary)


@pytest.mark.parametrize(
    ("seated", "percent", "needed"), [(0, 50, 1), (3, 50, 2), (4, 50, 2), (7, 1, 1), (11, 67, 8)]
)
def test_a_quorum_is_rounded_up_and_never_nobody(seated, percent, needed):
    assert needed_of(seated, percent) == needed


DEED = st.tuples(
    st.sampled_from(["come", "deputy", "leave", "vacate", "seat", "adopt", "adopt"]),
    st.sampled_from([Side.CIVILIAN, Side.FORCES]),
    st.integers(0, 5),
)


@pytest.mark.django_db
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=st.lists(DEED, max_size=14), percent=st.sampled_from([1, 50, 67, 100]))
def test_no_sequence_of_deeds_adopts_without_both_quorums(in_session, secretary, deeds, percent):
    """What is in the room is counted here by other means: sets of seats, kept by the test itself."""
    with transaction.atomic():
        type(in_session.rules).objects.filter(pk=in_session.rules_id).update(quorum=percent)
        held = {side: set(seats_of(in_session.committee, side)) for side in Side.values[:2]}
        there: dict[str, set[int]] = {side: set() for side in held}
        for what, side, number in deeds:
            _do(in_session, secretary, what, (side, number, held, there))
        transaction.set_rollback(True)


def _do(meeting, secretary, what, where):
    side, number, held, there = where
    seats = sorted(held[side])
    chosen = seats[number % len(seats)] if seats else 0
    if what == "seat":
        user = seat(meeting.committee, side=side)
        held[side].add(user.seats.get().pk)
    elif what == "adopt":
        may = all(there[each] and _enough(meeting, held[each], there[each]) for each in held)
        assert (may and _is_even(held)) == _adopts(meeting, secretary)
    elif chosen and _move(meeting, secretary, what, chosen):
        if what == "vacate":
            held[side].discard(chosen)
        there[side] = (
            there[side] | {chosen} if what in ("come", "deputy") else there[side] - {chosen}
        )


def _enough(meeting, held, there):
    meeting.rules.refresh_from_db()
    return 100 * len(there) >= meeting.rules.quorum * len(held)


def _is_even(held):
    civilians, forces = (len(seats) for seats in held.values())
    return abs(civilians - forces) <= 1 and min(civilians, forces) >= 2


def _adopts(meeting, by):
    before = Decision.objects.count()
    try:
        adopt(meeting, by)
    except PermissionDenied:
        assert Decision.objects.count() == before
        return False
    return True


def _move(meeting, by, what, pk):
    """False where the rules of the committee would not have it: not everybody may be let go."""
    try:
        _move_or_refuse(meeting, by, what, pk)
    except PermissionDenied:
        assert what == "vacate"
        return False
    return True


def _move_or_refuse(meeting, by, what, pk):
    if what == "come":
        services.mark_present(meeting, [pk], by=by)
    elif what == "deputy":
        services.mark_present(meeting, [], deputies=[pk], by=by)
    elif what == "leave":
        services.mark_absent(meeting, pk, by=by)
    else:
        vacate_seat(meeting.committee.seats.get(pk=pk), by=by)


# Asked by PostgreSQL itself in the instant of each commit: is half of the forces in the room?
AT_COMMIT = """
CREATE FUNCTION half_of_the_forces() RETURNS trigger AS $$
DECLARE seated integer; present integer;
BEGIN
  SELECT count(*), count(a.id) INTO seated, present
  FROM committees_meeting m JOIN committees_seat s ON s.committee_id = m.committee_id
  LEFT JOIN meetings_attendance a ON a.seat_id = s.id AND a.meeting_id = m.id
  WHERE m.id = NEW.meeting_id AND s.side = 'forces'
    AND s.left_on IS NULL AND s.user_id IS NOT NULL;  -- a free place is nobody's
  IF present = 0 OR present * 2 < seated THEN RAISE EXCEPTION 'adopted without a quorum'; END IF;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER half_of_the_forces AFTER INSERT ON meetings_decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION half_of_the_forces();
"""


@pytest.fixture
def watched_by_the_database(transactional_db):
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(AT_COMMIT)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP FUNCTION half_of_the_forces CASCADE")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_adopt_nothing_once_a_side_has_left(
    watched_by_the_database, in_session, secretary
):
    everybody_comes(in_session)
    first, second, third = seats_of(in_session.committee, Side.FORCES)
    leaving: list[Callable[[], object]] = [
        partial(services.mark_absent, in_session, first, by=secretary),
        lambda: vacate_seat(in_session.committee.seats.get(pk=second), by=secretary),
        partial(services.mark_absent, in_session, third, by=secretary),
    ]

    seen = all_at_once([partial(adopt, in_session, secretary) for _ in range(17)] + leaving)

    assert set(seen) <= {"done", "refused"}
    assert seen["done"] == Decision.objects.count() + 3
    assert quorum_of(Meeting.objects.get(pk=in_session.pk)).of(Side.FORCES).present == 0
    numbers = list(Decision.objects.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db
def test_under_the_rule_numbers_stay_and_who_came_does_not(in_session, secretary):
    type(in_session).objects.filter(pk=in_session.pk).update(is_chatham=True)
    everybody_comes(in_session)

    services.close_session(in_session, by=secretary)

    in_session.refresh_from_db()
    assert not in_session.attendances.exists()
    assert [one.present for one in quorum_kept(in_session).sides] == [3, 3, 0]


@pytest.mark.django_db
def test_elsewhere_the_attendance_list_stays(in_session, secretary):
    everybody_comes(in_session)

    services.close_session(in_session, by=secretary)

    assert in_session.attendances.count() == 6
