"""How many questions each page asks the database: the same at two sizes (performance.md).

For people who signed in, two of them are the session and the person. A page of a topic may write
their marker on top: it is measured here once the marker has moved.
"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palabre.forums import services
from tests.forums.factories import CategoryFactory, TopicFactory, long_topic
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture(autouse=True)
def _known_database(db):
    """Django asks once a process what SQLite can do: whichever test comes first would pay for it."""
    assert connection.features.supports_json_field


def cost(client, path):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def costs(client, path, person):
    """Anonymous, then signed in, the second time that they come."""
    stranger = cost(client, path)
    client.force_login(person)
    client.get(path)
    return stranger, cost(client, path)


@pytest.mark.parametrize("size", [1, 8])
def test_the_index(client, outsider, size):
    for _ in range(size):
        TopicFactory.create()

    assert costs(client, "/en/forum/", outsider) == (1, 3)


@pytest.mark.parametrize("size", [2, 30])
def test_a_list_of_topics(client, outsider, size):
    category = CategoryFactory.create()
    TopicFactory.create_batch(size, category=category)

    assert costs(client, category.get_absolute_url(), outsider) == (2, 4)


@pytest.mark.parametrize(("size", "page"), [(2, 1), (45, 1), (45, 3)])
def test_a_topic(client, outsider, size, page):
    topic = long_topic(size)

    stranger, member = costs(client, f"{topic.get_absolute_url()}?page={page}", outsider)

    assert stranger == 2
    assert member == 4


def test_a_topic_with_a_quote(client, outsider):
    topic = long_topic(3)

    assert costs(client, f"{topic.get_absolute_url()}?quote=2", outsider)[1] == 5


@pytest.mark.parametrize("size", [1, 45])
def test_a_reply(client, outsider, size):
    topic = long_topic(size)
    client.force_login(outsider)

    with CaptureQueriesContext(connection) as asked:
        client.post(f"/en/forum/topics/{topic.pk}/reply/", {"body": "So do I."})

    said = [query["sql"] for query in asked if not query["sql"].startswith(TRANSACTION)]
    # Two of them: what waits in this space, and its lists of words.
    assert len(said) <= 10, "\n".join(said)


def test_a_page_asks_no_matter_how_many_people_speak(client):
    topic = long_topic(1)

    for person in UserFactory.create_batch(19):
        services.reply(topic.pk, body="Me too.", by=person)

    assert cost(client, topic.get_absolute_url()) == 2
