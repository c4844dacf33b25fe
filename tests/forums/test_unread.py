"""What is new since somebody's last visit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from palabre.forums import services
from palabre.forums.models import ReadMarker
from tests.forums.factories import ReadMarkerFactory, TopicFactory, long_topic
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client, outsider):
    client.force_login(outsider)
    return outsider


def listed(client, topic):
    return client.get(f"/en/forum/{topic.category.slug}/").content.decode()


def test_a_topic_never_opened_is_new(client, reader):
    topic = long_topic(3)

    text = listed(client, topic)

    assert '<li class="un">' in text
    assert "3 new" in text


def test_talk_from_before_somebody_came_is_not_new_to_them(client, reader):
    topic = TopicFactory.create(at=timezone.now() - timedelta(days=2))

    assert '<li class="un">' not in listed(client, topic)


def test_what_was_read_is_not_new(client, reader):
    topic = long_topic(3)
    client.get(topic.get_absolute_url())

    assert '<li class="un">' not in listed(client, topic)


def test_new_posts_are_counted_and_lead_to_the_first_of_them(client, reader):
    topic = long_topic(19)
    client.get(topic.get_absolute_url())
    for body in ("twenty", "twenty-one", "twenty-two"):
        services.reply(topic.pk, body=body, by=UserFactory.create())

    text = listed(client, topic)

    assert "3 new" in text
    assert f"/en/forum/topics/{topic.pk}/?page=1#p20" in text


def test_a_line_stands_before_what_is_new(client, reader):
    topic = long_topic(4)
    ReadMarkerFactory.create(topic=topic, user=reader, last_number=2)

    text = client.get(topic.get_absolute_url()).content.decode()

    assert text.index('id="p2"') < text.index("New since your last visit") < text.index('id="p3"')


def test_the_first_unread_post_of_another_page_is_one_link_away(client, reader):
    topic = long_topic(25)
    ReadMarkerFactory.create(topic=topic, user=reader, last_number=21)

    text = client.get(topic.get_absolute_url()).content.decode()

    assert f'href="/en/forum/topics/{topic.pk}/?page=2#p22"' in text


def test_the_marker_moves_with_the_pages_and_never_back(client, reader):
    topic = long_topic(45)
    seen = []
    for page in (1, 3, 2, 1):
        client.get(f"{topic.get_absolute_url()}?page={page}")
        seen.append(ReadMarker.objects.get(user=reader).last_number)

    assert seen == [20, 45, 45, 45]


def test_reading_leaves_no_trace_of_strangers(client):
    topic = TopicFactory.create()
    ReadMarker.objects.all().delete()

    client.get(topic.get_absolute_url())

    assert not ReadMarker.objects.exists()


def test_markers_of_others_change_nothing(client, reader):
    topic = long_topic(3)
    ReadMarkerFactory.create(topic=topic, last_number=3)

    assert "3 new" in listed(client, topic)
