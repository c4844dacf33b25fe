"""Whoever wrote something reads what was decided about it, and asks for another look."""

import pytest
from django.urls import reverse

from palabre.core.text import clean
from palabre.moderation.models import Case, Choice
from palabre.moderation.services import appeal_by_name, decide, look_after_cases
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.moderation.factories import WORDS, held, moderator

pytestmark = pytest.mark.django_db
PLEA = "It names nobody."


@pytest.fixture
def removed(case, judges):
    for judge, passage in zip(judges, ("une heure", "une heure"), strict=True):
        case = decide(
            case,
            choice=Choice.REMOVE,
            rule=case.rule,
            note="It is cruel.",
            passage=passage,
            by=judge,
        )
    return case


@pytest.fixture
def as_author(client, author):
    client.force_login(author)
    return client


def address(case):
    return reverse("moderation:decision", args=[case.pk])


def test_the_author_reads_rule_passage_words_and_reasons_and_no_name(removed, as_author, judges):
    page = as_author.get(address(removed)).content.decode()

    for words in (removed.rule.text_en, "une heure</blockquote>", WORDS, "It is cruel."):
        assert words in page
    assert "You can appeal <time" in page
    for person in (*judges, *(each.reporter for each in removed.reports.all())):
        assert str(person) not in page


def test_they_are_told_in_the_transaction_that_removes(removed, author):
    """Within a minute, then: there is none in which it is gone and they do not know."""
    (notice,) = Notice.objects.filter(user=author)
    assert (notice.kind, notice.link) == ("moderation.removed", address(removed))


def test_nobody_else_learns_that_there_is_such_a_page(removed, client, reporter, civilian):
    for person in (reporter, civilian):
        client.force_login(person)
        assert client.get(address(removed)).status_code == 404
        assert "Fouilles" not in client.get(reverse("moderation:decisions")).content.decode()


def test_a_report_that_is_open_or_came_to_nothing_is_not_told(case, as_author, judges):
    assert as_author.get(address(case)).status_code == 404
    for judge in judges:
        case = decide(case, choice=Choice.KEEP, rule=case.rule, by=judge)

    assert as_author.get(address(case)).status_code == 404


def test_what_is_hidden_meanwhile_is_told_without_a_choice_of_anybody(veiled, as_author, civilian):
    decide(veiled, choice=Choice.REMOVE, rule=veiled.rule, note="It is cruel.", by=civilian)

    page = as_author.get(address(veiled)).content.decode()

    assert "Both sides are looking at it" in page
    assert "It is cruel." not in page


def test_an_appeal_is_made_once_and_nothing_typed_is_lost(removed, as_author, judges):
    answer = as_author.post(address(removed), {"plea": PLEA}, follow=True).content.decode()
    assert "Two other moderators" in answer
    assert Case.objects.get(appeal_of=removed).plea == PLEA

    again = as_author.post(address(removed), {"plea": "Once more."})

    assert again.status_code == 422
    assert "it is decided once" in again.content.decode()
    assert "Once more." in again.content.decode()


def test_what_came_of_the_appeal_stands_on_the_same_page(removed, as_author, author, space):
    again = appeal_by_name(removed, plea=PLEA, by=author)
    for side in (Side.CIVILIAN, Side.FORCES):
        who = moderator(space, side)
        again = decide(again, choice=Choice.KEEP, rule=again.rule, note="No harm.", by=who)

    page = as_author.get(address(removed)).content.decode()

    assert "No harm." in page
    assert "You can write again" not in page
    assert Notice.objects.get(kind="moderation.appeal.granted").link == address(removed)


@pytest.mark.parametrize("number", [1, 12])
def test_their_list_costs_the_same_however_long(
    space, as_author, author, number, django_assert_num_queries
):
    held(number, space=space, writer=author)

    with django_assert_num_queries(4):
        page = as_author.get(reverse("moderation:decisions")).content.decode()

    assert page.count("/moderation/decisions/") >= number


def test_words_that_were_cut_off_break_no_page():
    assert clean('<p>Look <a href="https://palabre.exam') == "<p>Look </p>"


def test_whose_word_settled_it_is_read_whenever_they_said_it(case, as_author, civilian, forces):
    """One side was silent at the second look, and stood by what it said at the first."""
    decide(case, choice=Choice.REMOVE, rule=case.rule, note="It names him.", by=civilian)
    decide(case, choice=Choice.KEEP, rule=case.rule, note="It asks.", by=forces)
    decide(case, choice=Choice.REMOVE, rule=case.rule, note="I came round.", by=forces)
    Case.objects.update(due_at="2026-01-02T00:00Z")
    look_after_cases()

    page = as_author.get(address(case)).content.decode()

    assert "It names him." in page
    assert "I came round." in page
    assert "It asks." not in page
