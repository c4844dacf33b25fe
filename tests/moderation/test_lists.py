"""Lists of words make people look. They remove nothing, and in committees nothing waits."""

import pytest
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services as committees
from palabre.committees.models import NamelessContribution
from palabre.committees.services import nameless
from palabre.forums import services as forums
from palabre.forums.models import Post, State
from palabre.forums.publisher import CategoryPublisher
from palabre.jobs.models import Job
from palabre.moderation.models import Case, Deed, Finds, Origin, ReadsWhat, WordList
from palabre.people.models import Side
from palabre.spaces.publishing import Text
from tests.committees.factories import DiscussionFactory, seat
from tests.moderation.factories import WordListFactory, moderator, post_in, rule_named
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db
LISTS = "/en/secretariat/rules/lists/"


@pytest.fixture
def post(space, author):
    return post_in(space, by=author)


def say(post, body, by):
    return forums.reply(post.topic_id, body=body, by=by)


def test_look_publishes_and_opens_a_case_without_a_reporter(post, author, space):
    WordListFactory.create(space=space, deed=Deed.LOOK)

    said = say(post, "A CROCODÍLE!", author)

    case = Case.objects.about(said).get()
    assert said.number == 2
    assert (case.origin, case.is_held, case.reports.count()) == (Origin.WORDS, False, 0)


@pytest.mark.parametrize(
    "words",
    [
        ("Of the crocodile", "It sleeps.", ["forums.topic"]),
        ("Of the river", "The crocodile sleeps.", ["forums.post"]),
        ("Of the crocodile", "A crocodile.", ["forums.post", "forums.topic"]),
        ("Of the river", "It sleeps.", []),
    ],
)
@pytest.mark.parametrize("from_message", [True, False])
def test_a_new_topic_is_looked_at_where_the_words_are(
    post, author, space, work, words, from_message
):
    """Of whatever kind: one made of a message too, which waits for nobody."""
    title, body, about = words
    WordListFactory.create(space=space, deed=Deed.LOOK)
    category = post.topic.category
    if from_message:
        text = Text(title=title, body=body, lang="en")
        CategoryPublisher().publish(category.slug, space, text, by=author)
    else:
        forums.open_topic(category, title=title, body=body, by=author)
    work()

    assert sorted(Case.objects.values_list("label", flat=True)) == about
    assert not Case.objects.filter(is_held=True).exists()


def test_what_is_said_below_a_title_does_not_answer_for_it(post, author, space, work):
    WordListFactory.create(space=space, deed=Deed.LOOK)
    topic = forums.open_topic(
        post.topic.category, title="A crocodile", body="It sleeps.", by=author
    )
    work()

    said = forums.reply(topic.pk, body="Where?", by=author)
    forums.edit(said, body="Where does it?", by=author)
    work()

    assert Case.objects.get().label == "forums.topic"


def test_hold_makes_it_wait_under_its_rule(post, author, space):
    WordListFactory.create(space=space, deed=Deed.HOLD)
    WordListFactory.create(space=space, deed=Deed.LOOK)

    said = say(post, "A crocodile.", author)

    case = Case.objects.about(said).get()
    assert (said.number, said.state) == (None, State.HELD)
    assert (case.origin, case.is_held, case.rule.code) == (Origin.WORDS, True, "insult")


def test_mark_does_nothing_by_itself_and_shows_moderators_the_words(
    client, post, author, reporter, civilian, space
):
    WordListFactory.create(space=space, deed=Deed.MARK)
    said = say(post, "A Crocodile.", author)
    assert not Case.objects.exists()
    client.force_login(reporter)
    client.post(reverse("moderation:report", args=["forums.post", said.pk]), {"reason": "hate"})

    client.force_login(civilian)
    page = client.get(Case.objects.get().get_absolute_url()).content.decode()

    assert '<mark class="typed">Crocodile</mark>' in page


def test_a_list_under_a_rule_of_danger_hides_nothing(post, author, space, danger):
    WordListFactory.create(space=space, deed=Deed.LOOK, rule=danger)

    assert say(post, "A crocodile.", author).is_published
    assert not Case.objects.get().is_veiled


@pytest.mark.parametrize(
    ("finds", "text"),
    [(Finds.PHONE, "Call 76 12 34 56"), (Finds.POSITION, "They are at 16.7666, -3.0026")],
)
def test_telephones_and_positions_need_no_words(post, author, space, finds, text):
    WordListFactory.create(space=space, deed=Deed.HOLD, finds=finds, words="")

    assert say(post, "Nothing of the kind, 25000 francs.", author).is_published
    assert not say(post, text, author).is_published


def test_a_list_of_another_space_or_out_of_force_says_nothing(post, author, space):
    WordListFactory.create(space=SpaceFactory.create(), deed=Deed.HOLD)
    WordListFactory.create(space=space, deed=Deed.HOLD, is_active=False)
    WordListFactory.create(space=space, deed=Deed.HOLD, reads=ReadsWhat.NAMES)

    assert say(post, "A crocodile.", author).is_published


def test_words_that_are_edited_in_are_looked_at_too(post, author, space, work):
    WordListFactory.create(space=space, deed=Deed.HOLD)

    forums.edit(post, body="A crocodile after all.", by=author)
    work()

    assert Post.objects.get(pk=post.pk).is_published
    assert Case.objects.get().origin == Origin.WORDS


def test_what_members_of_a_committee_say_never_waits():
    WordListFactory.create(deed=Deed.HOLD)
    discussion = DiscussionFactory.create()
    member = seat(discussion.committee)

    said = committees.speak(discussion, "A crocodile.", by=member)

    case = Case.objects.about(said).get()
    assert (case.origin, case.is_held, said.state) == (Origin.WORDS, False, "published")


def test_nameless_words_are_looked_at_once_they_are_out_and_not_taken_back(work):
    WordListFactory.create(deed=Deed.HOLD)
    discussion = DiscussionFactory.create(mode="chatham")
    said, gone = (nameless.Words(discussion.pk, "A crocodile.", "en") for _ in range(2))
    taken_back = {"discussion": discussion.pk, "withdrawn": gone.key}

    nameless._write_all([vars(said), vars(gone), taken_back])
    assert NamelessContribution.objects.count() == 2  # whatever becomes of the look at them
    assert not Case.objects.exists()
    assert Job.objects.get().arguments == [sorted([said.key, gone.key])]
    work(["committees.look_at"])

    case = Case.objects.get()
    assert case.item_pk.replace("-", "") == said.key
    assert (case.origin, case.is_held) == (Origin.WORDS, False)


# --- The desk ----------------------------------------------------------------------------------


def typed(**more):
    said = {
        "name": "Insults",
        "reads": "texts",
        "finds": "words",
        "deed": "look",
        "is_active": "on",
    }
    return {**said, "rule": rule_named("insult").pk, **more}


def test_who_runs_a_space_pastes_many_words_and_adds_one(client, secretary, space):
    client.force_login(secretary)
    pasted = " sale  chien \r\n\r\nidiot*\r\nsale chien\r\nɲamatɔ"

    client.post(f"{LISTS}new/", typed(space=space.pk, words=pasted))

    made = WordList.objects.get(space=space)
    assert made.phrases == ["sale chien", "idiot*", "ɲamatɔ"]
    client.post(f"{LISTS}{made.pk}/add/", {"phrase": " bâtard "})
    made.refresh_from_db()
    assert made.phrases[-1] == "bâtard"
    records = AuditRecord.objects.filter(action__startswith="moderation.list").order_by("pk")
    assert [record.details["added"] for record in records] == [
        ["idiot*", "sale chien", "ɲamatɔ"],
        ["bâtard"],
    ]


@pytest.mark.parametrize("words", ["", "!!!", "a", "ab*", "two words*", "m*d", "w " * 7, "x" * 81])
def test_what_is_no_word_is_refused_with_what_was_typed(client, secretary, space, words):
    client.force_login(secretary)

    answer = client.post(f"{LISTS}new/", typed(space=space.pk, words=f"{words}\nkept word*x"))

    assert answer.status_code == 422
    assert "kept word*x" in answer.content.decode()
    assert not WordList.objects.filter(space=space).exists()


def test_nobody_sets_a_list_of_a_space_that_they_do_not_run(client, secretary):
    elsewhere = SpaceFactory.create()
    client.force_login(secretary)
    theirs = WordListFactory.create(space=elsewhere)

    assert client.get(f"{LISTS}{theirs.pk}/").status_code == 404
    assert client.post(f"{LISTS}new/", typed(space=elsewhere.pk, words="ab")).status_code == 422


def test_the_public_page_says_that_there_are_lists_and_not_which_words(client, space):
    WordListFactory.create(words="unspeakable")

    page = client.get("/en/rules/").content.decode()

    assert "There are lists of words" in page
    assert "unspeakable" not in page


def test_moderators_do_not_change_lists(client, space):
    client.force_login(moderator(space, Side.FORCES))

    assert client.get(LISTS).status_code == 404
