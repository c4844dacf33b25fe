"""What moderation takes from view, and what stands in its place."""

import pytest

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
posts = keeper_of("forums.post")


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


def test_each_post_of_others_can_be_reported(client, post, outsider):
    client.force_login(outsider)

    text = read(client, post.topic)

    assert f"/en/moderation/report/forums.post/{post.pk}/" in text
    client.force_login(post.author)
    assert f"/en/moderation/report/forums.post/{post.pk}/" not in read(client, post.topic)
