"""What people said, in the database: a hand at its prompt loses none of it, and has nothing wait anew."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from palabre.committees.models import Contribution
from palabre.core.days import today
from palabre.forums.models import Post, PostRevision, Topic
from palabre.forums.services import edit, reply
from palabre.forums.waiting import change, withdraw
from palabre.moderation.models import Case, Decision, Outcome, Procedure, Recusal, Report
from palabre.people.models import User
from tests.committees.factories import ContributionFactory
from tests.forums.factories import TopicFactory
from tests.moderation.factories import CaseFactory, remove
from tests.moderation.test_guards import refuses, sql
from tests.people.factories import UserFactory
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
NOT_LOST, NOT_ANEW = "neither deleted nor emptied", "does not wait"


@pytest.fixture
def procedure(space):
    return Procedure.objects.create(space=space, holds_all=True)


@pytest.fixture
def waiting(post, space, procedure, insult):
    """A reply that nobody else has read."""
    return reply(post.topic_id, body="It waits.", by=join(space))


@pytest.fixture
def waiting_topic(post, procedure, insult):
    made = TopicFactory.create(category=post.topic.category, by=join(procedure.space))
    assert not Post.objects.get(topic=made).is_published
    return Topic.objects.select_related("category__space").get(pk=made.pk)


def about(item, space, **more):
    label = item._meta.label_lower
    return lambda: CaseFactory.create(label=label, item_pk=str(item.pk), space=space, **more)


def taken_from(case):
    """Without its case: as where a hand has closed it."""
    Case.objects.filter(pk=case.pk).update(outcome=Outcome.KEPT, closed_on="2026-01-02")


# --- What waits --------------------------------------------------------------------------------


def test_nothing_that_is_public_begins_to_wait(post, space):
    known = UserFactory.create()
    User.objects.filter(pk=known.pk).update(joined_on="2026-01-02")

    for item in (post, post.topic, ContributionFactory.create(), known, space):
        refuses(about(item, space, is_held=True), NOT_ANEW)


def test_what_waits_does_so_in_its_own_space(waiting, waiting_topic, space, forum):
    for item in (waiting, waiting_topic):
        taken_from(Case.objects.about(item).get())
        refuses(about(item, forum, is_held=True), NOT_ANEW)
        about(item, space, is_held=True)()


def test_the_name_of_a_new_account_waits_and_one_that_was_removed_before(forum, insult):
    new, known = UserFactory.create(), UserFactory.create(name="The prefect")
    User.objects.filter(pk=known.pk).update(joined_on="2026-01-02")
    old = User.objects.filter(pk=known.pk)
    refuses(lambda: old.update(joined_on=today()), "while its account is new")
    remove(known, insult)

    for item in (new, known):
        about(item, forum, is_held=True)()


def test_one_key_is_for_what_waits_where_the_procedure_says_so(waiting, procedure, forum):
    taken_from(Case.objects.about(waiting).get())
    of_one_key = about(waiting, waiting.topic.category.space, is_held=True, one_key=True)

    refuses(of_one_key, "where the procedure of the space says so")
    Procedure.objects.update_or_create(space=forum, defaults={"spam_by_one": True})
    name = about(UserFactory.create(), forum, is_held=True, one_key=True)
    refuses(name, "where the procedure of the space says so")
    Procedure.objects.filter(pk=procedure.pk).update(spam_by_one=True)

    of_one_key()


def test_only_what_waits_is_taken_back(case):
    withdrawn = {"outcome": Outcome.WITHDRAWN, "closed_on": "2026-01-02"}

    refuses(lambda: Case.objects.update(**withdrawn), "only what waits")


# --- What was said -----------------------------------------------------------------------------


def test_nothing_that_people_said_is_deleted(post, waiting, waiting_topic):
    ContributionFactory.create()

    for model in (Post, Topic, Contribution):
        table = model._meta.db_table
        for row in model.objects.all():
            refuses(lambda: model.objects.filter(pk=row.pk)._raw_delete("default"), NOT_LOST)  # noqa: B023
        if connection.vendor == "sqlite":
            refuses(lambda: sql(f"REPLACE INTO {table} SELECT * FROM {table}"), NOT_LOST)  # noqa: B023, S608


def test_no_table_of_words_or_judgements_is_emptied_at_once(case):
    """PostgreSQL’s TRUNCATE asks no guard of rows, and takes along what stands upon them."""
    if connection.vendor != "postgresql":
        return
    sql("SET CONSTRAINTS ALL IMMEDIATE")  # nothing of this test is still to be looked at
    for model in (Post, PostRevision, Topic, Contribution, Decision, Recusal, Report, Case):
        refuses(lambda: sql(f"TRUNCATE {model._meta.db_table} CASCADE"))  # noqa: B023


def test_a_row_in_the_place_of_another_does_not_replace_it(post):
    if connection.vendor != "sqlite":
        return
    there = "topic_id, number, source_id, lang, posted_at, is_official, state, removed_under"
    words = f"""REPLACE INTO forums_post (body, html, {there})
        SELECT 'Other.', '<p>Other.</p>', {there} FROM forums_post"""  # noqa: S608

    refuses(lambda: sql(words), NOT_LOST)


def test_who_wrote_what_waits_takes_it_back(waiting, waiting_topic):
    withdraw(waiting, by=waiting.author)
    withdraw(Post.objects.get(topic=waiting_topic), by=waiting_topic.author)

    assert not Post.objects.held().exists()
    assert not Topic.objects.filter(pk=waiting_topic.pk).exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"body": ""},
        {"html": ""},
        {"body": "", "html": "", "edited_at": "2026-01-02T00:00Z"},
        {"body": "I said nothing."},
        {"body": "I said nothing.", "html": "<p>I said nothing.</p>"},
        {"number": 900_007},
    ],
)
def test_nothing_that_people_said_is_emptied_or_said_otherwise(post, changed):
    ContributionFactory.create()

    refuses(lambda: Post.objects.update(**changed), NOT_LOST)
    refuses(lambda: Contribution.objects.update(**changed), NOT_LOST)


def test_words_are_put_nowhere_else(post, forum):
    elsewhere = TopicFactory.create()

    refuses(lambda: Post.objects.filter(pk=post.pk).update(topic=elsewhere), NOT_LOST)


def test_what_a_post_said_before_it_was_changed_is_kept(post, author):
    said = post.body
    # A change that keeps nothing of what was there.
    anew = {"body": "No.", "html": "<p>No.</p>", "edited_at": timezone.now()}
    refuses(lambda: Post.objects.update(**anew), NOT_LOST)

    edit(post, body="Said again.", by=author)
    edit(post, body="And again.", by=author)

    assert list(PostRevision.objects.order_by("pk").values_list("body", flat=True)) == [
        said,
        "Said again.",
    ]
    refuses(lambda: PostRevision.objects.update(body=""), NOT_LOST)
    refuses(lambda: PostRevision.objects.all()._raw_delete("default"), NOT_LOST)


def test_what_waits_is_changed_by_its_author_and_emptied_by_nobody(waiting):
    change(waiting, body="It still waits.", by=waiting.author)

    refuses(lambda: Post.objects.filter(pk=waiting.pk).update(body=""), NOT_LOST)


def test_whoever_leaves_leaves_their_words(post, author):
    Post.objects.update(author=None)

    assert Post.objects.get(pk=post.pk).body


# --- What is hidden ----------------------------------------------------------------------------


def test_nothing_is_hidden_for_more_than_a_day(case, danger):
    every = Case.objects.filter(pk=case.pk)
    every.update(rule=danger)
    now = timezone.now()

    for hours in (26, 24 * 300):
        until = now + timedelta(hours=hours)
        refuses(lambda: every.update(is_veiled=True, veiled_until=until), "for a day")  # noqa: B023
        refuses(lambda: every.update(veiled_until=until), "for a day")  # noqa: B023

    every.update(is_veiled=True, veiled_until=now + timedelta(hours=24))
