"""What the secretariat and administrators change about the forum."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.audit.models import AuditRecord
from palabre.forums import desk_services
from palabre.forums.actions import Action
from palabre.forums.models import Category, Topic
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.moderation.factories import moderator
from tests.people.factories import with_second_factor
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
DESK = "/en/secretariat/forum/"
FIELDS = {
    "title_fr": "Marchés",
    "title_en": "Markets",
    "description_fr": "Tout sur les marchés",
    "description_en": "",
    "slug": "markets",
}


@pytest.fixture
def keeper_of_forum(client, forum):
    person = with_second_factor(
        join(forum, side=Side.SECRETARIAT, role=Role.SECRETARIAT, name="keeper")
    )
    client.force_login(person)
    return person


def recorded():
    return list(AuditRecord.objects.order_by("pk").values_list("action", "actor"))


def test_a_category_is_added_at_the_end_and_recorded(client, keeper_of_forum):
    CategoryFactory.create(position=4)

    response = client.post(f"{DESK}add/", FIELDS)

    assert response.url == DESK
    assert Category.objects.get(slug="markets").position == 5
    assert recorded() == [(Action.CATEGORY_ADDED, "keeper")]


@pytest.mark.parametrize("slug", ["topics", "posts", "with space", ""])
def test_an_address_that_cannot_be_is_refused_with_the_form_kept(client, keeper_of_forum, slug):
    response = client.post(f"{DESK}add/", {**FIELDS, "slug": slug})

    assert response.status_code == 422
    assert "Tout sur les marchés" in response.content.decode()


def test_a_category_is_changed(client, keeper_of_forum):
    category = CategoryFactory.create()

    client.post(f"{DESK}categories/{category.pk}/", FIELDS)

    category.refresh_from_db()
    assert category.title_fr == "Marchés"
    assert recorded() == [(Action.CATEGORY_CHANGED, "keeper")]


def test_categories_change_places(client, keeper_of_forum):
    one, two, three = CategoryFactory.create_batch(3)

    client.post(f"{DESK}categories/{three.pk}/move/", {"to": "up"})
    client.post(f"{DESK}categories/{one.pk}/move/", {"to": "down"})

    assert list(Category.objects.in_order()) == [three, one, two]


def test_the_first_category_cannot_go_higher(client, keeper_of_forum):
    one, two = CategoryFactory.create_batch(2)

    client.post(f"{DESK}categories/{one.pk}/move/", {"to": "up"})

    assert list(Category.objects.in_order()) == [one, two]
    assert recorded() == []


def test_the_forum_can_be_closed_to_strangers(client, keeper_of_forum, forum):
    client.post(f"{DESK}settings/", {"name_fr": "Le forum", "name_en": "The forum"})

    forum.refresh_from_db()
    assert not forum.is_public
    assert recorded() == [(Action.FORUM_CHANGED, "keeper")]


def test_a_topic_is_pinned_and_closed_and_opened_again(client, keeper_of_forum):
    topic = TopicFactory.create()
    for fields in ({"pinned": "yes"}, {"closed": "yes"}, {"closed": "yes"}, {"closed": "no"}):
        client.post(f"{DESK}topics/{topic.pk}/", fields)

    topic = Topic.objects.get()
    assert (topic.is_pinned, topic.is_closed) == (True, False)
    assert [action for action, _ in recorded()] == [
        Action.TOPIC_PINNED,
        Action.TOPIC_CLOSED,
        Action.TOPIC_REOPENED,
    ]


def test_what_the_secretariat_does_alone_both_sides_hear_of(client, keeper_of_forum, forum):
    judges = [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]
    topic = TopicFactory.create(title="Le pont")
    for closed in ("yes", "yes", "no"):
        client.post(f"{DESK}topics/{topic.pk}/", {"closed": closed})
    for public in ({}, {}, {"is_public": "on"}):
        client.post(f"{DESK}settings/", {"name_fr": "Le forum", "name_en": "The forum", **public})

    for judge in judges:
        told = [tell_in_words(notice).sentence for notice in judge.notices.all()]
        assert sorted(told) == [
            "The secretariat has closed the topic “Le pont”: it is read, and nobody adds to it. "
            "Ask why if the topic does not say.",
            "The secretariat has opened the topic “Le pont” again.",
            "Whoever did not sign in reads “The forum” no more: the secretariat or an administrator "
            "decided so. Ask why.",
            "Whoever did not sign in reads “The forum” now: the secretariat or an administrator decided so.",
        ]
    assert not keeper_of_forum.notices.exists()


def test_the_buttons_are_there_for_those_who_run_the_forum(client, keeper_of_forum, outsider):
    path = TopicFactory.create().get_absolute_url()

    assert "Pin at the top" in client.get(path).content.decode()
    client.force_login(outsider)
    assert "Pin at the top" not in client.get(path).content.decode()


@pytest.mark.parametrize("page", ["", "add/", "settings/"])
def test_the_desk_does_not_exist_for_others(client, outsider, page):
    assert client.get(f"{DESK}{page}").status_code == 302
    client.force_login(outsider)
    assert client.get(f"{DESK}{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "add/", "settings/"])
def test_the_desk_answers_in_both_languages(client, keeper_of_forum, page):
    CategoryFactory.create()

    for lang in ("fr", "en"):
        assert client.get(f"/{lang}/secretariat/forum/{page}").status_code == 200


def test_the_secretariat_of_a_committee_does_not_run_the_forum(client, secretary):
    topic = TopicFactory.create()
    client.force_login(secretary)

    assert client.get(DESK).status_code == 403
    client.post(f"{DESK}topics/{topic.pk}/", {"closed": "yes"})
    assert not Topic.objects.get().is_closed


def test_the_services_refuse_others(forum, outsider):
    category, topic = CategoryFactory.create(), TopicFactory.create()
    deeds = [
        lambda: desk_services.add_category(Category(slug="x", title_fr="X"), space=forum, by=outsider),
        lambda: desk_services.change_category(category, by=outsider),
        lambda: desk_services.move_category(category, up=True, by=outsider),
        lambda: desk_services.change_forum(forum, by=outsider),
        lambda: desk_services.pin_topic(topic, pinned=True, by=outsider),
        lambda: desk_services.close_topic(topic, closed=True, by=outsider),
    ]  # fmt: skip

    for deed in deeds:
        with pytest.raises(PermissionDenied):
            deed()
    assert recorded() == []
