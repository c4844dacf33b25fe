"""A key counts for the words that it was turned on: they stay, and nobody decides on others unseen."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from palabre.committees import services as committees
from palabre.forums import services as forum
from palabre.forums.models import PostRevision
from palabre.moderation.models import Case, Choice, Decision
from palabre.moderation.services import decide, look_after_cases, open_case, report_name
from palabre.people.models import Side, User
from palabre.people.naming import choose_name
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.moderation.factories import moderator, post_in, rule_named
from tests.moderation.measures import agree
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
ANEW = "On fouille longtemps, et le marché ferme."
SEEN = re.compile('name="seen" value="([^"]+)"')


def refuses(deed):
    with pytest.raises(IntegrityError, match="stays as it is"), transaction.atomic():
        deed()


def edit(client, post, user):
    client.force_login(user)
    return client.post(reverse("forums:edit", args=[post.pk]), {"body": ANEW})


def test_once_a_moderator_has_judged_them_they_stay_until_it_is_decided(
    client, case, post, author, civilian, forces
):
    before = post.body
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)
    answer = edit(client, post, author)

    page = answer.content.decode()
    assert (answer.status_code, ANEW in page) == (422, True)
    assert "has begun to judge these words" in page
    assert str(civilian) not in page
    page = client.get(reverse("forums:edit", args=[post.pk])).content.decode()
    assert "has begun to judge these words" in page

    for person in (forces, civilian, forces):  # they differ, look again, and then agree to keep it
        decide(Case.objects.get(), choice=Choice.KEEP, rule=case.rule, by=person)
    post.refresh_from_db()
    assert (post.body, Case.objects.get().outcome) == (before, "kept")
    assert edit(client, post, author).status_code == 302


def test_before_that_they_are_changed_as_ever(client, case, post, author):
    assert edit(client, post, author).status_code == 302
    post.refresh_from_db()
    assert post.body == ANEW


def test_nor_after_a_day_has_shown_them_again(client, veiled, post, author, civilian):
    decide(veiled, choice=Choice.REMOVE, rule=veiled.rule, by=civilian)
    Case.objects.update(veiled_until=veiled.opened_at)
    look_after_cases()

    assert edit(client, post, author).status_code == 422


def test_the_database_lets_no_word_of_them_change(case, post, civilian):
    decide(case, choice=Choice.REMOVE, rule=case.rule, by=civilian)
    every = type(post).objects.filter(pk=post.pk)

    PostRevision.objects.create(post=post, body=post.body, by=post.author)
    refuses(lambda: every.update(body=ANEW, edited_at=timezone.now()))
    refuses(lambda: every.update(body=ANEW, html=f"<p>{ANEW}</p>", edited_at=timezone.now()))
    every.update(lang="en")


@pytest.fixture
def said(db):
    committee = CommitteeFactory.create()
    trader = fill(committee)[0]
    discussion = DiscussionFactory.create(committee=committee)
    return committees.speak(discussion, "The lamps are oot.", by=trader)


def test_what_a_member_said_stays_too_with_its_files(client, said, insult):
    place = said.discussion.committee.space
    case = open_case(said, rule=insult)
    decide(case, choice=Choice.REMOVE, rule=insult, by=moderator(place, Side.FORCES))
    client.force_login(said.author)
    there = reverse("committees:edit", args=[place.slug, said.discussion.pk, said.number])

    answer = client.post(there, {"body": ANEW})

    page = answer.content.decode()
    assert (answer.status_code, ANEW in page) == (422, True)
    assert "has begun to judge these words" in page
    assert "has begun to judge these words" in client.get(there).content.decode()
    with pytest.raises(PermissionDenied, match="begun to judge"):
        committees.change_attachments(said, words={}, dropped=[], by=said.author)
    every = type(said).objects.filter(pk=said.pk)
    refuses(lambda: every.update(body=ANEW, edited_at=timezone.now()))


# --- Names ------------------------------------------------------------------------------------------
def test_no_other_name_is_chosen_while_one_is_looked_at(client, forum, insult):
    """It would be a way out of every case: the next name, and the next."""
    pretender, outsider = UserFactory.create(name="Préfet"), UserFactory.create()
    judges = [moderator(forum, side) for side in (Side.CIVILIAN, Side.FORCES)]
    post, danger = post_in(forum, by=pretender), rule_named("danger")
    agree(report_name(post, rule=insult, by=outsider), *judges)
    pretender.refresh_from_db()
    choose_name(pretender, "Commandant")
    report_name(type(post).objects.get(pk=post.pk), rule=danger, by=outsider)
    client.force_login(pretender)

    answer = client.post(reverse("moderation:name"), {"name": "Colonel"})

    page = answer.content.decode()
    assert (answer.status_code, "Colonel" in page) == (422, True)
    assert "wait until it is decided" in page


def test_the_database_keeps_a_name_that_is_judged_hidden_or_not(forum, danger):
    pretender = UserFactory.create(name="Préfet")
    case = report_name(post_in(forum, by=pretender), rule=danger, by=UserFactory.create())
    decide(case, choice=Choice.REMOVE, rule=danger, by=moderator(forum, Side.CIVILIAN))
    assert User.objects.get(pk=pretender.pk).name_kept == "Préfet"
    refuses(lambda: choose_name(pretender, "Colonel"))

    Case.objects.update(veiled_until=case.opened_at)
    look_after_cases()  # a day is over: given back, it is the same name

    assert User.objects.get(pk=pretender.pk).name == "Préfet"
    refuses(lambda: choose_name(pretender, "Colonel"))


# --- Whoever decides has read them ------------------------------------------------------------------
@pytest.fixture
def read_before(client, case, post, author, civilian):
    """The page is open with the words as they were; then their author changes them."""
    client.force_login(civilian)
    (seen,) = SEEN.findall(client.get(case.get_absolute_url()).content.decode())
    forum.edit(post, body=ANEW, by=author)
    return {"seen": seen, "decision": "remove", "reason": case.rule.code, "note": "My words."}


def test_nobody_decides_on_words_that_were_changed_under_their_eyes(client, case, read_before):
    answer = client.post(reverse("moderation:decide", args=[case.pk]), read_before)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The words were changed since you opened this page" in page
    assert ANEW in page
    assert "My words." in page
    assert not Decision.objects.exists()

    (seen,) = SEEN.findall(page)
    client.post(reverse("moderation:decide", args=[case.pk]), {**read_before, "seen": seen})
    assert Decision.objects.count() == 1


def test_taking_it_up_does_not_make_them_read(client, case, read_before):
    """Only the work is drawn anew: above it stand the words as they were."""
    there = reverse("moderation:claim", args=[case.pk])
    page = client.post(there, read_before, headers={"HX-Request": "true"}).content.decode()

    assert SEEN.findall(page) == [read_before["seen"]]
    assert SEEN.findall(client.post(there, read_before).content.decode()) != [read_before["seen"]]


def test_of_several_at_once_those_that_were_changed_are_left(
    client, case, post, space, author, civilian
):
    other = open_case(post_in(space, by=author, body="The second words."), rule=case.rule)
    cases = [case.pk, other.pk]
    client.force_login(civilian)
    page = client.get(reverse("moderation:batch"), {"case": cases}).content.decode()
    forum.edit(post, body=ANEW, by=author)

    said = {"case": cases, "seen": SEEN.findall(page), "decision": "remove"}
    answer = client.post(reverse("moderation:batch"), {**said, "reason": case.rule.code})

    assert answer.status_code == 409
    assert "The words were changed" in answer.content.decode()
    assert Decision.objects.get().case_id == other.pk
