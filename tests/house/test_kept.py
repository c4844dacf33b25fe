"""Pages kept for strangers: the same bytes, no question to the database, and gone with any change."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client

from palabre.core.kept import PAGES
from palabre.forums.models import Post
from palabre.jobs import registry
from palabre.jobs.services import later, run_due
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.forums.factories import CategoryFactory, TopicFactory, long_topic
from tests.moderation.factories import rule_named
from tests.people.factories import UserFactory, with_second_factor
from tests.spaces.factories import join
from tests.vaults.factories import reader

pytestmark = pytest.mark.django_db
WORDS = "The post closes at noon."
KEPT = [
    "/en/",
    "/fr/",
    "/en/forum/",
    "/en/committees/",
    "/en/moderation/register/",
    "/en/rules/",
    "/en/moderation/transparency/",
]
NEVER_KEPT = ["/en/search/?q=noon", "/en/write/", "/en/write/message/", "/en/answer/", "/en/me/"]


@pytest.fixture(autouse=True)
def _keep(settings):
    settings.PAGES_KEPT = 60
    caches[PAGES].clear()


@pytest.fixture
def topic(forum):
    category = CategoryFactory.create(space=forum)
    return TopicFactory.create(category=category, body=WORDS)


@pytest.fixture
def member(client) -> Client:
    signed_in = Client()
    signed_in.force_login(UserFactory.create())
    return signed_in


@pytest.mark.parametrize("path", KEPT)
def test_a_second_stranger_asks_the_database_nothing(topic, path, django_assert_num_queries):
    first = Client().get(path)

    with django_assert_num_queries(0):
        second = Client().get(path)

    assert second.content == first.content
    assert dict(second.items()) == dict(first.items())
    assert second["Cache-Control"] == "no-store"


def places() -> list[str]:
    """Where pages are kept just now, as the memory of this process or Redis names them."""
    kept: Any = caches[PAGES]
    if settings.REDIS_URL:
        names = [key.decode() for key in kept._cache.get_client().keys("*")]
    else:
        names = list(kept._cache)
    ours = [name.rsplit(":", 1)[-1] for name in names if name.startswith("pages:")]
    return [name for name in ours if name != "state"]


@pytest.mark.parametrize("path", NEVER_KEPT)
def test_what_somebody_seeks_or_writes_is_never_kept(topic, forum, path):
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(forum, side=side)

    Client().get(path)

    assert places() == []


def test_a_place_does_not_say_what_was_read(topic):
    Client().get(topic.get_absolute_url())

    (place,) = places()
    assert re.fullmatch("[0-9a-f]{32}", place)


def test_a_page_of_somebody_is_neither_kept_nor_given_to_strangers(topic, member):
    seen = member.get(topic.get_absolute_url()).content.decode()

    page = Client().get(topic.get_absolute_url()).content.decode()

    assert 'id="reply_body"' in seen
    assert 'id="reply_body"' not in page
    assert 'id="reply_body"' in member.get(topic.get_absolute_url()).content.decode()


def test_pages_of_a_topic_are_kept_apart(forum):
    topic = long_topic(25, category=CategoryFactory.create(space=forum))
    where = topic.get_absolute_url()
    first, second = (Client().get(f"{where}?page={page}").content for page in (1, 2))

    assert Client().get(where).content != second
    assert Client().get(f"{where}?page=2").content == second
    assert Client().get(f"{where}?page=1").content == first
    assert Client().get(f"{where}?page=99").status_code == 404


def test_what_is_veiled_is_gone_from_the_next_look(topic, member):
    rule_named("danger")
    where = topic.get_absolute_url()
    assert WORDS in Client().get(where).content.decode()

    post = Post.objects.get(topic=topic)
    member.post(f"/en/moderation/report/forums.post/{post.pk}/", {"reason": "danger"})

    assert WORDS not in Client().get(where).content.decode()


def test_a_reply_is_there_at_the_next_look(topic, member):
    where = topic.get_absolute_url()
    Client().get(where)

    member.post(f"{where}reply/", {"body": "It will open again."})

    assert "It will open again." in Client().get(where).content.decode()


def test_a_forum_that_closes_its_door_is_closed_at_once(topic, forum):
    desk = Client()
    desk.force_login(with_second_factor(join(forum, role=Role.SECRETARIAT, side=Side.SECRETARIAT)))
    assert Client().get(topic.get_absolute_url()).status_code == 200

    desk.post("/en/secretariat/forum/settings/", {"name_fr": "Forum", "name_en": "Forum"})

    assert Client().get(topic.get_absolute_url()).status_code == 404


def test_work_in_the_background_drops_them_too(topic):
    where = topic.get_absolute_url()
    Client().get(where)
    registry.task("tests.publish")(lambda: type(topic).objects.update(introduction="A new word"))
    later("tests.publish")

    run_due()
    registry._tasks.pop("tests.publish")

    assert "A new word" in Client().get(where).content.decode()


def test_the_two_ways_of_sending_are_kept_apart(topic):
    where = topic.get_absolute_url()
    for encoding in ("gzip", "identity", "gzip", "identity"):
        answer = Client().get(where, headers={"Accept-Encoding": encoding})
        assert answer.get("Content-Encoding", "identity") == encoding


def test_without_its_memory_the_house_still_answers(topic, member, settings):
    redis = "django.core.cache.backends.redis.RedisCache"
    away = {"BACKEND": redis, "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = {**settings.CACHES, PAGES: away}
    where = topic.get_absolute_url()

    assert Client().get(where).status_code == 200
    assert member.post(f"{where}reply/", {"body": "Still here."}).status_code == 302
    assert "Still here." in Client().get(where).content.decode()


def test_another_host_is_refused_whatever_is_kept(topic):
    Client().get("/en/forum/")

    assert Client().get("/en/forum/", headers={"Host": "elsewhere.example"}).status_code == 400
