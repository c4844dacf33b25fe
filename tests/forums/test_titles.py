"""A title that breaks a rule goes alone: what everybody said below it stays, and goes on."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import translation

from palabre.core import guards
from palabre.forums import services
from palabre.forums.models import Category, Post, State, Topic
from palabre.moderation.models import Case, Choice, Outcome
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import appeal_by_name, decide, look_after_cases, report
from palabre.notifications.models import Notice
from palabre.people.models import Side
from palabre.search.models import Entry
from palabre.search.selectors import Results
from tests.forums.factories import PostFactory, TopicFactory
from tests.moderation.factories import CaseFactory, moderator, remove, rule_named, veiled
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
BAD = "The crocodile of Tabakoro"
topics = keeper_of("forums.topic")


@pytest.fixture
def topic(forum):
    opened = TopicFactory.create(title=BAD, body="The first words", lang="en")
    for number in range(3):
        PostFactory.create(topic=opened, body=f"Others say {number}")
    return Topic.objects.get(pk=opened.pk)


@pytest.fixture
def rule():
    return rule_named("insult")


@pytest.fixture
def judges(forum):
    return [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]


def judged(case, choice, *by):
    for person in by:
        case = decide(case, choice=choice, rule=case.rule, by=person)
    return case


@pytest.fixture
def removed(topic, rule, judges):
    """By both sides, after a report."""
    case = report(topic, rule=rule, by=UserFactory.create())
    return judged(case, Choice.REMOVE, *judges)


def places(topic):
    return (
        topic.get_absolute_url(),
        topic.category.get_absolute_url(),
        reverse("forums:index"),
        reverse("portal:search") + "?q=crocodile",
        reverse("portal:search") + "?q=others",
        reverse("moderation:report", args=["forums.topic", topic.pk]),
        reverse("moderation:report", args=["forums.post", Post.objects.latest("pk").pk]),
    )


def refuses(deed, why):
    with pytest.raises(DatabaseError, match=why), transaction.atomic():
        deed()


def test_the_title_goes_from_everywhere_and_everybodys_words_stay(client, topic, removed, judges):
    for reader in (None, UserFactory.create(), topic.author, judges[0]):
        if reader:
            client.force_login(reader)
        for path in places(topic):
            assert "crocodile of" not in client.get(path).content.decode()
        page = client.get(topic.get_absolute_url())
        text = page.content.decode()
        assert page.status_code == 200
        assert '<h1 lang="en">Title removed</h1>' in text
        assert f"Removed under rule {removed.rule.number}" in text
        assert all(f"Others say {number}" in text for number in range(3))
        assert "The first words" in text
        assert "Report the title" not in text


def test_people_go_on_in_it_and_it_counts_as_before(topic, removed):
    writer = UserFactory.create()
    added = services.reply(topic.pk, body="One more", by=writer)
    services.edit(
        Post.objects.select_related("topic__category__space").get(pk=added.pk),
        body="One more, better",
        by=writer,
    )

    shelf = Category.objects.get(pk=topic.category_id)
    assert (shelf.topics, shelf.posts, shelf.last_topic_id) == (1, 5, topic.pk)
    assert {entry.title for entry in Entry.objects.all()} == {"Title removed"}
    assert Entry.objects.count() == 5
    assert not Results("crocodile", AnonymousUser()).items


def test_its_author_alone_is_told_and_reads_it_on_the_decision(client, topic, removed):
    told = Notice.objects.exclude(user=removed.reports.get().reporter)
    assert [(notice.user_id, notice.kind) for notice in told] == [
        (topic.author_id, "moderation.removed")
    ]
    client.force_login(topic.author)

    page = client.get(reverse("moderation:decision", args=[removed.pk])).content.decode()

    assert BAD in page
    assert "This is about the title alone" in page
    assert "&lt;" not in page.partition("What you had written")[2][:300]


def test_it_says_so_in_the_language_of_the_topic(client, topic, rule):
    Topic.objects.filter(pk=topic.pk).update(lang="fr")
    remove(topic, rule)

    assert (
        '<h1 lang="fr">Titre retiré</h1>' in client.get(topic.get_absolute_url()).content.decode()
    )


def test_danger_hides_the_title_alone_and_a_day_gives_it_back(client, topic, time_machine):
    time_machine.move_to("2026-11-26T08:00:00Z", tick=False)
    report(topic, rule=rule_named("danger"), by=UserFactory.create())

    text = client.get(topic.get_absolute_url()).content.decode()
    assert "Title hidden" in text
    assert "Hidden until moderators of both sides have decided" in text
    assert "Others say 2" in text
    assert BAD not in text

    time_machine.move_to("2026-11-27T12:00:00Z", tick=False)
    look_after_cases()
    assert BAD in client.get(topic.get_absolute_url()).content.decode()


def test_a_title_hidden_meanwhile_is_removed_and_comes_back_on_appeal(topic, judges, forum):
    case = report(topic, rule=rule_named("danger"), by=UserFactory.create())
    judged(case, Choice.REMOVE, *judges)
    topic.refresh_from_db()
    assert (topic.title, topic.title_kept) == ("Title removed", BAD)

    again = appeal_by_name(Case.objects.get(pk=case.pk), plea="He is one.", by=topic.author)
    judged(again, Choice.KEEP, *[moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)])

    topic.refresh_from_db()
    assert (topic.title, topic.title_kept, topic.title_state) == (BAD, "", State.PUBLISHED)
    assert topic.removed_under == ""
    assert {entry.title for entry in Entry.objects.all()} == {BAD}
    assert len(Results("crocodile", AnonymousUser()).items) == 1


def test_a_post_that_was_removed_stays_so_whatever_becomes_of_the_title(topic, rule):
    second = Post.objects.select_related("topic__category__space").get(topic=topic, number=2)
    remove(second, rule)
    remove(topic, rule)
    topics.restore(Topic.objects.get())

    assert not Entry.objects.filter(item_pk=second.pk).exists()
    assert Entry.objects.count() == 3


def test_once_the_time_for_an_appeal_is_over_nothing_of_it_is_kept(topic, removed, time_machine):
    time_machine.move_to("2030-01-01T08:00:00Z", tick=False)
    look_after_cases()

    topic.refresh_from_db()
    assert (topic.title, topic.title_kept, topic.title_state) == ("Title removed", "", "removed")


def test_moderators_read_what_is_judged_and_that_the_posts_stay(client, topic, rule, judges):
    case = report(topic, rule=rule, by=UserFactory.create())
    client.force_login(judges[0])

    page = client.get(case.get_absolute_url()).content.decode()

    assert BAD in page
    assert "This is about the title alone. What people wrote below it stays" in page


def test_a_title_is_escaped_for_the_moderator():
    topic = TopicFactory.create(title="<script>alert(1)</script>")

    assert "<script" not in topics.exhibit(topic).html


def test_an_import_loses_what_it_said_of_itself_with_its_title(client, topic, rule):
    Topic.objects.update(introduction="What the organisers say")
    topic.refresh_from_db()
    assert "What the organisers say" in client.get(topic.get_absolute_url()).content.decode()
    assert "<p>What the organisers say</p>" in topics.exhibit(topic).html

    remove(topic, rule)

    assert "What the organisers say" not in client.get(topic.get_absolute_url()).content.decode()


# --- In the database -----------------------------------------------------------------------------


def test_nobody_takes_a_title_away_or_changes_it_without_a_case(topic):
    every = Topic.objects.all()
    refuses(lambda: every.update(title="Another"), "given back as it was")
    refuses(lambda: every.update(title_kept=BAD), "given back as it was")
    refuses(lambda: every.update(title="Title removed", title_kept=BAD), "given back as it was")
    for state in ("removed", "veiled", "held"):
        changed = {"title": "…", "title_kept": BAD, "title_state": state}
        refuses(lambda changed=changed: every.update(**changed), "as its case says")
    for state in ("removed", "veiled", "held"):
        refuses(lambda state=state: every.update(state=state), "as its case says")


def test_even_a_case_hides_a_title_and_never_what_is_said_below(topic, rule):
    with guards.lifted():
        CaseFactory.create(
            label="forums.topic", item_pk=str(topic.pk), outcome=Outcome.REMOVED,
            closed_on="2026-01-02",
        )  # fmt: skip

    refuses(lambda: Topic.objects.update(state="removed"), "what people said stays")


def test_a_title_comes_back_as_it_was_or_not_at_all(topic, removed):
    every = Topic.objects.all()
    refuses(lambda: every.update(title="Fine"), "given back as it was")
    refuses(lambda: every.update(title="Fine", title_state="published"), "given back as it was")
    refuses(lambda: every.update(title_state="published"), "given back as it was")
    appeal_by_name(Case.objects.get(pk=removed.pk), plea="No.", by=topic.author)
    refuses(lambda: every.update(title_kept=""), "given back as it was")


def test_its_author_changes_the_title_of_a_topic_that_waits(topic):
    with guards.lifted():
        Topic.objects.filter(pk=topic.pk).update(state="held")

    assert Topic.objects.update(title="Said better") == 1


# --- Those that went whole, before this was so ----------------------------------------------------


@pytest.mark.parametrize(
    ("state", "instead"), [("removed", "Title removed"), ("veiled", "Title hidden")]
)
def test_topics_that_had_gone_whole_come_back_without_their_title(client, topic, state, instead):
    other = TopicFactory.create(category=topic.category)
    if state == "veiled":
        veiled(label="forums.topic", item_pk=str(topic.pk), space=topic.category.space)
    with guards.lifted():
        Topic.objects.filter(pk=topic.pk).update(state=state)
        Category.objects.update(topics=1, posts=1, last_topic=other)
        before = {entry.item_pk: entry.stems for entry in Entry.objects.exclude(title=other.title)}
        Entry.objects.exclude(title=other.title).delete()
        import_module("palabre.forums.migrations.0003_topics_come_back").bring_back(apps, None)

    topic.refresh_from_db()
    assert (topic.title, topic.title_kept, topic.state) == (instead, BAD, "published")
    shelf = Category.objects.get()
    assert (shelf.topics, shelf.posts, shelf.last_topic_id) == (2, 5, other.pk)
    assert "Others say 2" in client.get(topic.get_absolute_url()).content.decode()
    found = Results("others", AnonymousUser()).items
    assert len(found) == 3
    topics.restore(topic)
    assert {entry.item_pk: entry.stems for entry in Entry.objects.filter(title=BAD)} == before


def test_a_topic_that_was_refused_stays_refused(topic):
    with guards.lifted():
        Topic.objects.filter(pk=topic.pk).update(state="removed", posts=0)

    import_module("palabre.forums.migrations.0003_topics_come_back").bring_back(apps, None)

    assert Topic.objects.get().state == "removed"


def test_the_words_of_both_are_known_in_french():
    with translation.override("fr"):
        assert translation.gettext("Title hidden") == "Titre masqué"
        assert translation.gettext("Title removed") == "Titre retiré"
