"""What readers see, with an account or without."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from palabre.forums import services
from palabre.forums.models import Post, Topic
from palabre.people.models import Side
from tests.forums.factories import CategoryFactory, PostFactory, TopicFactory, long_topic
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_index_lists_categories_with_their_latest_topic(client):
    older = TopicFactory.create(title="Older")
    TopicFactory.create(category=older.category, title="A bench in the shade")

    text = page(client, "/en/forum/")

    assert older.category.title_en in text
    assert "A bench in the shade" in text
    assert "Older" not in text
    assert "2 topics" in text


def test_an_empty_forum_says_what_it_is_for(client):
    assert "No category yet" in page(client, "/en/forum/")


def test_a_category_shows_its_texts_in_the_language_of_the_page(client):
    category = CategoryFactory.create(title_fr="Marchés", title_en="Markets")

    assert "Marchés" in page(client, f"/fr/forum/{category.slug}/")
    assert "Markets" in page(client, f"/en/forum/{category.slug}/")


def test_pinned_topics_come_first_then_the_latest_talk(client):
    pinned = TopicFactory.create(title="Pinned one")
    Topic.objects.filter(pk=pinned.pk).update(is_pinned=True)
    quiet = TopicFactory.create(category=pinned.category, title="Quiet one")
    TopicFactory.create(category=pinned.category, title="Lively one")
    services.reply(quiet.pk, body="Not so quiet", by=UserFactory.create())

    text = page(client, f"/en/forum/{pinned.category.slug}/")

    titles = ["Pinned one", "Quiet one", "Lively one"]
    assert sorted(titles, key=text.index) == titles


def test_a_category_shows_twenty_five_topics_a_page(client):
    category = CategoryFactory.create()
    TopicFactory.create_batch(26, category=category)

    first = page(client, f"/en/forum/{category.slug}/")
    second = page(client, f"/en/forum/{category.slug}/?page=2")

    assert (first.count('<p class="meta">'), second.count('<p class="meta">')) == (25, 1)


@pytest.mark.parametrize(
    ("posts", "pages", "on_the_last"), [(1, 1, 1), (20, 1, 20), (21, 2, 1), (40, 2, 20), (41, 3, 1)]
)
def test_a_topic_shows_twenty_posts_a_page(client, posts, pages, on_the_last):
    topic = long_topic(posts)

    text = page(client, f"/en/forum/topics/{topic.pk}/?page={pages}")

    assert topic.pages == pages
    assert text.count("<article") == on_the_last
    assert f'id="p{posts}"' in text
    assert client.get(f"/en/forum/topics/{topic.pk}/?page={pages + 1}").status_code == 404


@pytest.mark.parametrize("asked", ["0", "-1", "x", "²", "99999999", "1e3", ""])
def test_a_page_that_is_no_page_is_not_found(client, asked):
    topic = TopicFactory.create()

    assert client.get(f"/en/forum/topics/{topic.pk}/?page={asked}").status_code == 404
    assert client.get(f"/en/forum/{topic.category.slug}/?page={asked}").status_code == 404


def test_a_post_keeps_its_address(client):
    topic = long_topic(21)
    post = Post.objects.get(topic=topic, number=21)

    assert post.get_absolute_url() == f"/en/forum/topics/{topic.pk}/?page=2#p21"


def test_a_post_carries_its_language(client):
    topic = TopicFactory.create(body="Est-ce que nous pouvons avoir un banc dans la cour ?")

    assert '<div class="prose" lang="fr">' in page(client, topic.get_absolute_url())


def test_a_verified_person_is_shown_with_their_function(client, administrator):
    author = UserFactory.create(
        side=Side.FORCES,
        function="Gendarme",
        verified_on=timezone.now().date(),
        verified_by=administrator,
    )
    topic = TopicFactory.create(by=author)

    text = page(client, topic.get_absolute_url())

    assert '<span class="side s">Forces</span>' in text
    assert '<span class="typed">Gendarme</span>' in text


def test_a_declared_side_that_carries_weight_is_said_to_be_declared(client):
    topic = TopicFactory.create(by=UserFactory.create(side=Side.FORCES, function="Colonel"))

    text = page(client, topic.get_absolute_url())

    assert "Forces, not verified" in text
    assert "Colonel" not in text


def test_a_person_who_has_left_leaves_their_words(client):
    topic = TopicFactory.create(body="Words that stay")
    Post.objects.filter(topic=topic).update(author=None)

    text = page(client, topic.get_absolute_url())

    assert "A person who has left" in text
    assert "Words that stay" in text


@pytest.mark.parametrize(
    ("ago", "lang", "words"), [(0, "en", "today"), (1, "en", "yesterday"), (1, "fr", "hier")]
)
def test_days_are_said_in_words(client, ago, lang, words):
    at = timezone.now() - timedelta(days=ago)
    topic = TopicFactory.create(at=at)

    with translation.override(lang):
        text = page(client, topic.get_absolute_url())

    assert f'<time datetime="{at:%Y-%m-%d}">{words}</time>' in text


def test_strangers_see_how_to_take_part(client):
    topic = TopicFactory.create()

    text = page(client, topic.get_absolute_url())

    assert f"/accounts/login/?next=/en/forum/topics/{topic.pk}/" in text
    assert "Write without an account" in text
    assert "<textarea" not in text


def test_a_closed_forum_is_not_there_for_strangers(client, forum, outsider):
    topic = TopicFactory.create()
    forum.is_public = False
    forum.save()
    addresses = [
        topic.get_absolute_url(),
        topic.category.get_absolute_url(),
        f"/en/forum/posts/{Post.objects.get().pk}/history/",
    ]

    assert [client.get(path).status_code for path in addresses] == [404, 404, 404]
    assert topic.category.title_en not in page(client, "/en/forum/")
    client.force_login(outsider)
    assert [client.get(path).status_code for path in addresses] == [404, 404, 404]
    assert client.post(f"/en/forum/topics/{topic.pk}/reply/", {"body": "Hello"}).status_code == 404


def test_reading_sets_no_cookie(client):
    topic = TopicFactory.create()

    assert not client.get(topic.get_absolute_url()).cookies


def test_bold_words_of_a_post_are_bold(client):
    post = PostFactory.create(body="Some **bold** words")

    assert "Some <strong>bold</strong> words" in page(client, post.get_absolute_url())
