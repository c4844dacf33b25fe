"""Two keys in the database: a hand at its prompt removes with one no more than a page does."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from palabre.core import guards
from palabre.forums.models import Post, Topic
from palabre.moderation.models import Case, Choice, Decision, Recusal, Report
from palabre.moderation.services import appeal_by_name, decide, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def refuses(deed, words="."):
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


def test_no_case_leaves_a_queue_without_a_decision(case, civilian):
    every = Case.objects.filter(pk=case.pk)
    for side in Side.CIVILIAN.value, Side.FORCES.value:
        refuses(lambda side=side: every.update(first_side=side), "has decided")
    refuses(lambda: CaseFactory.create(first_side=Side.CIVILIAN), "begins open")

    decide(case, choice=Choice.KEEP, rule=case.rule, by=civilian)

    assert every.get().first_side == Side.CIVILIAN
    for side in "", Side.FORCES.value:
        refuses(lambda side=side: every.update(first_side=side), "has decided")


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


def test_no_row_of_a_judgement_goes_or_gives_its_place_to_another(case, civilian, forces):
    """Whoever deletes a decision decides twice; whoever deletes a case hides for ever."""
    decide(case, choice=Choice.KEEP, rule=case.rule, by=civilian)
    Recusal.objects.create(case=case, moderator=forces)
    for model in (Decision, Recusal, Report, Case):
        table = model._meta.db_table
        refuses(lambda: model.objects.all()._raw_delete("default"))  # noqa: B023
        if connection.vendor == "sqlite":
            refuses(lambda: sql(f"REPLACE INTO {table} SELECT * FROM {table}"))  # noqa: B023, S608


def test_no_second_decision_takes_the_place_of_the_first(case, civilian):
    """SQLite’s REPLACE deletes whatever is in the way of a new row."""
    if connection.vendor != "sqlite":
        return
    decide(case, choice=Choice.KEEP, rule=case.rule, by=civilian)
    there = "case_id, round, side, moderator_id, rule_id, note, passage, ready_fr, ready_en"
    words = f"""REPLACE INTO moderation_decision (choice, {there})
        SELECT 'remove', {there} FROM moderation_decision"""  # noqa: S608

    refuses(lambda: sql(words), "never taken back")


def sql(words):
    with connection.cursor() as cursor:
        cursor.execute(words)


def test_nobody_becomes_impartial(case, reporter, civilian):
    """A report or a conflict is forgotten when the case is over, not while it can be judged."""
    Recusal.objects.create(case=case, moderator=civilian)

    refuses(lambda: Report.objects.update(reporter=None), "does not judge it")
    refuses(lambda: Report.objects.update(reporter=civilian), "does not judge it")
    refuses(lambda: Recusal.objects.update(moderator=reporter), "cannot judge it later")


def test_a_case_hides_once_and_for_no_longer_than_it_said(veiled):
    every = Case.objects.filter(pk=veiled.pk)
    later = veiled.veiled_until + timedelta(hours=1)

    refuses(lambda: every.update(veiled_until=later), "hidden once")
    every.update(is_veiled=False)
    refuses(lambda: every.update(is_veiled=True), "hidden once")


def test_nothing_is_hidden_but_for_danger(case):
    soon = case.opened_at + timedelta(hours=1)

    refuses(lambda: Case.objects.update(is_veiled=True, veiled_until=soon), "hidden once")


def test_no_case_begins_with_less_than_two_keys_or_gets_there(case, insult):
    every = Case.objects.filter(pk=case.pk)

    refuses(lambda: CaseFactory.create(one_key=True), "begins open")
    refuses(lambda: CaseFactory.create(is_veiled=True), "begins open")
    refuses(lambda: every.update(is_held=True), "stays decided")
    refuses(lambda: every.update(appeal_of=CaseFactory.create()), "stays decided")


def test_what_was_given_back_is_not_removed_by_the_old_case(case, judges, post, author, space):
    for judge in judges:
        decide(case, choice=Choice.REMOVE, rule=case.rule, by=judge)
    case.refresh_from_db()
    again = appeal_by_name(case, plea="It asks.", by=author)
    for side in (Side.CIVILIAN, Side.FORCES):
        decide(again, choice=Choice.KEEP, rule=case.rule, by=moderator(space, side))
    post.refresh_from_db()
    assert post.is_published

    refuses(lambda: Post.objects.update(state="removed"), "as its case says")


def test_what_was_published_never_waits_again(post):
    refuses(lambda: Post.objects.update(state="held"), "as its case says")


def test_a_guard_that_says_something_else_since_then_is_made_anew(case):
    older = guards.Guard("case_begins_open", "moderation_case", "INSERT", "1 = 0", "older")
    with connection.cursor() as cursor:
        for statement in older.made(connection.vendor):
            cursor.execute(statement)

    guards.set_up()

    refuses(lambda: CaseFactory.create(outcome="removed", closed_on="2026-01-02"), "begins open")


def test_guards_are_back_where_lifting_them_failed(case):
    with pytest.raises(ZeroDivisionError), guards.lifted():
        1 / 0  # noqa: B018

    refuses(closed_as_removed(case), "with one key")


def test_guards_that_were_lifted_are_back(case):
    with guards.lifted():
        closed_as_removed(case)()
    refuses(lambda: Case.objects.update(outcome=""), "stays decided")
