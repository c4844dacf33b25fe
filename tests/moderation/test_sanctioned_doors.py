"""Whoever reads and does not write for a while finds every door shut, and loses nothing they typed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.committees import services as committees
from palabre.committees.models import Contribution, Discussion, Draft, Mode, NamelessContribution
from palabre.committees.publisher import DiscussionPublisher
from palabre.core import guards
from palabre.forums import services as forums
from palabre.forums.models import Post, Topic
from palabre.forums.publisher import CategoryPublisher
from palabre.moderation.models import Case, Sanction, SanctionKind
from palabre.moderation.services import begin
from palabre.moderation.speaking import take_turn
from palabre.motions.rules import can_move
from palabre.people.models import Side
from palabre.spaces.publishing import Text
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill, seat
from tests.forums.factories import TopicFactory
from tests.moderation.factories import CaseFactory
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "I write all the same."
STOPPED = "you read here and do not write"


@pytest.fixture
def committee(db):
    made = CommitteeFactory.create()
    fill(made, civilians=2, forces=3)
    return made


@pytest.fixture
def writer(committee):
    return seat(committee, side=Side.CIVILIAN, name="writer")


@pytest.fixture
def as_writer(client, writer):
    client.force_login(writer)
    return client


def stop(person, space, kind=SanctionKind.READ_ONLY):
    """As if both sides had agreed to it."""
    with guards.lifted():
        because = CaseFactory.create(space=space, outcome="removed", closed_on="2026-01-02")
        Case.objects.filter(pk=because.pk).update(writer=person)
        sanction = Sanction.objects.create(
            because=because,
            person=person,
            space=space,
            rule=because.rule,
            kind=kind,
            days=7,
            note="x",
        )
        begin(sanction)


def test_the_doors_of_the_forum(as_writer, writer, forum):
    own, others = TopicFactory.create(by=writer), TopicFactory.create()
    post = Post.objects.get(topic=own)
    before = (Topic.objects.count(), Post.objects.count())
    stop(writer, forum)

    for path, said in (
        (f"/en/forum/{own.category.slug}/new/", {"title": "A title", "body": WORDS}),
        (f"/en/forum/topics/{others.pk}/reply/", {"body": WORDS}),
        (f"/en/forum/posts/{post.pk}/edit/", {"body": WORDS}),
    ):
        answer = as_writer.post(path, said)
        assert answer.status_code == 422, path
        assert STOPPED in answer.content.decode()
        assert WORDS in answer.content.decode()
    with pytest.raises(PermissionDenied, match=STOPPED):
        CategoryPublisher().publish(own.category.slug, forum, Text("T", WORDS, "en"), by=writer)
    assert (Topic.objects.count(), Post.objects.count()) == before
    assert WORDS not in Post.objects.get(pk=post.pk).body
    page = as_writer.get(f"/en/forum/topics/{others.pk}/").content.decode()
    assert STOPPED in page
    assert 'name="body"' not in page


def test_the_doors_of_a_committee(as_writer, writer, committee):
    named, nameless = (
        DiscussionFactory.create(committee=committee, mode=mode)
        for mode in (Mode.NAMED, Mode.CHATHAM)
    )
    said = committees.speak(named, "Before.", by=writer)
    committees.keep_draft(named, WORDS, by=writer)
    stop(writer, committee.space)
    slug, opened = committee.slug, Discussion.objects.count()
    asked = {"title": WORDS, "lang": "en", "mode": "named"}

    for name, args, typed in (
        ("speak", (slug, named.pk), {"body": WORDS}),
        ("speak", (slug, nameless.pk), {"body": WORDS}),
        ("edit", (slug, named.pk, said.number), {"body": WORDS}),
        ("open", (slug,), asked),
        ("open", (slug,), {**asked, "mode": "chatham"}),
    ):
        answer = as_writer.post(reverse(f"committees:{name}", args=args), typed)
        assert answer.status_code == 422, name
        assert STOPPED in answer.content.decode()
        assert WORDS in answer.content.decode()
    with pytest.raises(PermissionDenied, match=STOPPED):
        DiscussionPublisher().publish("members", committee.space, Text("T", WORDS, "en"), by=writer)
    committees.publish_waiting()
    assert Contribution.objects.get().body == "Before."
    assert Draft.objects.get().body == WORDS
    assert not NamelessContribution.objects.exists()
    assert Discussion.objects.count() == opened


def test_elsewhere_and_with_the_rights_of_a_seat_nothing_has_changed(writer, committee, forum):
    stop(writer, committee.space)

    assert can_move(writer, committee)
    assert forums.reply(TopicFactory.create().pk, body=WORDS, by=writer)


def test_slowed_they_write_once_in_twelve_hours_and_change_what_they_wrote(writer, forum):
    stop(writer, forum, SanctionKind.SLOW)
    first, second = TopicFactory.create(), TopicFactory.create()
    post = forums.reply(first.pk, body=WORDS, by=writer)

    with pytest.raises(PermissionDenied, match="You can write again at"):
        forums.reply(second.pk, body=WORDS, by=writer)
    forums.edit(post, body="Said better.", by=writer)
    with guards.lifted():
        Post.objects.filter(pk=post.pk).update(posted_at="2026-01-01T00:00Z")
    forums.reply(second.pk, body=WORDS, by=writer)


def test_slowed_without_a_name_the_memory_counts_and_the_database_does_not(
    as_writer, writer, committee
):
    nameless = DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM)
    stop(writer, committee.space, SanctionKind.SLOW)
    address = reverse("committees:speak", args=[committee.slug, nameless.pk])
    assert as_writer.post(address, {"body": WORDS}).status_code == 302

    answer = as_writer.post(address, {"body": "Once more."})

    assert answer.status_code == 422
    assert "not long ago" in answer.content.decode()
    assert "Once more." in answer.content.decode()
    take_turn(UserFactory.create(), nameless, committee.space)  # of others nothing is counted
