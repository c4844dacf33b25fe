import pytest

from palabre.core import guards
from palabre.forums import services
from palabre.forums.models import Post, PostRevision, State, Topic
from palabre.search.models import Entry
from tests.forums.factories import PostFactory, PostRevisionFactory, TopicFactory, long_topic
from tests.moderation.factories import remove, rule_named
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(client, outsider):
    client.force_login(outsider)
    return PostFactory.create(by=outsider, body="The first words")


def edit(client, post, body):
    return client.post(f"/en/forum/posts/{post.pk}/edit/", {"body": body})


def test_a_quote_begins_the_reply_and_names_its_author(client, outsider):
    topic = TopicFactory.create(by=UserFactory.create(name="Fanta"), body="One line\n\nTwo <b>")
    client.force_login(outsider)

    text = client.get(f"{topic.get_absolute_url()}?quote=1").content.decode()

    assert "Fanta wrote:\n\n&gt; One line\n&gt;\n&gt; Two &lt;b&gt;\n\n</textarea>" in text


def test_a_post_of_another_page_can_be_quoted(client, outsider):
    topic = long_topic(21)
    client.force_login(outsider)

    text = client.get(f"{topic.get_absolute_url()}?page=2&quote=3").content.decode()

    assert "&gt; This is number 3." in text


@pytest.mark.parametrize("number", ["0", "99", "x", "-1", "²", "9" * 40])
def test_quoting_what_is_not_there_begins_an_empty_reply(client, outsider, number):
    topic = TopicFactory.create()
    client.force_login(outsider)

    response = client.get(f"{topic.get_absolute_url()}?quote={number}")

    assert response.status_code == 200
    assert "&gt;" not in response.content.decode()


def test_what_is_hidden_cannot_be_quoted(client, outsider):
    topic = TopicFactory.create(body="Hidden words")
    remove(Post.objects.get(topic=topic), rule_named("insult"))
    client.force_login(outsider)

    assert "Hidden words" not in client.get(f"{topic.get_absolute_url()}?quote=1").content.decode()


def test_an_author_edits_and_what_was_said_before_stays_readable(client, mine):
    response = edit(client, mine, "The second words")

    assert response.url == f"/en/forum/topics/{mine.topic.pk}/?page=1#p2"
    mine.refresh_from_db()
    assert (mine.body, mine.html) == ("The second words", "<p>The second words</p>\n")
    client.logout()
    history = client.get(f"/en/forum/posts/{mine.pk}/history/").content.decode()
    assert history.index("The second words") < history.index("The first words")
    assert "edited" in client.get(mine.topic.get_absolute_url()).content.decode()


def test_each_edit_keeps_one_more_text(client, mine):
    for body in ("Two", "Three", "Three"):
        edit(client, mine, body)

    assert sorted(PostRevision.objects.values_list("body", flat=True)) == ["The first words", "Two"]


def test_an_edited_post_is_found_by_its_new_words(client, mine):
    edit(client, mine, "Boreholes")

    entry = Entry.objects.get(item_pk=mine.pk)
    assert entry.text == "Boreholes"


def test_an_edit_that_cannot_be_kept_is_shown_again(client, mine):
    response = edit(client, mine, "\u200b")

    assert response.status_code == 422
    assert "nothing to read" in response.content.decode()


def test_nobody_edits_the_words_of_others(client, mine):
    client.force_login(UserFactory.create())

    assert client.get(f"/en/forum/posts/{mine.pk}/edit/").status_code == 403
    response = edit(client, mine, "Not mine")

    assert response.status_code == 422
    assert "Only the person who wrote it" in response.content.decode()
    mine.refresh_from_db()
    assert mine.body == "The first words"


def test_a_closed_topic_stays_as_it_is(client, mine):
    Topic.objects.update(is_closed=True)

    response = edit(client, mine, "Too late")

    assert response.status_code == 422
    assert "Too late" in response.content.decode()
    assert Post.objects.get(pk=mine.pk).body == "The first words"


@pytest.mark.parametrize("state", [State.VEILED, State.REMOVED])
def test_hidden_posts_have_no_pages_of_their_own(client, mine, state):
    PostRevisionFactory.create(post=mine)
    with guards.lifted():
        Post.objects.filter(pk=mine.pk).update(state=state)

    assert client.get(f"/en/forum/posts/{mine.pk}/history/").status_code == 404
    assert edit(client, mine, "Anew").status_code == 404


def test_strangers_are_asked_to_sign_in_to_edit(client, mine):
    client.logout()

    assert edit(client, mine, "Anew").url.startswith("/accounts/login/")


def test_an_edit_leaves_the_place_in_time(client, mine):
    before = Entry.objects.get(item_pk=mine.pk).pk

    services.edit(mine, body="Another", by=mine.author)

    assert Entry.objects.get(item_pk=mine.pk).pk == before
