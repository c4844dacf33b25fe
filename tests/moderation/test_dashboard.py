from datetime import timedelta

import pytest
from django.utils import timezone

from palabre.core import guards
from palabre.core.days import today
from palabre.moderation.dashboard import dashboard_of
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Outcome,
    Procedure,
    Round,
    procedure_of,
)
from palabre.moderation.procedure_services import set_procedure
from palabre.moderation.services import appeal, decide, report
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.moderation.factories import CaseFactory, moderator, post_in, rule_named
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.django_db
PAGE = "/en/moderation/dashboard/"


def waiting(space, number, *, hours, **more):
    at = timezone.now() - timedelta(hours=hours)
    return CaseFactory.create_batch(number, space=space, opened_at=at, **more)


def closed(space, number, *, hours, said, judges, ago=1):
    with guards.lifted():
        made = CaseFactory.create_batch(
            number,
            space=space,
            outcome=Outcome.KEPT,
            hours_open=hours,
            closed_on=today() - timedelta(days=ago),
            promise_hours=procedure_of(space).promise_hours,
        )
        for case in made:
            for judge, choice in zip(judges, said, strict=True):
                side = case.side_of(judge)
                Decision.objects.create(
                    case=case,
                    round=Round.FIRST,
                    side=side,
                    moderator=judge,
                    choice=choice,
                    rule=case.rule,
                )


def test_what_waits_by_rule_by_age_and_for_whom(space, judges):
    civilian, _forces = judges
    waiting(space, 2, hours=3, rule=rule_named("hate"))
    (late,) = waiting(space, 1, hours=60, rule=rule_named("insult"))
    waiting(SpaceFactory.create(), 4, hours=3)
    decide(late, choice=Choice.KEEP, rule=late.rule, by=civilian)

    board = dashboard_of(civilian)

    assert (board.waiting, board.late) == (3, 1)
    assert [(line.number, line.share) for line in board.by_rule] == [(2, 66), (1, 33)]
    assert [line.number for line in board.by_age] == [2, 0, 1, 0]
    assert [(side.side, side.waiting) for side in board.sides] == [("civilian", 2), ("forces", 3)]


def test_the_promise_of_the_space_and_how_it_was_kept(space, judges):
    Procedure.objects.create(space=space, promise_hours=10)
    closed(space, 2, hours=9, said=(Choice.KEEP, Choice.KEEP), judges=judges)
    closed(space, 1, hours=11, said=(Choice.KEEP, Choice.REMOVE), judges=judges)
    closed(space, 1, hours=1, said=(Choice.KEEP, Choice.KEEP), judges=judges, ago=40)
    waiting(space, 1, hours=12, promise_hours=10)

    board = dashboard_of(judges[0])

    assert board.promises == [10]
    assert (board.lately.closed, board.lately.in_time, board.lately.in_time_share) == (3, 2, 66)
    assert (board.lately.looked_at_by_both, board.lately.agreed) == (3, 2)
    assert board.late == 1
    assert board.own == 3


def test_another_promise_holds_for_later_cases_and_changes_no_number_of_those_before(
    space, case, judges, secretary
):
    hour = timedelta(hours=1)
    with guards.lifted():
        Case.objects.filter(pk=case.pk).update(opened_at=timezone.now() - 60 * hour)
        closed(space, 3, hours=50, said=(Choice.KEEP, Choice.KEEP), judges=judges)
    before = dashboard_of(judges[0])
    assert (before.late, before.lately.in_time, before.promises) == (1, 0, [48])

    set_procedure(space, by=secretary, promise_hours=500)

    after = dashboard_of(judges[0])
    assert (after.late, after.lately, after.promises) == (1, before.lately, [500])
    assert report(post_in(space), rule=case.rule, by=join(space)).promise_hours == 500


def test_a_side_of_two_is_not_told_what_it_decided(client, space, judges):
    closed(space, 7, hours=1, said=(Choice.KEEP, Choice.KEEP), judges=judges)
    moderator(space, Side.CIVILIAN)
    moderator(space, Side.FORCES)
    assert [side.decided for side in dashboard_of(judges[0]).sides] == [None, None]

    moderator(space, Side.CIVILIAN)

    assert [side.decided for side in dashboard_of(judges[0]).sides] == [7, None]


def test_nobody_is_named_and_a_secretariat_has_no_number_of_its_own(
    client, space, judges, secretary
):
    closed(space, 2, hours=1, said=(Choice.KEEP, Choice.KEEP), judges=judges)
    client.force_login(secretary)

    page = client.get(PAGE).content.decode()

    assert "Yourself" not in page
    assert not [judge for judge in judges if str(judge) in page]
    client.force_login(judges[0])
    assert "Yourself: 2 decisions" in client.get(PAGE).content.decode()


def test_a_moderator_without_a_case_and_a_stranger(client, space, civilian):
    client.force_login(civilian)
    page = client.get(PAGE).content.decode()
    assert "No case is open." in page
    assert "No case was closed." in page

    client.force_login(join(space))
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("number", [10, 1000])
def test_as_many_queries_for_a_thousand_cases_as_for_ten(
    space, judges, number, django_assert_max_num_queries
):
    rule = rule_named("hate")
    Case.objects.bulk_create(
        Case(label="forums.post", item_pk=str(n), title="x", space=space, rule=rule)
        for n in range(number)
    )

    with django_assert_max_num_queries(8):
        assert dashboard_of(judges[0]).waiting == number


def test_a_second_role_does_not_count_a_case_twice(space, civilian):
    join(space, role=Role.SECRETARIAT)
    space.memberships.create(user=civilian, role=Role.SECRETARIAT, side=Side.CIVILIAN)
    waiting(space, 3, hours=1)

    assert dashboard_of(civilian).waiting == 3


def test_setting_the_promise_moves_no_open_case(space, case, secretary):
    before = case.due_at

    set_procedure(space, by=secretary, lapse_days=3, promise_hours=1)

    case.refresh_from_db()
    assert case.due_at == before


def test_an_appeal_is_promised_what_is_promised_on_its_own_day(case, judges, secretary):
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, by=judge)
    set_procedure(case.space, by=secretary, promise_hours=12)

    assert (appeal(case, plea="").promise_hours, case.promise_hours) == (12, 48)


def test_what_a_small_side_decided_is_not_written_and_not_said_to_be_a_secret(
    client, space, judges
):
    """Each case needs both sides and stands in the register: whoever counts there knows it."""
    closed(space, 7, hours=1, said=(Choice.KEEP, Choice.KEEP), judges=judges)
    client.force_login(judges[0])

    page = client.get(PAGE).content.decode()

    assert "not written" in page
    assert "tact, not a secret" in page
    assert "not told" not in page
