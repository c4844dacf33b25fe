"""Nothing is removed by waiting, and nothing stays hidden by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from palabre.core.days import today
from palabre.forums.models import State
from palabre.moderation.models import Case, Choice, Outcome, Procedure, Report, Round, procedure_of
from palabre.moderation.services import decide, look_after_cases, propose_sanction, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, differ, moderator
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def over(case, **fields):
    """Its time has come."""
    moment = timezone.now() - timedelta(minutes=1)
    Case.objects.filter(pk=case.pk).update(**dict.fromkeys(fields or ["due_at"], moment))
    look_after_cases()
    case.refresh_from_db()
    return case


def test_a_veil_falls_after_a_day_and_the_case_goes_on(veiled, post, author):
    assert veiled.veiled_until <= timezone.now() + timedelta(hours=24)

    over(veiled, veiled_until=True)

    post.refresh_from_db()
    assert (post.state, veiled.is_open, veiled.is_veiled) == (State.PUBLISHED, True, False)
    assert author.notices.filter(kind="moderation.shown_again").count() == 1


def test_one_case_that_cannot_be_ended_keeps_no_other_hidden(veiled, post, space):
    """Its thing is of a kind that this house does not know any more."""
    CaseFactory.create(space=space, label="gone.thing", due_at=timezone.now() - timedelta(days=1))

    with pytest.raises(LookupError):
        over(veiled, veiled_until=True)

    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_what_was_shown_again_is_not_hidden_by_the_next_report(veiled, post, space, danger):
    over(veiled, veiled_until=True)

    report(post, rule=danger, by=join(space))

    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_before_its_time_nothing_ends(veiled, post):
    look_after_cases()

    post.refresh_from_db()
    veiled.refresh_from_db()
    assert veiled.is_open
    assert post.state == State.VEILED


@pytest.mark.parametrize("hidden", ["case", "veiled"])
def test_a_case_that_one_side_leaves_lying_removes_nothing(request, hidden, post, civilian):
    found = request.getfixturevalue(hidden)
    decide(found, choice=Choice.REMOVE, rule=found.rule, by=civilian)

    assert over(found).outcome == Outcome.LAPSED
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_who_is_silent_at_the_second_look_stands_by_the_first(case, space, civilian, forces):
    for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES):
        moderator(space, side)
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)
    decide(case, choice=Choice.KEEP, rule=case.rule, by=forces)
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)

    assert over(case).round == Round.PANEL
    assert case.is_open


def test_one_who_comes_round_at_the_second_look_is_enough(case, civilian, forces):
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)
    decide(case, choice=Choice.KEEP, rule=case.rule, by=forces)
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=forces)

    assert over(case).outcome == Outcome.REMOVED


def test_a_panel_that_does_not_come_together_removes_nothing(case, space, civilian, forces):
    for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES):
        moderator(space, side)
    differ(case, civilian, forces)
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=case.panel.first().moderator)

    assert over(case).outcome == Outcome.LAPSED


def test_who_reported_and_what_it_said_is_forgotten_after_the_appeal(case, judges, reporter):
    for judge in judges:
        decide(case, choice=Choice.REMOVE, rule=case.rule, passage="an hour", by=judge)
    look_after_cases()
    case.refresh_from_db()
    assert case.original
    assert Report.objects.get().reporter == reporter

    ends = {"closed_on": today() - timedelta(31), "appeal_until": today() - timedelta(1)}
    Case.objects.update(**ends)
    look_after_cases()
    case.refresh_from_db()
    assert case.original  # an appeal of the last day may still wait for its batch
    Case.objects.update(appeal_until=today() - timedelta(2))
    look_after_cases()

    case.refresh_from_db()
    assert case.original == ""
    assert (Report.objects.get().reporter, Report.objects.get().note) == (None, "")
    assert set(case.decisions.values_list("passage", flat=True)) == {""}


def test_a_space_sets_its_own_times(post, space, danger, reporter):
    Procedure.objects.create(space=space, veil_hours=2, lapse_days=3)

    case = report(post, rule=danger, by=reporter)

    assert case.veiled_until
    assert case.due_at
    hours = (case.veiled_until - timezone.now()).total_seconds() / 3600
    assert 1 <= hours <= 2
    assert timedelta(days=2) < case.due_at - timezone.now() <= timedelta(days=3)
    assert procedure_of(space).appeal_days == 30


def test_who_reported_judges_no_sanction_that_followed(case, judges, reporter):
    """They are known until it is over, and its appeal."""
    for judge in judges:
        decide(case, choice=Choice.REMOVE, rule=case.rule, by=judge)
    case.refresh_from_db()
    asked = propose_sanction(case, kind="notice", days=0, note="Look.", by=judges[0])
    long_ago = today() - timedelta(40)
    every = Case.objects.filter(pk=case.pk)
    every.update(closed_on=long_ago, appeal_until=long_ago)

    look_after_cases()
    assert Report.objects.get().reporter == reporter
    decide(asked, choice=Choice.REMOVE, rule=case.rule, by=judges[1])
    look_after_cases()
    assert Report.objects.get().reporter == reporter

    Case.objects.update(closed_on=long_ago, appeal_until=long_ago)
    look_after_cases()
    assert Report.objects.get().reporter is None
