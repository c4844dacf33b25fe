"""Whoever said that they cannot judge something has no part in what follows from it either."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from palabre.moderation import selectors
from palabre.moderation.measure_rules import can_follow
from palabre.moderation.models import Choice, Decision, Recusal, Sanction
from palabre.moderation.rules import can_decide, can_note, can_sit_on_panel
from palabre.moderation.services import appeal_by_name, decide, propose_sanction, recuse, report
from palabre.people.models import Side
from tests.moderation.factories import moderator
from tests.moderation.measures import agree

pytestmark = pytest.mark.django_db


@pytest.fixture
def close_to_it(space):
    return moderator(space, Side.FORCES)


@pytest.fixture
def removed(case, judges, close_to_it):
    recuse(case, by=close_to_it)
    return agree(case, *judges)


def proposed(case, by):
    return propose_sanction(case, kind="notice", days=0, note="Again.", by=by)


def has_no_part(person, case):
    assert not can_decide(person, case)
    assert not can_note(person, case)
    assert not can_sit_on_panel(person, case)
    assert not selectors.queue(person).filter(selectors.shown(person)["todo"], pk=case.pk).exists()
    with pytest.raises(IntegrityError, match="no key to this case"), transaction.atomic():
        Decision.objects.create(
            case=case,
            round=case.round,
            side=Side.FORCES,
            moderator=person,
            choice=Choice.REMOVE,
            rule=case.rule,
        )


def test_it_reaches_the_sanction_and_its_appeal(removed, judges, author, close_to_it, space):
    assert not can_follow(close_to_it, removed)
    case = proposed(removed, judges[0])
    with pytest.raises(PermissionDenied, match="you cannot judge this"):
        decide(case, choice=Choice.REMOVE, rule=case.rule, by=close_to_it)
    has_no_part(close_to_it, case)

    case = agree(case, moderator(space, Side.FORCES))
    again = appeal_by_name(case, plea="I was provoked.", by=author)

    has_no_part(close_to_it, again)


def test_what_was_said_at_the_appeal_reaches_the_sanction(case, judges, author, close_to_it):
    agree(case, *judges)
    case.refresh_from_db()
    again = appeal_by_name(case, plea="It asks.", by=author)
    recuse(again, by=close_to_it)

    assert not can_follow(close_to_it, case)
    has_no_part(close_to_it, proposed(case, judges[0]))


def test_what_was_said_at_the_sanction_reaches_the_appeal_against_the_removal(
    case, judges, author, close_to_it
):
    agree(case, *judges)
    case.refresh_from_db()
    recuse(proposed(case, judges[0]), by=close_to_it)

    has_no_part(close_to_it, appeal_by_name(case, plea="It asks.", by=author))


def test_whoever_reported_finds_the_sanction_in_no_list(case, judges, space, post):
    reporting = moderator(space, Side.FORCES)
    report(post, rule=case.rule, by=reporting)
    agree(case, *judges)
    case.refresh_from_db()

    has_no_part(reporting, proposed(case, judges[0]))


def test_others_judge_it_as_before(removed, judges, space, close_to_it):
    case = proposed(removed, judges[0])
    free = moderator(space, Side.FORCES)

    assert Recusal.objects.count() == 1
    assert selectors.queue(free).filter(selectors.shown(free)["todo"], pk=case.pk).exists()
    agree(case, free)
    assert Sanction.objects.get().begins_at
