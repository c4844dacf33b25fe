"""A committee's rules change by announcement, from a day on, and never backwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.composition import numbers_of
from palabre.committees.models import Committee, Rules, SeatKind
from palabre.meetings.services import call_meeting
from palabre.notifications.models import Notice
from palabre.notifications.registry import tell_in_words
from tests.committees.factories import CommitteeFactory, RulesFactory
from tests.people.factories import UserFactory

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel("2026-11-26T09:00Z", tick=False):
        yield


def announce(committee: Committee, *, by, on: date = TODAY + timedelta(days=7), **changes):
    numbers = {**numbers_of(committee.rules), **changes}
    return services.announce_rules(
        committee, by=by, numbers=numbers, shares={}, in_force_from=on, reason_fr="Ainsi."
    )


def afresh(committee: Committee) -> Committee:
    return Committee.objects.get(pk=committee.pk)


def test_it_holds_from_its_day_on_and_for_nothing_before(committee, secretary, trader):
    before = committee.rules
    meeting = call_meeting(
        committee, by=secretary, starts_at=datetime(2026, 12, 20, tzinfo=UTC), place_fr="Mairie"
    )
    discussion = services.open_discussion(
        committee, title="Pont", lang="fr", mode="named", is_public=False, by=trader
    )

    after = announce(committee, by=secretary, quorum=60)

    assert afresh(committee).rules == before
    with time_machine.travel("2026-12-03T00:00Z"):
        assert afresh(committee).rules == after
        assert afresh(committee).rules_on(TODAY) == before
    for called in (meeting, discussion):
        called.refresh_from_db()
        assert called.rules == before


@pytest.mark.parametrize("days", [-1, 0, 6])
def test_its_notice_is_the_one_that_the_rules_in_force_want(committee, secretary, days):
    with pytest.raises(PermissionDenied, match="7 days of notice: not before 3 December"):
        announce(committee, by=secretary, on=TODAY + timedelta(days=days), change_days=1)


def test_one_change_at_a_time_and_one_that_changes_something(committee, secretary):
    with pytest.raises(PermissionDenied, match="nothing would change"):
        announce(committee, by=secretary)
    first = announce(committee, by=secretary, quorum=60)
    with pytest.raises(PermissionDenied, match="announced already"):
        announce(committee, by=secretary, quorum=70)

    services.withdraw_rules(first, by=secretary)

    assert announce(committee, by=secretary, quorum=70).number == 3


def test_what_is_withdrawn_never_holds(committee, secretary):
    withdrawn = services.withdraw_rules(announce(committee, by=secretary, quorum=60), by=secretary)

    with time_machine.travel("2027-02-01T09:00Z"):
        assert afresh(committee).rules.number == 1
    with pytest.raises(PermissionDenied):
        services.withdraw_rules(withdrawn, by=secretary)


def test_what_is_in_force_is_withdrawn_no_more(committee, secretary):
    announced = announce(committee, by=secretary, quorum=60)

    with (
        time_machine.travel("2026-12-03T00:00Z"),
        pytest.raises(PermissionDenied, match="not yet in force"),
    ):
        services.withdraw_rules(announced, by=secretary)


def test_a_member_changes_nothing(committee, trader):
    with pytest.raises(PermissionDenied):
        announce(committee, by=trader, quorum=60)


def test_a_row_of_rules_is_never_changed(committee):
    committee.rules.quorum = 90
    with pytest.raises(TypeError):
        committee.rules.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RulesFactory.create(committee=committee, number=2, announced_on=TODAY, in_force_from=TODAY)


def test_members_are_told_and_the_record_knows(committee, secretary, trader, gendarme):
    announced = announce(committee, by=secretary, quorum=60)
    services.withdraw_rules(announced, by=secretary)

    told = [tell_in_words(notice).sentence for notice in Notice.objects.filter(user=trader)]
    assert any("changes its rules" in words and "3 December" in words for words in told)
    assert any("is withdrawn" in words for words in told)
    assert Notice.objects.filter(user=gendarme).count() == 2
    assert not Notice.objects.filter(user=secretary).exists()
    assert list(AuditRecord.objects.order_by("pk").values_list("action", flat=True)) == [
        "committees.rules.announced",
        "committees.rules.withdrawn",
    ]


def test_everyone_reads_what_changes_in_words(client, committee, secretary):
    women = SeatKind.objects.get(code="women")
    numbers = {**numbers_of(committee.rules), "quorum": 60, "tie": "chairs"}
    services.announce_rules(
        committee, by=secretary, numbers=numbers, shares={women: 2},
        in_force_from=date(2026, 12, 9), reason_fr="Plus de monde.", reason_en="More people.",
    )  # fmt: skip

    page = " ".join(client.get(committee.rules_url).content.decode().split())

    assert "Announced: a change from 9 December 2026" in page
    assert "Quorum on each side, in percent of its members: <span" in page
    for words in ("50%", "60%", "The motion falls", "Both co-chairs decide", "More people."):
        assert words in page
    assert "Fewest seats: Women’s associations" in page


def test_the_desk_announces_warns_and_withdraws(as_secretary, committee):
    address = reverse("committees_desk:rules", args=["kerouba"])
    women = SeatKind.objects.get(code="women")
    typed = {
        **{name: value for name, value in numbers_of(committee.rules).items() if value is not False},
        "in_force_from": "2026-12-03", "reason_fr": "Ainsi.", f"fewest_{women.pk}": 2,
    }  # fmt: skip

    early = as_secretary.post(address, {**typed, "in_force_from": "2026-12-02"})
    assert early.status_code == 422
    assert "Ainsi." in early.content.decode()
    assert as_secretary.post(address, typed).status_code == 302

    desk = as_secretary.get(address).content.decode()
    assert "The seats do not keep to the announced rules yet" in desk
    assert "Women’s associations: 0 seats. The rules want at least 2." in desk
    for _twice in range(2):
        as_secretary.post(reverse("committees_desk:withdraw_rules", args=["kerouba", 2]))
    assert Rules.objects.get(number=2).withdrawn_on == TODAY


def test_a_closed_committee_keeps_its_rules_to_itself(client, committee):
    committee.space.is_public = False
    committee.space.save()

    assert client.get(committee.rules_url).status_code == 404
    assert not Committee.objects.visible_to(AnonymousUser()).exists()


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("announce"), st.integers(-3, 12)),
        st.tuples(st.just("withdraw"), st.just(0)),
        st.tuples(st.just("wait"), st.integers(1, 9)),
    ),
    min_size=3,
    max_size=7,
)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_no_sequence_of_changes_touches_a_day_that_has_begun(db, steps):
    with transaction.atomic():
        committee = CommitteeFactory.create()
        by = UserFactory.create(is_superuser=True)
        today, held = TODAY, {TODAY: committee.rules.pk}
        for number, (step, days) in enumerate(steps):
            if step == "wait":
                today += timedelta(days=days)
            with time_machine.travel(today, tick=False):
                _take(step, afresh(committee), today + timedelta(days=days), number, by)
                held[today] = afresh(committee).rules.pk
                now = afresh(committee)
                assert {day: now.rules_on(day).pk for day in held} == held
        transaction.set_rollback(True)


def _take(step: str, committee: Committee, on: date, number: int, by) -> None:
    try:
        if step == "announce":
            announce(committee, by=by, on=on, quorum=51 + number)
        elif step == "withdraw":
            services.withdraw_rules(committee.rules_ever.order_by("-number")[0], by=by)
    except PermissionDenied:
        pass
