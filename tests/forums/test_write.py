"""Opening topics and replying."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.core.fields import BODY_LIMIT
from palabre.forums import services
from palabre.forums.models import Post, ReadMarker, Topic
from palabre.people.models import Side
from palabre.search.models import Entry
from tests.forums.factories import CategoryFactory, PostFactory, TopicFactory, long_topic
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def category():
    return CategoryFactory.create()


@pytest.fixture
def member(client, outsider):
    client.force_login(outsider)
    return outsider


def reply(client, topic, **fields):
    headers = HTMX if fields.pop("htmx", False) else {}
    return client.post(f"/en/forum/topics/{topic.pk}/reply/", fields, **headers)


def test_a_member_opens_a_topic(client, member, category):
    response = client.post(
        f"/en/forum/{category.slug}/new/", {"title": "A bench", "body": "At the post?"}
    )

    topic = Topic.objects.get()
    assert response.url == f"/en/forum/topics/{topic.pk}/"
    assert (topic.title, topic.author, topic.posts) == ("A bench", member, 1)


def test_a_topic_counts_in_its_category(category):
    topic = TopicFactory.create(category=category)
    PostFactory.create_batch(2, topic=topic)

    category.refresh_from_db()

    assert (category.topics, category.posts, category.last_topic) == (1, 3, topic)


def test_strangers_are_asked_to_sign_in_and_brought_back(client, category):
    path = f"/en/forum/{category.slug}/new/"

    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_who_was_signed_out_while_writing_gets_their_words_back(client, category):
    topic = TopicFactory.create()

    for path in (f"/en/forum/{category.slug}/new/", f"/en/forum/topics/{topic.pk}/reply/"):
        response = client.post(path, {"title": "A title", "body": "Words <worth> keeping"})
        assert response.status_code == 422
        assert "Words &lt;worth&gt; keeping" in response.content.decode()
        assert "You are signed out" in response.content.decode()
    assert Topic.objects.count() == Post.objects.count() == 1


def test_the_address_of_replies_leads_back_to_the_topic(client, outsider):
    topic = TopicFactory.create()
    path = f"/en/forum/topics/{topic.pk}/reply/"

    assert client.get(path).url == f"/accounts/login/?next={path}"
    client.force_login(outsider)
    assert client.get(f"/en/forum/topics/{topic.pk}/reply/").url == topic.get_absolute_url()


def test_a_reply_takes_the_next_number_and_the_reader_goes_there(client, member):
    topic = long_topic(20)

    response = reply(client, topic, body="The twenty-first")

    assert response.status_code == 302
    assert response.url == f"/en/forum/topics/{topic.pk}/?page=2#p21"


def test_text_is_stored_exactly_as_typed_but_for_the_ends_of_lines(client, member):
    typed = "  two  spaces\t\r\n\r\n  *and* <b>more</b> \u202e &amp;  "

    reply(client, TopicFactory.create(), body=typed)

    assert Post.objects.get(number=2).body == typed.replace("\r\n", "\n")


def test_a_topic_remembers_who_spoke_last():
    topic = TopicFactory.create()
    PostFactory.create(topic=topic, by=UserFactory.create(name="Fanta"))

    topic.refresh_from_db()

    assert (topic.last_by, topic.posts) == ("Fanta", 2)


def test_one_who_writes_has_read_what_they_wrote(member):
    topic = TopicFactory.create(by=member)
    services.reply(topic.pk, body="And also", by=member)

    assert ReadMarker.objects.get().last_number == 2


def test_what_is_written_can_be_found_at_once(client, member):
    reply(client, TopicFactory.create(title="Wells"), body="The borehole is dry")

    entry = Entry.objects.get(text="The borehole is dry")
    assert (entry.title, entry.url.split("forum")[1].split("/")[1]) == ("Wells", "topics")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "Fill this in."),
        (" \n\t", "nothing to read"),
        ("\u200b\u200d", "nothing to read"),
        ("a\0b", "Null characters"),
        ("x" * (BODY_LIMIT + 1), "at most"),
    ],
)
def test_a_reply_that_cannot_be_kept_is_shown_again_with_the_reason(client, member, body, words):
    topic = TopicFactory.create()

    response = reply(client, topic, body=body)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Post.objects.count() == 1


def test_a_topic_that_cannot_be_kept_keeps_its_words_on_the_page(client, member, category):
    fields = {"title": "two\nlines", "body": "A body <worth> keeping"}

    response = client.post(f"/en/forum/{category.slug}/new/", fields)

    assert response.status_code == 422
    assert "A body &lt;worth&gt; keeping" in response.content.decode()
    assert "one line" in response.content.decode()


def test_a_closed_topic_takes_no_reply_and_gives_the_words_back(client, member):
    topic = TopicFactory.create()
    Topic.objects.update(is_closed=True)

    response = reply(client, topic, body="Too late?")

    assert response.status_code == 422
    assert "Too late?" in response.content.decode()
    assert "This topic is closed" in response.content.decode()


def test_a_reply_to_a_missing_topic_is_not_found(client, member):
    assert client.post("/en/forum/topics/999/reply/", {"body": "Hello"}).status_code == 404


def test_with_script_the_reply_appears_in_place_and_the_form_empties(client, member):
    topic = TopicFactory.create()

    response = reply(client, topic, body="In place", page="1", seen="1", htmx=True)

    text = response.content.decode()
    assert 'id="p2"' in text
    assert "<html" not in text
    assert text.count("In place") == 1
    assert 'name="seen" value="2"' in text


def test_with_script_what_others_said_meanwhile_appears_too(client, member):
    topic = TopicFactory.create()
    PostFactory.create(topic=topic, body="Meanwhile")

    text = reply(client, topic, body="Mine", page="1", seen="1", htmx=True).content.decode()

    assert text.index("Meanwhile") < text.index("Mine")


def test_with_script_a_reply_that_begins_a_page_takes_the_reader_there(client, member):
    topic = long_topic(20)

    response = reply(client, topic, body="Next page", page="1", seen="20", htmx=True)

    assert response["HX-Redirect"] == f"/en/forum/topics/{topic.pk}/?page=2#p21"


def test_with_script_a_refused_reply_comes_back_in_its_form(client, member):
    text = reply(client, TopicFactory.create(), body=" ", page="1", htmx=True).content.decode()

    assert "nothing to read" in text
    assert "<html" not in text


def test_a_number_is_given_once():
    topic = long_topic(5)

    assert list(
        Post.objects.filter(topic=topic).order_by("pk").values_list("number", flat=True)
    ) == [1, 2, 3, 4, 5]


@pytest.fixture
def officer_of_the_post(administrator):
    return UserFactory.create(side=Side.FORCES, verified_on="2026-01-01", verified_by=administrator)


def test_a_verified_officer_answers_officially(client, officer_of_the_post):
    topic = TopicFactory.create()
    client.force_login(officer_of_the_post)
    assert 'name="official"' in client.get(topic.get_absolute_url()).content.decode()

    reply(client, topic, body="The post opens at six.", official="on")

    topic.refresh_from_db()
    assert topic.official_number == 2
    client.logout()
    text = client.get(topic.get_absolute_url()).content.decode()
    assert f"/en/forum/topics/{topic.pk}/?page=1#p2" in text
    assert text.count("Official answer") == 2


def test_the_first_official_answer_is_the_one_linked_to(officer_of_the_post):
    topic = TopicFactory.create()
    for body in ("First", "Second"):
        services.reply(topic.pk, body=body, by=officer_of_the_post, official=True)

    topic.refresh_from_db()

    assert topic.official_number == 2


def test_others_are_not_offered_an_official_answer_and_cannot_force_one(client, member):
    topic = TopicFactory.create()

    assert 'name="official"' not in client.get(topic.get_absolute_url()).content.decode()
    reply(client, topic, body="Pretending", official="on")

    assert not Post.objects.filter(is_official=True).exists()


def test_the_service_refuses_an_official_answer_of_others(outsider):
    topic = TopicFactory.create()

    with pytest.raises(PermissionDenied, match="Only a verified person"):
        services.reply(topic.pk, body="Pretending", by=outsider, official=True)
