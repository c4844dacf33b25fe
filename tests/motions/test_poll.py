"""Consent polls: three equal buttons, and nobody learns who pressed which."""

import pytest
from django.core.exceptions import PermissionDenied

from palabre.motions import services
from palabre.motions.models import Answered
from palabre.motions.reading import answers_to
from palabre.motions.services.polling import gather
from palabre.people.models import Side
from tests.committees.factories import DiscussionFactory, fill
from tests.committees.traces import everything

pytestmark = pytest.mark.django_db
MIXED = ["live", "live", "concern", "against", "live"]


@pytest.fixture
def poll(committee, trader, gendarme):
    fill(committee, civilians=1, forces=1)
    discussion = DiscussionFactory.create(committee=committee, title="The barrier")
    return services.open_poll(discussion, "The barrier opens at five", by=trader)


def answer(poll, side, words):
    asked = poll.asked.filter(side=side, is_in=False).select_related("user")
    for one, word in zip(asked, words, strict=False):
        services.answer_poll(poll, word, by=one.user)


def test_answering_writes_no_row_and_answers_come_in_together(poll):
    before = everything()
    answer(poll, Side.CIVILIAN, MIXED[:3])
    services.gather_answers()
    assert everything() == before
    answer(poll, Side.FORCES, MIXED[:1])

    services.gather_answers()

    assert Answered.objects.count() == poll.asked.filter(is_in=True).count() == 4
    with pytest.raises(PermissionDenied, match="Your answer is in"):
        services.answer_poll(poll, "live", by=poll.asked.filter(is_in=True)[0].user)


def test_numbers_are_shown_once_five_of_each_side_have_answered(poll):
    answer(poll, Side.CIVILIAN, MIXED)
    answer(poll, Side.FORCES, MIXED[:4])
    services.gather_answers()
    assert (answers_to(poll).sides, answers_to(poll).together) == ([], [])
    answer(poll, Side.FORCES, MIXED[4:])
    gather(poll.pk)

    assert [(side, [n for _, n in words]) for side, words in answers_to(poll).sides] == [
        ("civilian", [3, 1, 1]), ("forces", [3, 1, 1]),
    ]  # fmt: skip


def test_once_closed_nobody_is_known_to_have_answered_and_few_answers_are_not_shown(
    poll, trader, work
):
    answer(poll, Side.CIVILIAN, MIXED[:2])
    answer(poll, Side.FORCES, MIXED[:2])

    services.close_poll(poll, by=trader)
    work(["motions.close_poll"])

    poll.refresh_from_db()
    assert not poll.asked.filter(is_in=True).exists()
    assert Answered.objects.count() == 4
    assert (answers_to(poll).sides, answers_to(poll).together) == ([], [])


def test_a_side_of_one_mind_is_shown_with_the_other_only(poll, trader):
    answer(poll, Side.CIVILIAN, ["live"] * 5)
    answer(poll, Side.FORCES, MIXED)
    gather(poll.pk)

    assert answers_to(poll).sides == []
    assert [number for _, number in answers_to(poll).together] == [8, 1, 1]


def test_three_equal_buttons_for_those_asked_and_no_page_for_the_others(as_trader, poll, outsider):
    page = as_trader.get(poll.get_absolute_url()).content.decode()
    assert page.count('<button class="alt" type="submit" name="word"') == 3
    path = f"{poll.get_absolute_url()}{poll.pk}/answer/"
    assert "waits" in as_trader.post(path, {"word": "live"}).content.decode()
    assert as_trader.post(path, {"word": "maybe"}).status_code == 403
    as_trader.force_login(outsider)

    assert as_trader.get(poll.get_absolute_url()).status_code == 404
    assert as_trader.post(path, {"word": "live"}).status_code == 404


def test_only_a_co_chair_or_the_secretariat_asks_and_one_question_at_a_time(poll, trader):
    member = poll.discussion.committee.seats.filter(is_chair=False).first().user
    with pytest.raises(PermissionDenied, match="Only a co-chair"):
        services.open_poll(poll.discussion, "Another", by=member)
    with pytest.raises(PermissionDenied, match="Another question is open"):
        services.open_poll(poll.discussion, "Another", by=trader)
