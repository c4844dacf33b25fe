"""The public sees how many and what became of them, and no number that points at somebody."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.core.days import today
from palabre.reprisals import quarters
from palabre.reprisals.models import Outcome, Report
from palabre.reprisals.numbers import FEWEST, tell, tellable
from tests.reprisals.conftest import PAGE
from tests.spaces.factories import join

FEW = settings(max_examples=50, deadline=None, derandomize=True)
DAYS = st.dates(date(2025, 1, 1), date(2060, 1, 1))
COUNTS = st.dictionaries(st.sampled_from(Outcome.values), st.integers(0, 9))
LATE = date(2099, 1, 1)


@FEW
@given(counts=COUNTS)
def test_no_number_that_can_be_worked_out_is_small(counts):
    told = tell(date(2026, 4, 1), counts, day=LATE)

    total = sum(counts.values())
    assert told.total == (total if total >= FEWEST else None)
    if told.total is None:
        assert (told.outcomes, told.rest) == ({}, 0)
        return
    assert all(number >= FEWEST for number in told.outcomes.values())
    assert told.rest == 0 or told.rest >= FEWEST
    assert sum(told.outcomes.values()) + told.rest == total


def test_as_much_is_told_as_may_be():
    assert tellable({"protected": 3, "stopped": 4}) == {"protected": 3, "stopped": 4}
    assert tellable({"protected": 5, "stopped": 2}) == {}
    assert tellable({"protected": 5, "stopped": 4, "none": 1}) == {"protected": 5}
    assert tellable({"protected": 5, "stopped": 2, "none": 1}) == {"protected": 5}


@FEW
@given(day=DAYS)
def test_a_quarter_ends_on_a_monday_after_the_next_one(day):
    quarter = quarters.first_day(day)
    end = quarters.end_of(quarter)

    assert quarter <= day < quarters.later(quarter, 1)
    assert end.weekday() == 0
    assert 0 <= (end - quarters.later(quarter, 2)).days < 7
    assert quarters.later(quarters.later(quarter, 5), -5) == quarter


def came(space, quarter, *outcomes):
    ends = quarters.end_of(quarter)
    Report.objects.bulk_create(
        Report(space=space, quarter=quarter, expires_on=ends, outcome=one, sealed=b"x")
        for one in outcomes
    )


def shown(client):
    page = client.get(PAGE).content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    return " ".join(page.replace("<", " <").split())


@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_or_two_look_like_none(client, committee, time_machine, number):
    time_machine.move_to("2026-11-26 12:00Z", tick=False)
    before = shown(client)

    came(committee, date(2026, 7, 1), *["protected"] * number)

    assert shown(client) == before
    assert before.count("fewer than 3") == 4


def test_the_running_quarter_is_not_told(client, committee, time_machine):
    time_machine.move_to("2026-11-26 12:00Z", tick=False)
    before = shown(client)

    came(committee, date(2026, 10, 1), *["protected"] * 9)

    assert shown(client) == before


def test_a_quarter_is_told_when_it_is_over_and_its_outcomes_when_they_cannot_change(
    client, committee, time_machine
):
    came(committee, date(2026, 7, 1), "protected", "protected", "protected", "looking")

    time_machine.move_to("2026-10-01 00:30Z", tick=False)
    assert "3rd quarter 2026" in (early := shown(client))
    assert "<td>4</td>" in early.replace(" <", "<")
    assert "protected" not in early
    Report.objects.filter(outcome="looking").update(outcome="protected")
    assert shown(client) == early

    time_machine.move_to("2027-01-04 00:30Z", tick=False)
    assert "The person is protected: 4" in shown(client).replace("\xa0", " ")


def test_a_committee_that_strangers_may_not_know_of_tells_its_members_alone(client, committee):
    committee.is_public = False
    committee.save()
    inside, outside = join(committee), join(type(committee).objects.create(slug="other"))

    assert client.get(PAGE).status_code == 404
    client.force_login(outside)
    assert client.get(PAGE).status_code == 404
    client.force_login(inside)
    assert client.get(PAGE).status_code == 200


def test_the_forum_is_no_committee(client, db):
    assert client.get("/en/committees/forum/reprisals/").status_code == 404


def test_the_page_asks_the_database_no_more_for_more_reports(
    client, committee, django_assert_num_queries
):
    came(committee, quarters.later(quarters.first_day(today()), -1), *["stopped"] * 30)

    with django_assert_num_queries(2):
        client.get(PAGE)
