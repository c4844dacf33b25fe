"""Both sides slow or pause a topic or discussion; it ends by itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from palabre.committees import services as committees
from palabre.committees.models import Mode, NamelessContribution
from palabre.core import guards
from palabre.forums import services as forums
from palabre.moderation.models import Case, Choice, Pause, PauseKind
from palabre.moderation.services import decide, propose_pause
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.moderation.factories import moderator, rule_named
from tests.moderation.measures import paused
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "I have more to say."


@pytest.fixture
def space(forum):
    return forum


@pytest.fixture
def topic(space):
    return TopicFactory.create(category=CategoryFactory.create(space=space))


def test_nobody_writes_there_and_the_page_says_why_and_until_when(topic, judges, client):
    paused(topic, PauseKind.PAUSE, judges)
    client.force_login(UserFactory.create())

    answer = client.post(f"/en/forum/topics/{topic.pk}/reply/", {"body": WORDS})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Paused until" in page
    assert WORDS in page
    with pytest.raises(PermissionDenied, match="Paused until"):
        forums.reply(topic.pk, body=WORDS, by=UserFactory.create())
    assert forums.reply(TopicFactory.create().pk, body=WORDS, by=UserFactory.create())


def test_slowed_everybody_writes_once_in_six_hours(topic, judges, client):
    paused(topic, PauseKind.SLOW, judges)
    person, other = UserFactory.create_batch(2)
    forums.reply(topic.pk, body=WORDS, by=person)

    with pytest.raises(PermissionDenied, match="once in six hours"):
        forums.reply(topic.pk, body="More.", by=person)
    client.force_login(other)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "Slowed until" in page
    assert 'name="body"' in page


def test_one_key_pauses_nothing_and_it_ends_by_itself(topic, judges, space):
    asked = propose_pause(
        topic, kind=PauseKind.PAUSE, rule=rule_named("danger"), days=2, note="x", by=judges[0]
    )
    person = UserFactory.create()
    assert forums.reply(topic.pk, body=WORDS, by=person)
    with pytest.raises(PermissionDenied, match="has been proposed"):
        propose_pause(topic, kind="slow", rule=asked.rule, days=2, note="x", by=judges[1])
    with pytest.raises(IntegrityError, match="two keys"), transaction.atomic():
        Pause.objects.update(begins_at=timezone.now(), ends_at=timezone.now())
    decide(asked, choice=Choice.REMOVE, rule=asked.rule, by=judges[1])
    with pytest.raises(PermissionDenied):
        forums.reply(topic.pk, body=WORDS, by=person)

    with guards.lifted():
        Pause.objects.update(ends_at=timezone.now())
    assert forums.reply(topic.pk, body="Again.", by=person)


def test_a_moderator_proposes_it_on_a_page_and_others_find_no_such_page(topic, judges, client):
    address = reverse("moderation:pause", args=["forums.topic", topic.pk])
    said = {"kind": "pause", "days": "9", "rule": "insult", "note": WORDS}
    client.force_login(judges[0])
    assert WORDS in client.post(address, said).content.decode()  # nine days are too many
    answer = client.post(address, {**said, "days": "2"}, follow=True).content.decode()
    assert "It begins only if the other side agrees" in answer

    client.force_login(judges[1])
    case = Case.objects.get()
    page = client.get(case.get_absolute_url()).content.decode()
    assert WORDS in page
    assert "Agree to it" in page
    client.post(
        reverse("moderation:decide", args=[case.pk]), {"decision": "remove", "reason": "insult"}
    )
    assert topic.title in client.get(reverse("moderation:measures")).content.decode()
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 404


def test_without_names_what_waited_comes_out_and_nothing_more_comes_in():
    committee = CommitteeFactory.create()
    fill(committee, civilians=3, forces=3)
    nameless = DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM)
    judges = [moderator(committee.space, side) for side in (Side.CIVILIAN, Side.FORCES)]
    committees.speak_namelessly(nameless, "Said before.")
    paused(nameless, PauseKind.PAUSE, judges)

    with pytest.raises(PermissionDenied, match="Paused until"):
        committees.speak_namelessly(nameless, "Said too late.")
    committees.publish_waiting()

    assert NamelessContribution.objects.get().body == "Said before."
