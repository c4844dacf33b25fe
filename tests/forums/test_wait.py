"""First posts of a newcomer wait for one moderator, or for time; their author has them in hand."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from palabre.forums import services, waiting
from palabre.forums.models import MOST_WAITING, Category, Post, State, Topic
from palabre.forums.publisher import CategoryPublisher
from palabre.moderation.models import Case, Choice, Origin, Outcome, Procedure
from palabre.moderation.services import appeal_by_name, decide, look_after_cases
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from palabre.search.models import Entry
from palabre.spaces.publishing import Text
from tests.forums.factories import CategoryFactory, PostFactory, TopicFactory
from tests.moderation.factories import moderator
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "Cheap lamps at the bridge"


@pytest.fixture
def topic(forum):
    return TopicFactory.create(title="The lamps")


@pytest.fixture
def procedure(forum, topic):
    return Procedure.objects.create(space=forum, first_words=1)


@pytest.fixture
def newcomer(procedure):
    return UserFactory.create(username="newcomer", name="Newcomer")


@pytest.fixture
def held(topic, newcomer):
    return services.reply(topic.pk, body=WORDS, by=newcomer)


@pytest.fixture
def judges(forum):
    return [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]


def case_about(thing):
    return Case.objects.about(thing).get()


def judge(thing, choice, *by):
    for person in by:
        case = case_about(thing)
        decide(case, choice=choice, rule=case.rule, by=person)
    return case_about(thing)


def own_page(post):
    return reverse("forums:waiting", args=[post.pk])


def test_it_takes_no_number_counts_nowhere_and_is_not_found(client, held, topic):
    case = case_about(held)

    topic.refresh_from_db()
    assert (held.state, held.number, topic.posts) == (State.HELD, None, 1)
    assert (case.origin, case.is_held, case.rule.code) == (Origin.NEWCOMER, True, "spam")
    assert not Entry.objects.filter(item_pk=held.pk).exists()
    assert WORDS not in client.get(topic.get_absolute_url()).content.decode()


def test_its_author_is_told_until_when_and_sees_it_from_everywhere(client, topic, newcomer):
    client.force_login(newcomer)

    sent = client.post(reverse("forums:reply", args=[topic.pk]), {"body": WORDS})

    held = Post.objects.get(state=State.HELD)
    assert sent.url == own_page(held)
    page = client.get(sent.url).content.decode()
    assert WORDS in page
    assert "it is published by itself" in page
    for path in ("/en/me/", topic.get_absolute_url()):
        assert own_page(held) in client.get(path).content.decode()


def test_nobody_else_comes_to_its_page(client, held, outsider):
    client.force_login(outsider)

    assert client.get(own_page(held)).status_code == 404
    assert client.post(own_page(held), {"body": "Mine"}).status_code == 404
    assert client.post(reverse("forums:withdraw", args=[held.pk])).status_code == 404


def test_one_moderator_lets_it_through_and_it_is_a_post_like_any_other(held, topic, judges):
    PostFactory.create(topic=topic, by=judges[0])

    case = judge(held, Choice.KEEP, judges[1])

    held.refresh_from_db()
    assert (case.outcome, held.number, held.state) == (Outcome.KEPT, 3, State.PUBLISHED)
    assert Entry.objects.filter(item_pk=held.pk).exists()
    assert held.author.notices.get().kind == "moderation.published"
    assert Category.objects.get(pk=topic.category_id).posts == 3
    assert services.reply(topic.pk, body="Again", by=held.author).is_published


def test_to_refuse_it_takes_both_sides(held, judges):
    assert judge(held, Choice.REMOVE, judges[0]).is_open
    assert judge(held, Choice.REMOVE, judges[1]).outcome == Outcome.REMOVED

    held.refresh_from_db()
    assert (held.state, held.number) == (State.REMOVED, None)


def test_where_the_procedure_says_so_one_key_refuses_spam(procedure, topic, newcomer, judges):
    procedure.spam_by_one = True
    procedure.save()
    held = services.reply(topic.pk, body=WORDS, by=newcomer)

    assert judge(held, Choice.REMOVE, judges[0]).outcome == Outcome.REMOVED


def test_time_publishes_it(held):
    Case.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    look_after_cases()
    look_after_cases()

    held.refresh_from_db()
    assert (held.number, held.state) == (2, State.PUBLISHED)


def test_its_author_reads_on_the_decision_that_it_waits_and_changes_it_from_there(client, held):
    client.force_login(held.author)

    page = client.get(reverse("moderation:decision", args=[case_about(held).pk])).content.decode()

    assert "it is published by itself" in page
    assert "Both sides are looking at it" not in page
    assert case_about(held).rule.text_en not in page
    assert f'href="{own_page(held)}">Change it or withdraw it' in page


def test_refused_it_has_no_place_to_go_to(client, held, judges):
    case = judge(held, Choice.REMOVE, *judges)
    client.force_login(held.author)

    page = client.get(reverse("moderation:decision", args=[case.pk])).content.decode()

    assert "You can write again" in page
    assert "Go to its place" not in page
    assert "#p1" not in page


@pytest.mark.parametrize("keys", [0, 2])
def test_moderators_read_it_after_what_it_answers_and_in_no_place_of_another(
    client, held, topic, judges, keys
):
    """While it waits, and once it is refused."""
    judge(held, Choice.REMOVE, *judges[:keys])
    client.force_login(judges[0])

    page = client.get(case_about(held).get_absolute_url()).content.decode()

    assert WORDS in page
    assert "See it in its place" not in page
    assert "What do you think of it?" in page


def test_its_author_changes_it_until_somebody_has_begun_to_judge(client, held, newcomer, judges):
    client.force_login(newcomer)
    client.post(own_page(held), {"body": "Said better"})

    case = case_about(held)
    assert "Said better" in case.original
    assert not held.revisions.exists()
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=judges[0])
    answer = client.post(own_page(held), {"body": "Said last"})

    assert answer.status_code == 422
    assert "Said last" in answer.content.decode()
    assert Post.objects.get(pk=held.pk).body == "Said better"


def test_its_own_page_leads_its_author_to_what_became_of_it(client, held, newcomer, judges):
    client.force_login(newcomer)
    judge(held, Choice.REMOVE, *judges)

    told = client.get(own_page(held))

    assert told.url == reverse("moderation:decision", args=[case_about(held).pk])
    assert (
        "is not published: moderators of both sides agreed"
        in tell_in_words(newcomer.notices.latest("pk")).sentence
    )
    late = client.post(own_page(held), {"body": "Words that come late"})
    assert late.status_code == 422
    assert "Words that come late" in late.content.decode()
    client.force_login(judges[0])
    assert client.get(own_page(held)).status_code == 404


def test_its_author_takes_it_back_and_nothing_is_kept(client, held, newcomer, topic):
    client.force_login(newcomer)

    assert client.post(reverse("forums:withdraw", args=[held.pk])).url == topic.get_absolute_url()

    case = Case.objects.get()
    assert (case.outcome, case.original) == (Outcome.WITHDRAWN, "")
    assert not Post.objects.filter(pk=held.pk).exists()
    assert "No decision yet" in client.get("/en/moderation/register/").content.decode()


def test_what_is_published_is_no_longer_taken_back_or_changed_there(client, held, judges):
    judge(held, Choice.KEEP, judges[0])
    with pytest.raises(PermissionDenied, match="no longer waits"):
        waiting.withdraw(held, by=held.author)

    client.force_login(held.author)
    held.refresh_from_db()
    assert client.get(own_page(held)).url == held.get_absolute_url()


def test_a_topic_waits_with_its_title(client, newcomer, topic, judges, outsider):
    category = topic.category
    client.force_login(newcomer)
    there = reverse("forums:new_topic", args=[category.slug])

    sent = client.post(there, {"title": "Lamps, cheap", "body": WORDS}, follow=True)

    own = Topic.objects.get(title="Lamps, cheap")
    assert (own.state, own.posts) == (State.HELD, 0)
    assert "This waits to be published" in sent.content.decode()
    assert Category.objects.get(pk=category.pk).topics == 1
    client.force_login(outsider)
    for path in ("/en/forum/", category.get_absolute_url()):
        assert "Lamps, cheap" not in client.get(path).content.decode()
    assert client.get(own.get_absolute_url()).status_code == 404

    judge(own, Choice.KEEP, judges[0])

    page = client.get(own.get_absolute_url()).content.decode()
    assert "Lamps, cheap" in page
    assert WORDS in page
    assert Category.objects.get(pk=category.pk).topics == 2


def test_a_topic_is_changed_and_taken_back_whole(newcomer, topic):
    own = services.open_topic(topic.category, title="Lamps", body=WORDS, by=newcomer)
    post = Post.objects.select_related("topic__category__space").get(topic=own)

    waiting.change(post, title="Lights", body="Said better", by=newcomer)
    assert case_about(own).title == "Lights"
    waiting.withdraw(post, by=newcomer)

    assert not Topic.objects.filter(pk=own.pk).exists()


def test_a_topic_that_was_refused_waits_no_more(client, newcomer, topic, judges):
    own = services.open_topic(topic.category, title="Lamps", body=WORDS, by=newcomer)
    post = Post.objects.get(topic=own)
    client.force_login(newcomer)
    case = judge(own, Choice.REMOVE, *judges)

    assert own_page(post) not in client.get("/en/me/").content.decode()
    decision = reverse("moderation:decision", args=[case.pk])
    assert client.get(own_page(post)).url == decision
    assert "Go to its place" not in client.get(decision).content.decode()
    assert Post.objects.waiting_of(newcomer).count() == 0


def test_a_refused_topic_that_is_given_back_on_appeal_is_published(newcomer, topic, judges, forum):
    own = services.open_topic(topic.category, title="Lamps", body=WORDS, by=newcomer)
    judge(own, Choice.REMOVE, *judges)

    again = appeal_by_name(case_about(own), plea="It is a question.", by=newcomer)
    other = moderator(forum, Side.CIVILIAN)
    for person in (other, moderator(forum, Side.FORCES)):
        decide(again, choice=Choice.KEEP, rule=again.rule, by=person)

    own.refresh_from_db()
    assert (own.state, own.posts) == (State.PUBLISHED, 1)


def test_whoever_is_vouched_for_is_no_newcomer(topic, procedure, administrator):
    known = UserFactory.create(verified_on="2026-01-01", verified_by=administrator)

    assert services.reply(topic.pk, body=WORDS, by=known).is_published


def test_every_post_waits_where_the_procedure_says_so(topic, procedure, administrator):
    procedure.holds_all = True
    procedure.save()
    known = UserFactory.create(verified_on="2026-01-01", verified_by=administrator)

    assert not services.reply(topic.pk, body=WORDS, by=known).is_published


def test_nobody_floods_the_queue(client, topic, newcomer):
    for number in range(MOST_WAITING):
        services.reply(topic.pk, body=f"Text {number}", by=newcomer)
    client.force_login(newcomer)

    answer = client.post(reverse("forums:reply", args=[topic.pk]), {"body": "One too many"})

    assert answer.status_code == 422
    assert "One too many" in answer.content.decode()
    assert Case.objects.count() == MOST_WAITING


def test_what_two_readers_agreed_on_waits_for_nobody(topic, newcomer, forum):
    category = CategoryFactory.create()

    CategoryPublisher().publish(
        category.slug, forum, Text(title="From a message", body=WORDS, lang="en"), by=newcomer
    )

    assert Topic.objects.get(category=category).is_published
