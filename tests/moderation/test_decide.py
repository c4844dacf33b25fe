import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.forums.models import State
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, Choice, Decision, Outcome
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from palabre.spaces.models import Membership, Role
from tests.moderation.factories import delete_for_good, differ, moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def test_one_key_alone_removes_nothing(case, post, civilian, insult):
    decided = decide(case, choice=Choice.REMOVE, rule=insult, by=civilian)

    post.refresh_from_db()
    assert decided.is_open
    assert post.state == State.PUBLISHED


def test_both_keys_remove_under_the_rule(case, post, civilian, forces, insult):
    decide(case, choice=Choice.REMOVE, rule=insult, by=civilian)
    closed = decide(case, choice=Choice.REMOVE, rule=insult, by=forces)

    post.refresh_from_db()
    assert closed.outcome == Outcome.REMOVED
    assert (post.state, post.removed_under) == (State.REMOVED, "insult")


def test_where_two_rules_are_named_the_first_of_the_list_counts(case, post, civilian, forces):
    decide(case, choice=Choice.REMOVE, rule=rule_named("off-topic"), by=civilian)
    closed = decide(case, choice=Choice.REMOVE, rule=rule_named("hate"), by=forces)

    assert closed.rule.code == "hate"


def test_both_keep_and_what_was_hidden_is_back(veiled, post, civilian, forces, danger):
    decide(veiled, choice=Choice.KEEP, rule=danger, by=civilian)
    closed = decide(veiled, choice=Choice.KEEP, rule=danger, by=forces)

    post.refresh_from_db()
    assert closed.outcome == Outcome.KEPT
    assert post.state == State.PUBLISHED


def test_what_danger_hid_and_both_remove_is_removed(veiled, post, civilian, forces, danger):
    for one in (civilian, forces):
        decide(veiled, choice=Choice.REMOVE, rule=danger, by=one)

    post.refresh_from_db()
    assert post.state == State.REMOVED


@pytest.mark.parametrize("hidden", ["case", "veiled"])
def test_when_they_differ_it_stays(request, hidden, post, civilian, forces):
    found = request.getfixturevalue(hidden)
    closed = differ(found, civilian, forces)

    post.refresh_from_db()
    assert closed.outcome == Outcome.DISAGREED
    assert post.state == State.PUBLISHED


def test_a_case_whose_thing_is_gone_still_closes(case, post, civilian, forces, insult):
    delete_for_good(post.topic)

    decide(case, choice=Choice.REMOVE, rule=insult, by=civilian)

    assert decide(case, choice=Choice.REMOVE, rule=insult, by=forces).outcome == Outcome.REMOVED


def test_the_record_says_who_decided_and_not_yet_what(case, civilian, insult):
    decide(case, choice=Choice.REMOVE, rule=insult, note="Rude", by=civilian)

    line = AuditRecord.objects.get(action=Action.CASE_DECIDED)
    assert line.actor == civilian.username
    assert line.details == {"side": "civilian", "round": 1}


# --- Who may not -------------------------------------------------------------------------------


def refused(case, by, words, choice=Choice.REMOVE):
    with pytest.raises(PermissionDenied, match=words):
        decide(case, choice=choice, rule=case.rule, by=by)


def test_a_side_decides_once(case, space, civilian, insult):
    decide(case, choice=Choice.KEEP, rule=insult, by=civilian)

    refused(case, civilian, "Your side has already decided")
    refused(case, moderator(space, Side.CIVILIAN), "Your side has already decided")


def test_a_closed_case_stays_closed(case, space, civilian, forces, insult):
    decide(case, choice=Choice.KEEP, rule=insult, by=civilian)
    decide(case, choice=Choice.KEEP, rule=insult, by=forces)

    refused(case, moderator(space, Side.FORCES), "closed")


def test_nobody_decides_what_they_reported(post, space, civilian, insult):
    case = report(post, rule=insult, by=civilian)

    refused(case, civilian, "You reported this yourself")


def test_nobody_reports_what_they_have_decided(case, post, civilian, danger):
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)

    with pytest.raises(PermissionDenied, match="You have decided"):
        report(post, rule=danger, by=civilian)


def test_nobody_decides_their_own_words(space, civilian, insult):
    case = report(post_in(space, by=civilian), rule=insult, by=join(space))

    refused(case, civilian, "your own words")


def test_who_does_not_moderate_here_does_not_decide(case, citizen, secretary, administrator):
    for person in (citizen, secretary, administrator):
        refused(case, person, "Only a moderator of this space")


def test_a_moderator_elsewhere_does_not_decide(case, forum):
    refused(case, moderator(forum, Side.CIVILIAN), "Only a moderator of this space")


@pytest.mark.parametrize("side", [Side.PARLIAMENT, Side.SECRETARIAT])
def test_there_are_two_keys_and_no_third(case, space, side):
    refused(case, moderator(space, side), "Only a moderator of this space")


def test_what_a_colleague_has_taken_waits_for_them(case, space, civilian):
    claim(case, by=civilian)

    refused(case, moderator(space, Side.CIVILIAN), "A colleague of your side")


def test_whoever_changes_sides_does_not_turn_both_keys(case, space, civilian, insult):
    decide(case, choice=Choice.REMOVE, rule=insult, by=civilian)
    Membership.objects.filter(user=civilian, role=Role.MODERATOR).update(side=Side.FORCES)

    refused(case, civilian, "for the other side")
    assert Decision.objects.count() == 1


def test_an_old_case_does_not_bind_a_new_one(case, post, space, civilian, forces, insult):
    for one in (civilian, forces):
        decide(case, choice=Choice.KEEP, rule=insult, by=one)
    again = report(post, rule=insult, by=join(space))

    decide(again, choice=Choice.KEEP, rule=insult, by=civilian)

    assert Case.objects.open().get() == again
