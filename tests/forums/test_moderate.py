"""What moderation takes from view, and what stands in its place."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from palabre.forums import services
from palabre.forums.models import Post, State, Topic
from palabre.moderation.models import Rule
from palabre.moderation.registry import keeper_of
from palabre.people.models import Side
from palabre.search.models import Entry
from tests.forums.factories import PostFactory, TopicFactory
from tests.moderation.factories import remove, veiled
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
posts, topics = keeper_of("forums.post"), keeper_of("forums.topic")


@pytest.fixture
def rule():
    return Rule.objects.create(
        code="operations", number=93, title_fr="Opérations", title_en="Operations", text_fr="…"
    )


@pytest.fixture
def post():
    topic = TopicFactory.create(title="A bench", body="The first words")
    return PostFactory.create(topic=topic, body="Words that go")


def read(client, topic):
    return client.get(topic.get_absolute_url()).content.decode()


def test_a_removed_post_leaves_a_marker_that_names_the_rule(client, post, rule):
    remove(post, rule)

    text = read(client, post.topic)
    assert "Words that go" not in text
    assert "Removed under rule 93: Operations" in text
    assert 'id="p2"' in text


def test_the_marker_names_the_rule_in_the_language_of_the_page(client, post, rule):
    remove(post, rule)

    text = client.get(f"/fr/forum/topics/{post.topic.pk}/").content.decode()

    assert "Opérations" in text


def test_while_a_case_is_open_the_post_is_only_veiled(client, post, rule):
    veiled(label="forums.post", item_pk=str(post.pk), space=posts.space_of(post), rule=rule)
    posts.hide(post, rule=rule.code)

    assert Post.objects.get(pk=post.pk).state == State.VEILED
    text = read(client, post.topic)
    assert "Hidden until moderators of both sides have decided" in text
    assert "Operations" not in text


def test_what_is_hidden_is_found_no_more(post, rule):
    remove(post, rule)

    assert not Entry.objects.filter(item_pk=post.pk).exists()


def test_hiding_the_first_post_hides_nothing_else(client, post, rule):
    remove(Post.objects.get(topic=post.topic, number=1), rule)

    text = read(client, post.topic)
    assert "The first words" not in text
    assert "Words that go" in text
    assert "A bench" in text


def test_a_restored_post_is_back_where_it_was(client, post, rule):
    remove(post, rule)
    posts.restore(Post.objects.get(pk=post.pk))

    assert "Words that go" in read(client, post.topic)
    assert Entry.objects.filter(item_pk=post.pk).exists()
    assert Post.objects.get(pk=post.pk).number == 2


def test_a_held_post_takes_the_next_number_when_it_is_let_in(client, post):
    held = Post.objects.create(
        topic=post.topic, participant=7, body="Held words", html="<p>Held words</p>",
        lang="en", state=State.HELD,
    )  # fmt: skip
    assert "Held words" not in read(client, post.topic)

    posts.restore(held)

    assert "Held words" in read(client, post.topic)
    assert "Participant 7, imported" in read(client, post.topic)
    assert Post.objects.get(pk=held.pk).number == 3


def test_a_hidden_official_answer_is_no_longer_linked_to(post, rule, administrator):
    officer = UserFactory.create(
        side=Side.FORCES, verified_on="2026-01-01", verified_by=administrator
    )
    answer = services.reply(post.topic.pk, body="Officially", by=officer, official=True)

    remove(answer, rule)
    assert Topic.objects.get().official_number is None
    posts.restore(Post.objects.get(pk=answer.pk))
    assert Topic.objects.get().official_number == 3


def test_a_moderator_is_shown_the_words_and_never_the_author(post):
    post = Post.objects.get(pk=post.pk)
    exhibit = posts.exhibit(post)

    assert "Words that go" in exhibit.html
    assert exhibit.where == post.topic.category.title
    assert exhibit.url == f"/en/forum/topics/{post.topic.pk}/?page=1#p2"
    assert post.author.name not in str(exhibit)
    assert posts.author_of(post) == post.author


def test_a_topic_with_a_title_that_breaks_a_rule_goes_as_a_whole(client, post, rule):
    remove(Topic.objects.get(), rule)

    response = client.get(post.topic.get_absolute_url())
    text = response.content.decode()
    assert response.status_code == 410
    assert "A bench" not in text
    assert "Words that go" not in text
    assert "Removed under rule 93: Operations" in text
    assert not Entry.objects.exists()
    assert "A bench" not in client.get("/en/forum/").content.decode()
    assert "A bench" not in client.get(post.topic.category.get_absolute_url()).content.decode()


def test_the_counters_follow_a_topic_that_goes_and_comes_back(post, rule):
    def counted():
        category = type(post.topic.category).objects.get()
        return category.topics, category.posts, category.last_topic_id

    for _ in range(2):
        remove(Topic.objects.get(), rule)
    assert counted() == (0, 0, None)
    for _ in range(2):
        topics.restore(Topic.objects.get())
    assert counted() == (1, 2, post.topic.pk)


def test_a_restored_topic_is_found_again_without_what_was_hidden_in_it(post, rule):
    remove(post, rule)
    remove(Topic.objects.get(), rule)

    topics.restore(Topic.objects.get())

    assert [entry.text for entry in Entry.objects.all()] == ["The first words"]


def test_a_title_is_escaped_for_the_moderator():
    topic = TopicFactory.create(title="<script>alert(1)</script>")

    assert "<script" not in topics.exhibit(topic).html


def test_nobody_replies_to_a_hidden_topic(post, rule, outsider):
    remove(Topic.objects.get(), rule)

    with pytest.raises(PermissionDenied, match="hidden"):
        services.reply(post.topic.pk, body="Still here", by=outsider)


@pytest.mark.parametrize("body", ["Still here", ""])
@pytest.mark.parametrize("headers", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_a_reply_to_a_hidden_topic_shows_nothing_of_it(client, post, rule, outsider, body, headers):
    remove(Topic.objects.get(), rule)
    signed_in = Client()
    signed_in.force_login(outsider)

    for each in (client, signed_in):
        page = each.post(f"/en/forum/topics/{post.topic.pk}/reply/", {"body": body}, **headers)

        text = page.content.decode()
        assert page.status_code == each.get(post.topic.get_absolute_url()).status_code
        assert not any(said in text for said in (post.topic.title, "The first words", post.body))
        assert body in text


def test_nobody_edits_in_a_topic_that_was_hidden_meanwhile(post, rule):
    opened = Post.objects.select_related("topic__category__space").get(pk=post.pk)
    remove(Topic.objects.get(), rule)

    with pytest.raises(PermissionDenied):
        services.edit(opened, body="Said anew", by=post.author)

    assert not Entry.objects.exists()


def test_each_post_of_others_can_be_reported(client, post, outsider):
    client.force_login(outsider)

    text = read(client, post.topic)

    assert f"/en/moderation/report/forums.post/{post.pk}/" in text
    client.force_login(post.author)
    assert f"/en/moderation/report/forums.post/{post.pk}/" not in read(client, post.topic)
