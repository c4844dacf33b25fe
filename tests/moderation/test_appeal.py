"""What was removed is looked at once more, by two others, if whoever wrote it asks."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from palabre.core.days import today
from palabre.forums.models import State
from palabre.moderation.models import Case, Choice, Origin, Outcome
from palabre.moderation.services import appeal_by_name, decide, look_after_cases, report
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.moderation.factories import moderator
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
PLEA = "I named no one: the rank is in the order itself."


@pytest.fixture
def removed(case, judges):
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, by=judge)
    return case


@pytest.fixture
def pair(space):
    return [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]


@pytest.fixture
def again(removed, author):
    return appeal_by_name(removed, plea=PLEA, by=author)


def test_an_appeal_is_a_case_with_the_words_as_they_were(again, removed, post):
    assert (again.origin, again.appeal_of, again.plea) == (Origin.APPEAL, removed, PLEA)
    assert again.original == post.html
    post.refresh_from_db()
    assert post.state == State.REMOVED


def test_another_pair_gives_it_back(again, pair, post, author, insult):
    for judge in pair:
        decide(again, choice=Choice.KEEP, rule=again.rule, by=judge)

    post.refresh_from_db()
    assert post.state == State.PUBLISHED
    assert Notice.objects.filter(user=author, kind="moderation.appeal.granted").count() == 1
    assert report(
        post, rule=insult, by=join(again.space)
    ).is_open  # it is a thing like any other again


def test_another_pair_upholds_it(again, pair, post, author):
    for judge in pair:
        decide(again, choice=Choice.REMOVE, rule=again.rule, by=judge)

    post.refresh_from_db()
    assert post.state == State.REMOVED
    assert Notice.objects.filter(user=author, kind="moderation.appeal.upheld").count() == 1


def test_one_key_of_the_new_pair_upholds_nothing(again, pair, post):
    for _look in range(2):
        decide(again, choice=Choice.REMOVE, rule=again.rule, by=pair[0])
        closed = decide(again, choice=Choice.KEEP, rule=again.rule, by=pair[1])

    post.refresh_from_db()
    assert closed.outcome == Outcome.DISAGREED
    assert post.state == State.PUBLISHED


def test_whoever_decided_or_reported_does_not_judge_the_appeal(post, space, judges, author, insult):
    reporting = moderator(space, Side.CIVILIAN)
    case = report(post, rule=insult, by=reporting)
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=insult, by=judge)
    again = appeal_by_name(case, plea=PLEA, by=author)

    for person, words in (*((one, "a different pair") for one in judges), (reporting, "reported")):
        with pytest.raises(PermissionDenied, match=words):
            decide(again, choice=Choice.REMOVE, rule=insult, by=person)


def test_a_plea_is_forgotten_with_the_words(again, pair):
    for judge in pair:
        decide(again, choice=Choice.REMOVE, rule=again.rule, by=judge)
    Case.objects.update(closed_on=today() - timedelta(31))
    Case.objects.filter(appeal_of=None).update(appeal_until=today() - timedelta(2))

    look_after_cases()

    again.refresh_from_db()
    assert (again.plea, again.original) == ("", "")


def test_only_whoever_wrote_it_appeals_once_and_in_time(removed, author, reporter):
    with pytest.raises(PermissionDenied, match="whoever wrote it"):
        appeal_by_name(removed, plea=PLEA, by=reporter)
    Case.objects.update(appeal_until=today() - timedelta(days=1))
    with pytest.raises(PermissionDenied, match="time for an appeal is over"):
        appeal_by_name(removed, plea=PLEA, by=author)
    Case.objects.update(appeal_until=today())
    appeal_by_name(removed, plea=PLEA, by=author)
    with pytest.raises(PermissionDenied, match="decided once"):
        appeal_by_name(removed, plea=PLEA, by=author)


def test_what_stayed_needs_no_appeal(case, judges, author):
    for judge in judges:
        case = decide(case, choice=Choice.KEEP, rule=case.rule, by=judge)

    with pytest.raises(PermissionDenied, match="nothing here to appeal"):
        appeal_by_name(case, plea=PLEA, by=author)
