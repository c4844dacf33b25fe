"""Two keys in the database: a hand at its prompt removes with one no more than a page does."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from palabre.core import guards
from palabre.forums.models import Post, Topic
from palabre.moderation.models import Case, Choice, Decision, Recusal
from palabre.moderation.services import decide, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def refuses(deed, words=""):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        deed()


def decided(case, person, side, *, round_=1, choice=Choice.REMOVE):
    return lambda: Decision.objects.create(
        case=case, round=round_, side=side, moderator=person, choice=choice, rule=case.rule
    )


def closed_as_removed(case):
    return lambda: Case.objects.filter(pk=case.pk).update(outcome="removed", closed_on="2026-01-02")


def test_no_key_and_one_key_remove_nothing(case, civilian):
    refuses(closed_as_removed(case), "with one key")
    decided(case, civilian, Side.CIVILIAN)()
    refuses(closed_as_removed(case), "with one key")


def test_a_side_that_keeps_is_no_key(case, civilian, forces):
    decided(case, civilian, Side.CIVILIAN)()
    decided(case, forces, Side.FORCES, choice=Choice.KEEP)()

    refuses(closed_as_removed(case), "with one key")


def test_who_thought_better_of_it_is_no_key(case, civilian, forces):
    decided(case, civilian, Side.CIVILIAN)()
    decided(case, forces, Side.FORCES, choice=Choice.KEEP)()
    Case.objects.update(round=2)
    decided(case, forces, Side.FORCES, round_=2)()
    decided(case, civilian, Side.CIVILIAN, round_=2, choice=Choice.KEEP)()

    refuses(closed_as_removed(case), "with one key")


def test_two_of_one_side_on_a_panel_are_no_two_keys(case, space, civilian, forces):
    decided(case, civilian, Side.CIVILIAN)()
    decided(case, forces, Side.FORCES)()
    two = [moderator(space, Side.CIVILIAN) for _ in range(2)]
    Case.objects.update(round=3)
    for person in two:
        case.panel.create(moderator=person, side=Side.CIVILIAN)
        decided(case, person, Side.CIVILIAN, round_=3)()

    refuses(closed_as_removed(case), "with one key")


def test_nobody_has_a_key_but_in_turn(case, civilian, forum):
    space = case.space
    stranger = moderator(forum, Side.CIVILIAN)
    quarrelling = moderator(space, Side.CIVILIAN)
    Recusal.objects.create(case=case, moderator=quarrelling)
    reporting = moderator(space, Side.FORCES)
    report(case.item, rule=case.rule, by=reporting)
    for person, side, round_ in (
        (stranger, Side.CIVILIAN, 1),  # of another space
        (civilian, Side.FORCES, 1),  # for the other side
        (quarrelling, Side.CIVILIAN, 1),
        (reporting, Side.FORCES, 1),
        (civilian, Side.CIVILIAN, 2),  # before there is a second look
        (civilian, Side.CIVILIAN, 3),
        (join(space), Side.CIVILIAN, 1),
    ):
        refuses(decided(case, person, side, round_=round_), "no key to this case")


def test_nobody_has_a_key_to_their_own_words(space, civilian, insult):
    case = report(post_in(space, by=civilian), rule=insult, by=join(space))

    refuses(decided(case, civilian, Side.CIVILIAN), "their own words")


def test_a_decision_is_never_changed(case, civilian):
    decide(case, choice=Choice.KEEP, rule=case.rule, by=civilian)

    refuses(lambda: Decision.objects.update(choice=Choice.REMOVE), "never changed")


def test_what_was_decided_stays_decided(case, judges, post):
    for judge in judges:
        decide(case, choice=Choice.KEEP, rule=case.rule, by=judge)
    every = Case.objects.filter(pk=case.pk)

    refuses(lambda: every.update(outcome="", closed_on=None), "stays decided")
    refuses(lambda: every.update(item_pk=str(post.pk + 1)), "stays decided")
    refuses(lambda: every.update(one_key=True), "stays decided")
    refuses(lambda: CaseFactory.create(outcome="removed", closed_on="2026-01-02"), "begins open")


@pytest.mark.parametrize("state", ["removed", "veiled"])
def test_a_thing_is_hidden_only_as_its_case_says(case, post, state):
    refuses(lambda: Post.objects.update(state=state), "as its case says")
    refuses(lambda: Topic.objects.update(state=state), "as its case says")


def test_everything_that_is_moderated_has_its_guard(db):
    """A table that SQLite rebuilds loses its triggers: they are made again after each migrate."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        there = {name for (name,) in cursor.fetchall()}

    for label in ("forums.post", "forums.topic", "committees.contribution"):
        table = apps.get_model(label)._meta.db_table
        assert {
            f"guard_{table}_follows_its_case",
            f"guard_{table}_not_judged_by_author",
        } <= there
    assert "guard_committees_namelesscontribution_follows_its_case" in there


def test_guards_that_were_lifted_are_back(case):
    with guards.lifted():
        closed_as_removed(case)()
    refuses(lambda: Case.objects.update(outcome=""), "stays decided")
