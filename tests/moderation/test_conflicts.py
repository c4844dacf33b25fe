"""Whoever said that they cannot judge something has no part in what follows from it either."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from palabre.moderation import selectors
from palabre.moderation.measure_rules import can_follow
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Outcome,
    Recusal,
    Round,
    Sanction,
)
from palabre.moderation.rules import can_decide, can_note, can_sit_on_panel
from palabre.moderation.services import (
    appeal_by_name,
    decide,
    look_after_cases,
    propose_sanction,
    recuse,
    report,
)
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.moderation.factories import differ, moderator, of_newcomer
from tests.moderation.measures import agree
from tests.spaces.factories import join

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


# --- Whoever finds out once they have decided -------------------------------------------------------
@pytest.fixture
def others(space):
    """Three more, for the lot to draw from."""
    return [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES)]


def say(case, choice, *people):
    for one in people:
        case = decide(case, choice=choice, rule=case.rule, note=f"By {one.pk}.", by=one)
    return case


def close_by_hand(case):
    return Case.objects.filter(pk=case.pk).update(outcome="removed", closed_on="2026-01-02")


@pytest.mark.parametrize("looks", [1, 2, 3])
def test_what_they_decided_stays_and_a_panel_judges(case, civilian, forces, others, author, looks):
    """At the first look, at the second, and once they have looked twice."""
    for person, choice in zip((civilian, forces, civilian)[:looks], "rkk", strict=False):
        case = say(case, Choice.REMOVE if choice == "r" else Choice.KEEP, person)
    case = recuse(case, by=civilian)

    assert (case.round, case.panel.count()) == (Round.PANEL, 3)
    assert Decision.objects.count() == looks
    has_no_part(civilian, case)
    with pytest.raises(PermissionDenied, match="said so already"):
        recuse(case, by=civilian)
    for side in (Side.CIVILIAN, Side.FORCES):
        case = say(case, Choice.REMOVE, case.panel.filter(side=side).first().moderator)
    assert case.outcome == Outcome.REMOVED
    words = Notice.objects.get(user=author, kind="moderation.removed").words
    assert f"By {civilian.pk}." not in words["civilian_en"]


def test_where_there_are_too_few_for_a_panel_it_stays(case, civilian, forces, post):
    say(case, Choice.REMOVE, civilian)
    assert recuse(case, by=civilian).outcome == Outcome.LAPSED

    again = report(post, rule=case.rule, by=join(case.space))
    say(say(again, Choice.REMOVE, civilian), Choice.KEEP, forces)
    assert recuse(again, by=forces).outcome == Outcome.DISAGREED


def test_a_voice_on_the_panel_is_taken_by_another(case, civilian, forces, others, space):
    differ(case, civilian, forces)
    _civil, *two = others
    seated = case.panel.filter(side=Side.FORCES).values_list("moderator", flat=True)
    close = next(one for one in two if one.pk in seated)
    say(case, Choice.REMOVE, close)
    fourth = moderator(space, Side.FORCES)

    case = recuse(case, by=close)

    assert case.panel.count() == 3
    assert fourth.pk in case.panel.values_list("moderator", flat=True)
    assert say(case, Choice.REMOVE, others[0]).is_open  # the voice that was taken back is no key
    with pytest.raises(IntegrityError, match="with one key"), transaction.atomic():
        close_by_hand(case)
    assert say(case, Choice.REMOVE, fourth).outcome == Outcome.REMOVED


def test_in_the_database_it_is_no_key_any_more(case, civilian, forces):
    say(case, Choice.REMOVE, civilian)
    Recusal.objects.create(case=case, moderator=civilian)
    key = {"case": case, "moderator": forces, "side": Side.FORCES, "rule": case.rule}
    Decision.objects.create(**key, choice=Choice.REMOVE)

    with pytest.raises(IntegrityError, match="with one key"), transaction.atomic():
        close_by_hand(case)


def test_what_waits_is_let_in_by_the_others_or_by_time(space, post, insult, civilian, forces):
    Case.objects.filter(pk=of_newcomer(space, topic=post.topic).pk).update(rule=insult)
    case = Case.objects.get()
    say(case, Choice.REMOVE, civilian)

    case = recuse(case, by=civilian)

    due = case.due_at
    assert (case.round, say(case, Choice.REMOVE, forces).outcome) == (Round.FIRST, "")
    assert Case.objects.get().due_at == due  # then time publishes it
    Case.objects.update(due_at=case.opened_at)
    look_after_cases()
    assert Case.objects.get().outcome == Outcome.LAPSED


def test_the_pages_offer_it_and_say_what_follows(client, case, civilian, forces, others):
    client.force_login(civilian)
    there = reverse("moderation:recuse", args=[case.pk])
    assert "Somebody else of your side judges it." in client.get(there).content.decode()
    say(case, Choice.REMOVE, civilian)
    assert there in client.get(case.get_absolute_url()).content.decode()

    page = client.get(there).content.decode()
    assert "stays in the record and counts no more" in page
    assert "nor in a sanction that follows" in page

    assert client.post(there).status_code == 302
    assert there not in client.get(case.get_absolute_url()).content.decode()
    assert "have not settled it" in client.get(case.get_absolute_url()).content.decode()
