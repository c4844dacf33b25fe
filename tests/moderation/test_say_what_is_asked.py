"""A case says in its own words what is decided there: of a text, of an appeal, of a sanction."""

import pytest
from django.urls import reverse

from palabre.core import guards
from palabre.moderation.models import Case, Choice, Decision, Outcome
from palabre.moderation.services import appeal_by_name, decide, propose_pause, propose_sanction
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, differ, moderator
from tests.moderation.measures import agree

pytestmark = pytest.mark.django_db


def read(client, user, case):
    client.force_login(user)
    return client.get(case.get_absolute_url()).content.decode()


def send(client, user, case, **said):
    client.force_login(user)
    address = reverse("moderation:decide", args=[case.pk])
    return client.post(address, said, follow=True).content.decode()


@pytest.fixture
def removed(case, judges):
    return agree(case, *judges)


def test_whoever_decides_last_reads_what_begins_now(client, case, space, civilian, forces):
    for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES):
        moderator(space, side)
    keep, remove = (
        {"decision": each, "reason": case.rule.code, "note": "Because."} for each in Choice.values
    )
    assert "The other side decides now, without seeing it." in send(
        client, civilian, case, **remove
    )
    assert "Read both reasons below, and look at it once more." in send(
        client, forces, case, **keep
    )
    assert "The other side decides now, without seeing it." in send(
        client, civilian, case, **remove
    )
    assert "Three others, drawn by lot, decide now." in send(client, forces, case, **keep)


def test_who_was_removed_by_a_panel_is_not_told_that_both_sides_agreed(case, space, judges, author):
    for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES):
        moderator(space, side)
    differ(case, *judges)
    for seat in case.panel.order_by("side"):
        if Case.objects.get().is_open:
            decide(case, choice=Choice.REMOVE, rule=case.rule, by=seat.moderator)

    said = tell_in_words(author.notices.get()).sentence

    assert "a panel of three, drawn by lot from both sides, decided so" in said


def test_an_appeal_is_heard_or_not(client, removed, space, author):
    pair = [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]
    again = appeal_by_name(removed, plea="I named nobody.", by=author)

    assert "Leave it removed" in read(client, pair[0], again)
    for one in pair:
        decide(again, choice=Choice.KEEP, rule=again.rule, by=one)

    again.refresh_from_db()
    assert again.get_outcome_display() == "Given back"
    assert {each.get_choice_display() for each in again.decisions.all()} == {"Give it back"}
    client.force_login(author)
    told = client.get(reverse("moderation:decision", args=[removed.pk])).content.decode()
    assert "Give it back" in told
    assert "Keep it as it is" not in told


def test_the_second_key_of_a_sanction_is_asked_for_no_passage(client, removed, civilian, forces):
    asked = propose_sanction(removed, kind="notice", days=0, note="Again.", by=civilian)

    page = read(client, forces, asked)
    assert "Proposes it" in page
    assert "It begins only if the other side agrees." in page
    for word in (
        "Which passage?",
        "A ready reason",
        "Which rule did you judge by?",
        "the thing stays",
    ):
        assert word not in page
    send(client, forces, asked, decision="remove")

    assert Decision.objects.get(case=asked, moderator=forces).rule == removed.rule


def test_an_appeal_against_a_sanction_lifts_or_upholds_it(client, removed, judges, author, space):
    asked = propose_sanction(removed, kind="notice", days=0, note="Again.", by=judges[0])
    agree(asked, judges[1])
    again = appeal_by_name(Case.objects.get(pk=asked.pk), plea="Once is enough.", by=author)

    page = read(client, moderator(space, Side.CIVILIAN), again)

    assert "Lift it" in page
    assert "Uphold it" in page
    assert "It goes on only if you both say so." in page


def test_no_rule_is_at_stake_before_somebody_chose_it(client, post, space, civilian, insult):
    client.force_login(civilian)
    address = reverse("moderation:pause", args=["forums.topic", post.topic_id])

    answer = client.post(address, {"kind": "pause", "days": 2, "note": "It burns."})

    assert answer.status_code == 422
    assert "Choose the rule that is at stake." in answer.content.decode()
    assert "It burns." in answer.content.decode()
    paused = propose_pause(post.topic, kind="pause", rule=insult, days=2, note="x", by=civilian)
    assert str(space) in read(client, civilian, paused)


def test_days_are_asked_only_where_something_lasts(client, removed, civilian):
    client.force_login(civilian)
    address = reverse("moderation:sanction", args=[removed.pk])

    assert "For how many days?" not in client.get(address).content.decode()
    client.post(address, {"kind": "notice", "note": "Again."})

    assert Case.objects.get(label="moderation.sanction").decisions.count() == 1


def test_a_case_that_time_closed_says_that_nobody_decided(client, space, civilian):
    case = CaseFactory.create(space=space)
    with guards.lifted():
        Case.objects.update(outcome=Outcome.LAPSED, closed_on="2026-01-02")

    page = read(client, civilian, case)

    assert page.count("Did not decide") == 2
