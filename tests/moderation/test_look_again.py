"""Where two sides differ: their reasons, a second look, then three drawn by lot."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.forums.models import State
from palabre.moderation.models import Case, Choice, Outcome, Round
from palabre.moderation.services import decide, look_after_cases, recuse, report
from palabre.notifications.models import Notice
from palabre.people.models import Side
from palabre.spaces.models import Membership, Role
from tests.moderation.factories import differ, moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def say(case, choice, *people):
    for one in people:
        case = decide(case, choice=choice, rule=case.rule, by=one)
    return case


@pytest.fixture
def differing(case, civilian, forces):
    say(case, Choice.REMOVE, civilian)
    return say(case, Choice.KEEP, forces)


@pytest.fixture
def others(space):
    """Two more of each side, for the lot to draw from."""
    sides = [Side.CIVILIAN, Side.FORCES] * 2
    return [moderator(space, side) for side in sides]


@pytest.fixture
def with_panel(others, case, civilian, forces):
    return differ(case, civilian, forces)


def panel_of(case, side):
    return [one.moderator for one in case.panel.filter(side=side).select_related("moderator")]


def by_side(case):
    """The two of one side first, the one of the other after."""
    found = [panel_of(case, side) for side in (Side.CIVILIAN, Side.FORCES)]
    return sorted(found, key=len, reverse=True)


def test_both_are_asked_to_look_again(differing, post, civilian, forces):
    assert differing.is_open
    assert differing.round == Round.SECOND
    asked = Notice.objects.filter(kind="moderation.look_again")
    assert {notice.user for notice in asked} == {civilian, forces}
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


@pytest.mark.parametrize(
    ("choice", "outcome"), [(Choice.REMOVE, Outcome.REMOVED), (Choice.KEEP, Outcome.KEPT)]
)
def test_who_is_convinced_agrees(differing, civilian, forces, choice, outcome):
    assert say(differing, choice, civilian, forces).outcome == outcome


def test_nobody_else_takes_the_second_look(differing, space, civilian):
    with pytest.raises(PermissionDenied, match="who decided first"):
        say(differing, Choice.KEEP, moderator(space, Side.CIVILIAN))
    say(differing, Choice.REMOVE, civilian)
    with pytest.raises(PermissionDenied, match="looked at it twice"):
        say(differing, Choice.KEEP, civilian)


def test_too_few_for_a_panel_and_it_stays(case, civilian, forces):
    assert differ(case, civilian, forces).outcome == Outcome.DISAGREED


def test_the_lot_draws_three_of_both_sides_and_none_of_the_pair(with_panel, civilian, forces):
    drawn = [one.moderator for one in with_panel.panel.all()]

    assert with_panel.round == Round.PANEL
    assert sorted(map(len, by_side(with_panel))) == [1, 2]
    assert not {civilian, forces} & set(drawn)
    assert Notice.objects.filter(kind="moderation.panel").count() == 3


def test_the_lot_is_chance(space, insult, civilian, forces, others):
    drawn = set()
    for _ in range(12):
        case = report(post_in(space), rule=insult, by=join(space))
        differ(case, civilian, forces)
        drawn |= set(case.panel.values_list("moderator", flat=True))

    assert drawn == {one.pk for one in others}


def test_it_spares_whoever_reported_wrote_or_has_a_conflict(space, insult, civilian, forces):
    writer, reporter, quarrelling, free = (moderator(space, Side.CIVILIAN) for _ in range(4))
    far = [moderator(space, Side.FORCES) for _ in range(2)]
    case = report(post_in(space, by=writer), rule=insult, by=reporter)
    recuse(case, by=quarrelling)

    differ(case, civilian, forces)

    assert set(case.panel.values_list("moderator", flat=True)) == {
        free.pk,
        *(one.pk for one in far),
    }


def test_a_panel_removes_with_a_key_of_each_side(with_panel, post):
    two, one = by_side(with_panel)

    assert say(with_panel, Choice.REMOVE, two[0]).is_open
    assert say(with_panel, Choice.REMOVE, one[0]).outcome == Outcome.REMOVED
    post.refresh_from_db()
    assert post.state == State.REMOVED


def test_two_of_one_side_remove_nothing(with_panel, post):
    two, one = by_side(with_panel)

    assert say(with_panel, Choice.REMOVE, *two).is_open
    assert say(with_panel, Choice.KEEP, *one).outcome == Outcome.DISAGREED
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_a_panel_of_two_who_keep_has_decided(with_panel):
    two, one = by_side(with_panel)

    assert say(with_panel, Choice.KEEP, two[0]).is_open
    assert say(with_panel, Choice.KEEP, *one).outcome == Outcome.KEPT


def test_who_was_not_drawn_has_no_voice(with_panel, space, civilian):
    for person in (civilian, moderator(space, Side.CIVILIAN)):
        with pytest.raises(PermissionDenied, match="drawn by lot"):
            say(with_panel, Choice.REMOVE, person)


def test_another_lot_for_who_cannot_judge(with_panel):
    _two, one = by_side(with_panel)

    recuse(with_panel, by=one[0])

    assert sorted(map(len, by_side(with_panel))) == [1, 2]
    assert one[0].pk not in with_panel.panel.values_list("moderator", flat=True)


def test_where_no_lot_is_left_it_stays(with_panel):
    while Case.objects.get().is_open:
        recuse(with_panel, by=by_side(with_panel)[1][0])

    assert Case.objects.get().outcome == Outcome.DISAGREED


def test_who_said_that_they_cannot_judge_does_not(case, civilian, insult):
    recuse(case, by=civilian)

    with pytest.raises(PermissionDenied, match="you cannot judge this"):
        say(case, Choice.KEEP, civilian)


def test_danger_stays_hidden_only_until_it_is_clear(veiled, post, civilian, forces, others):
    danger = rule_named("danger")
    decide(veiled, choice=Choice.REMOVE, rule=danger, by=civilian)
    decide(veiled, choice=Choice.KEEP, rule=danger, by=forces)

    post.refresh_from_db()
    assert post.state == State.VEILED
    say(veiled, Choice.KEEP, civilian, forces)
    post.refresh_from_db()
    assert post.state == State.PUBLISHED


def test_another_lot_for_who_lost_their_office_since(with_panel):
    """Whoever takes an office away takes no panel apart with it."""
    (gone, _other), _one = by_side(with_panel)
    Membership.objects.get(user=gone, role=Role.MODERATOR).delete()

    look_after_cases()

    assert not with_panel.panel.filter(moderator=gone).exists()
    assert with_panel.panel.count() == 3


def test_a_panel_that_nobody_is_left_for_repeats_no_reason_to_the_author(
    veiled, space, author, civilian, forces
):
    third = [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES, Side.FORCES)]
    panel = differ(veiled, civilian, forces)
    recuse(panel, by=third[0])

    words = Notice.objects.get(user=author, kind="moderation.restored").words
    assert (words["civilian_en"], words["forces_en"]) == ("It sells.", "It asks.")
