"""One report of danger hides at once. It must not hide everything, nor the same words for ever."""

import pytest
from django.utils import timezone

from palabre.forums import services as forums
from palabre.forums.models import Post, State
from palabre.moderation import services
from palabre.moderation.models import Case, Choice, Standing
from palabre.moderation.services import decide, report
from palabre.moderation.services.veils import MOST_HIDDEN_BY_ONE
from palabre.people.models import Side
from tests.moderation.factories import moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def is_hidden(post):
    post.refresh_from_db()
    return post.state == State.VEILED


def keep(case, judges):
    for judge in judges:
        decide(case, choice=Choice.KEEP, rule=case.rule, by=judge)


def test_one_person_hides_a_few_things_and_no_whole_forum(space, danger, reporter):
    posts = [post_in(space) for _ in range(MOST_HIDDEN_BY_ONE + 1)]
    for post in posts:
        report(post, rule=danger, by=reporter)

    assert [is_hidden(post) for post in posts] == [True] * MOST_HIDDEN_BY_ONE + [False]
    report(posts[-1], rule=danger, by=join(space))
    assert is_hidden(posts[-1])


def test_who_cried_danger_for_nothing_hides_nothing_alone(post, space, danger, reporter):
    Standing.objects.create(user=reporter, dismissed=5)

    case = report(post, rule=danger, by=reporter)

    assert not is_hidden(post)
    assert case.reports.count() == 1
    report(post, rule=danger, by=join(space))
    assert is_hidden(post)


def test_what_was_given_back_on_appeal_is_not_hidden_by_the_next_report(
    veiled, judges, post, author, space, danger
):
    """Whatever rule it was removed under."""
    insult = rule_named("insult")
    for judge in judges:
        decide(veiled, choice=Choice.REMOVE, rule=insult, by=judge)
    again = services.appeal_by_name(Case.objects.get(), plea="It asks.", by=author)
    keep(again, [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)])

    report(post, rule=danger, by=join(space))

    assert not is_hidden(post)


def test_words_that_were_changed_since_may_be_hidden_once_more(
    veiled, judges, post, author, space, danger
):
    keep(veiled, judges)
    post.refresh_from_db()
    forums.edit(post, body="Ils dorment au 12, rue du Puits.", by=author)

    report(Post.objects.get(pk=post.pk), rule=danger, by=join(space))

    assert is_hidden(post)
    assert Case.objects.open().filter(veiled_until__gt=timezone.now()).exists()
