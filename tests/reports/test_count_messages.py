"""Messages end; how many a quarter had is counted while they are there, a day after."""

import secrets
from datetime import UTC, date, datetime

import pytest
import time_machine

from palabre.reports.models import MessageCount
from palabre.reports.services import count_messages
from palabre.submissions.models import Item, Kind, Submission
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def space(db):
    return SpaceFactory.create()


def message(space, day: date, *, answered: date | None = None) -> Submission:
    made = Submission.objects.create(
        space=space,
        readers="all",
        locator=secrets.token_bytes(32),
        s_pk=b"1",
        s_sk_wrapped=b"1",
        t_pk=b"1",
        t_sk_for_writer=b"1",
        received_on=day,
        expires_on=date(2027, 1, 1),
    )
    if answered:
        Item.objects.create(
            submission=made, kind=Kind.ANSWER, seq=2, day=answered, sealed=secrets.token_bytes(9)
        )
    return made


def counted_on(year: int, month: int, day: int) -> None:
    with time_machine.travel(datetime(year, month, day, 3, tzinfo=UTC), tick=False):
        count_messages()


def numbers(space) -> dict[str, tuple[int, int]]:
    rows = MessageCount.objects.filter(space=space)
    return {str(row.first_day): (row.received, row.answers) for row in rows}


def test_days_that_are_over_are_counted_once(space):
    message(space, date(2026, 9, 30), answered=date(2026, 10, 2))
    message(space, date(2026, 10, 2))
    message(space, date(2026, 10, 3))  # today

    counted_on(2026, 10, 3)
    counted_on(2026, 10, 3)

    assert numbers(space) == {"2026-07-01": (1, 0), "2026-10-01": (1, 1)}


def test_what_has_ended_meanwhile_stays_counted_and_no_day_is_left_out(space):
    message(space, date(2026, 10, 1))
    counted_on(2026, 10, 3)
    Submission.objects.all().delete()
    message(space, date(2026, 10, 3))
    message(SpaceFactory.create(), date(2026, 10, 4))

    counted_on(2026, 10, 20)

    assert numbers(space) == {"2026-10-01": (2, 0)}
    assert set(MessageCount.objects.values_list("through", flat=True)) == {date(2026, 10, 19)}
