import pytest

from palabre.forums.models import Topic
from palabre.forums.services import open_topic
from palabre.people.models import Side
from tests.forums.factories import CategoryFactory
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def category(forum):
    return CategoryFactory.create(space=forum)


def ask(category, number):
    citizen = UserFactory.create()
    return [
        open_topic(category, title=f"Question {i}", body="Why?", by=citizen) for i in range(number)
    ]


def answered(topic):
    Topic.objects.filter(pk=topic.pk).update(official_number=1)


def test_it_says_how_many_questions_were_answered_in_words_too(client, category):
    topics = ask(category, 4)
    answered(topics[0])

    page = client.get("/en/").content.decode()

    assert "With an official answer: 1" in page
    assert "Not answered yet: 3" in page
    assert 'class="p25 f-done"' in page
    assert "Question 0" in page


def test_it_is_worth_reading_when_nothing_has_happened_yet(client):
    page = client.get("/fr/")

    assert page.status_code == 200
    assert "stack" not in page.content.decode()


def test_it_costs_the_same_however_much_there_is(client, category, django_assert_num_queries):
    ask(category, 2)
    with django_assert_num_queries(3):
        client.get("/en/")

    for topic in ask(category, 8):
        answered(topic)
    with django_assert_num_queries(3):
        client.get("/en/")


@pytest.mark.parametrize(
    ("wanted", "place"), [("fr-FR,fr;q=0.9", "/fr/"), ("en-GB", "/en/"), ("bm", "/fr/")]
)
def test_the_bare_address_follows_the_browsers_language_and_sets_nothing(client, wanted, place):
    page = client.get("/", headers={"Accept-Language": wanted})

    assert page.url == place
    assert not page.cookies


def test_a_language_cookie_has_no_say_outside_sign_in(client):
    client.cookies["lang"] = "en"

    assert client.get("/", headers={"Accept-Language": "fr"}).url == "/fr/"


def test_leaving_ends_the_session_and_goes_elsewhere(client, settings):
    client.force_login(UserFactory.create(side=Side.FORCES))

    page = client.get("/fr/leave/")

    assert settings.LEAVE_TO in page.content.decode()
    assert page["Referrer-Policy"] == "no-referrer"
    assert client.get("/fr/me/").status_code == 302
