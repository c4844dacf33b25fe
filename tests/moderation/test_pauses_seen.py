"""That a topic or discussion is slowed or paused is said to everybody who reads it, once, while it is so."""

from datetime import timedelta
from typing import cast

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from palabre.config.kept import seconds_of
from palabre.core import guards
from palabre.core.kept import PAGES
from palabre.forums import services as forums
from palabre.moderation.models import Pause, PauseKind
from palabre.moderation.services import propose_pause
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, DiscussionFactory
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.moderation.factories import moderator, rule_named
from tests.moderation.measures import paused
from tests.people.factories import UserFactory
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
SIDES = (Side.CIVILIAN, Side.FORCES)
KINDS = [(PauseKind.PAUSE, "Paused", "Paused until"), (PauseKind.SLOW, "Slowed", "Slowed until")]


@pytest.fixture
def space(forum):
    return forum


@pytest.fixture
def topic(space):
    return TopicFactory.create(category=CategoryFactory.create(space=space))


@pytest.fixture
def discussion(db):
    return DiscussionFactory.create(committee=CommitteeFactory.create(), is_public=True)


def read(path, person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client.get(path).content.decode()


@pytest.mark.parametrize(("kind", "tag", "words"), KINDS)
def test_a_topic_says_so_in_its_list_and_under_its_title(topic, judges, kind, tag, words):
    lists = topic.category.get_absolute_url()
    assert f"{tag}</span>" not in read(lists)
    paused(topic, kind, judges)
    reader = UserFactory.create()
    forums.mark_read(topic, 1, by=reader)

    for person in (None, reader):
        assert f"{tag}</span>" in read(lists, person)
        page = read(topic.get_absolute_url(), person)
        assert f"{tag}</span>" in page
        assert page.count(words) == 1
        assert page.index(words) < page.index('id="posts"')


@pytest.mark.parametrize(("kind", "tag", "words"), KINDS)
def test_a_discussion_says_so_in_its_lists_and_under_its_title(discussion, kind, tag, words):
    committee = discussion.committee
    judges = [moderator(committee.space, side) for side in SIDES]
    paused(discussion, kind, judges)

    for person in (None, join(committee.space)):
        for path in (
            committee.get_absolute_url(),
            f"{committee.get_absolute_url()}discussions/",
        ):
            assert f"{tag}</span>" in read(path, person)
        page = read(discussion.get_absolute_url(), person)
        assert f"{tag}</span>" in page
        assert page.count(words) == 1
        assert page.index(words) < page.index('id="speak"')


def test_whoever_wrote_not_long_ago_reads_below_only_when_they_can_again(topic, judges):
    paused(topic, PauseKind.SLOW, judges)
    person = UserFactory.create()
    forums.reply(topic.pk, body="I have more to say.", by=person)

    page = read(topic.get_absolute_url(), person)

    assert page.count("Slowed until") == 1
    assert page.index("You can write again at") > page.index('id="reply"')


def test_it_costs_nobody_a_question_more(topic, judges):
    paths = (topic.category.get_absolute_url(), topic.get_absolute_url())

    def costs():
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                Client().get(path)
            found.append(len(asked))
        return found

    before = costs()
    paused(topic, PauseKind.PAUSE, judges)

    assert costs() == before


def test_no_page_kept_for_strangers_says_it_longer_than_it_is_so(
    topic, discussion, judges, settings
):
    settings.PAGES_KEPT = 60
    judges_there = [moderator(discussion.committee.space, side) for side in SIDES]
    paused(topic, PauseKind.PAUSE, judges)
    paused(discussion, PauseKind.PAUSE, judges_there)
    committee = discussion.committee.get_absolute_url()
    paths = [
        topic.category.get_absolute_url(),
        topic.get_absolute_url(),
        committee,
        f"{committee}discussions/",
        discussion.get_absolute_url(),
    ]
    with time_machine.travel(timezone.now(), tick=False):
        end_in(seconds=20)
        caches[PAGES].clear()
        assert [kept_for(path) for path in paths] == [20] * len(paths)
        caches[PAGES].clear()
        end_in(milliseconds=900)
        assert all("Paused</span>" in read(path) for path in paths)
        end_in(milliseconds=0)  # nothing was asked of the house meanwhile
        assert not any("Paused</span>" in read(path) for path in paths)


def kept_for(path):
    return seconds_of(cast("HttpResponse", Client().get(path)))


def end_in(**time):
    with guards.lifted():
        Pause.objects.update(ends_at=timezone.now() + timedelta(**time))


def test_a_kept_page_is_dropped_when_it_begins(topic, judges, settings):
    settings.PAGES_KEPT = 60
    caches[PAGES].clear()
    assert "Paused" not in read(topic.get_absolute_url())
    case = propose_pause(
        topic, kind="pause", rule=rule_named("insult"), days=2, note="x", by=judges[0]
    )
    there = Client()
    there.force_login(judges[1])
    there.post(f"{case.get_absolute_url()}decide/", {"decision": "remove", "reason": "insult"})

    assert "Paused until" in read(topic.get_absolute_url())
