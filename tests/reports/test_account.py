"""The public account of a month of which every case is known: October 2026."""

import csv
import io
import json
from datetime import date

import pytest
from django.core.cache import caches
from django.utils import translation

from palabre.core import guards
from palabre.core.kept import PAGES
from palabre.moderation.models import (
    Case,
    Choice,
    Decision,
    Look,
    Origin,
    Outcome,
    Round,
    Rule,
    look_of,
)
from palabre.people.models import Side
from palabre.reports.account import account_of
from palabre.reports.months import Month
from palabre.reports.research import study
from palabre.reprisals.models import Report as Reprisal
from tests.moderation.factories import CaseFactory, RuleFactory, moderator, rule_named
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db
MONTHS = "/en/moderation/transparency/"
OCTOBER = Month(2026, 10)
DAY = date(2026, 10, 14)
KEEP, REMOVE = Choice.KEEP, Choice.REMOVE
Said = tuple[str, str] | tuple[()]


@pytest.fixture
def pair(space):
    return moderator(space, Side.CIVILIAN), moderator(space, Side.FORCES)


def closed(number, *, outcome, said: Said = (), pair=(), **more) -> list[Case]:
    """Cases that ended so, and what the two sides chose at their first look."""
    with guards.lifted():
        made = CaseFactory.create_batch(number, outcome=outcome, **{"closed_on": DAY, **more})
        Decision.objects.bulk_create(
            Decision(
                case=case,
                round=Round.FIRST,
                side=side,
                moderator=who,
                choice=choice,
                rule=case.rule,
            )
            for case in made
            for side, who, choice in zip((Side.CIVILIAN, Side.FORCES), pair, said, strict=False)
        )
    return made


@pytest.fixture
def october(space, pair):
    more = {"pair": pair, "space": space, "rule": rule_named("insult"), "hours_open": 20}
    closed(12, outcome=Outcome.REMOVED, said=(REMOVE, REMOVE), **more)
    closed(
        6,
        outcome=Outcome.KEPT,
        said=(KEEP, KEEP),
        **more | {"rule": rule_named("spam"), "hours_open": 31},
    )
    closed(5, outcome=Outcome.DISAGREED, said=(KEEP, REMOVE), round=Round.PANEL, **more)
    closed(5, outcome=Outcome.REMOVED, said=(KEEP, REMOVE), round=Round.SECOND, **more)
    closed(2, outcome=Outcome.LAPSED, **more | {"rule": rule_named("danger"), "hours_open": 336})
    closed(
        3,
        outcome=Outcome.LAPSED,
        **more | {"rule": rule_named("hate"), "hours_open": 336, "origin": Origin.WORDS},
    )
    return space


def test_the_numbers_of_a_month(october):
    told = account_of(OCTOBER)

    assert told.rules.total == 33
    assert told.rules.told == {"insult": 22, "spam": 6}
    assert told.rules.rest == 5
    assert told.outcomes.told == {"removed": 17, "kept": 16}
    assert told.looks.told == {"agreed_at_once": 18, "differed": 10, "nobody": 5}
    assert told.times.told == {"day": 22, "two_days": 6}
    assert told.agreement == 64
    assert told.median == 24
    assert told.appeals.total == 0


def test_the_page_says_them_and_no_number_below_five(client, october):
    page = client.get(MONTHS + "2026-10/").content.decode()

    assert "Moderation, October 2026" in page
    assert "33 cases were closed" in page
    assert "in 64 of 100 cases" in page
    assert "Other rules, together" in page
    assert rule_named("danger").title_en not in page
    assert "not told" in page


def test_the_page_the_table_and_the_json_say_the_same(client, october):
    page = client.get(MONTHS + "2026-10/")
    lines = list(
        csv.DictReader(io.StringIO(client.get(MONTHS + "2026-10.csv").content.decode("utf-8-sig")))
    )
    told = json.loads(client.get(MONTHS + "2026-10.json").content)

    assert told["schema"] == "palabre.moderation.month/2"
    assert told["median_hours"] == 24
    for table in page.context["tables"]:
        of_table = {line["part"]: line["number"] for line in lines if line["table"] == table.code}
        for row in table.rows:
            assert of_table[row.code] == ("" if row.number is None else str(row.number))
            assert told[table.code]["parts"][row.code] == row.number
        assert of_table["total"] == str(told[table.code]["total"])
        assert of_table.get("rest", "0") == str(told[table.code]["rest"])
    reprisals = {line["part"]: line["number"] for line in lines if line["table"] == "reprisals"}
    assert reprisals["committees that tell"] == str(told["reprisals"]["committees_that_tell"])


def test_appeals_are_counted_apart_and_both_ways_only_if_both_are_many(october):
    for number, outcome in ((6, Outcome.KEPT), (9, Outcome.REMOVED)):
        for turn, first in enumerate(
            Case.objects.filter(outcome=Outcome.REMOVED, appeals=None)[:number]
        ):
            by = Origin.CODE if turn % 2 else Origin.APPEAL
            closed(1, outcome=outcome, appeal_of=first, origin=by, space=october)

    told = account_of(OCTOBER)

    assert told.appeals.told == {"given_back": 6, "stays_removed": 9}
    assert told.rules.total == 33


def test_very_few_cases_tell_nothing_at_all(client, space):
    closed(4, outcome=Outcome.REMOVED, space=space)

    page = client.get(MONTHS + "2026-10/").content.decode()
    told = json.loads(client.get(MONTHS + "2026-10.json").content)

    assert "Fewer than 5 cases were closed" in page
    assert told["rules"] == {"total": None, "parts": {}, "rest": None}
    assert set(told["looks"]["parts"].values()) == {None}


def test_reprisals_are_the_sum_of_what_committees_tell_already():
    for number, is_public in ((4, True), (2, True), (6, False)):
        space = SpaceFactory.create(is_public=is_public)
        for _each in range(number):
            Reprisal.objects.create(
                space=space, quarter=date(2026, 7, 1), expires_on=date(2027, 1, 4), sealed=b""
            )

    told = account_of(OCTOBER).reprisals

    assert (told.reports, told.committees, told.quarter) == (4, 1, date(2026, 7, 1))


@pytest.mark.parametrize("month", ["2026-11", "2026-09", "2027-01", "nonsense"])
def test_a_month_that_is_not_over_or_before_the_first_is_not_there(client, october, month):
    for ending in ("/", ".csv", ".json"):
        assert client.get(f"{MONTHS}{month}{ending}").status_code == 404


def test_nothing_is_over_yet(client, space):
    closed(7, outcome=Outcome.KEPT, closed_on=date(2026, 11, 20), space=space)

    page = client.get(MONTHS)

    assert "No month yet" in page.content.decode()
    assert client.get(MONTHS.replace("/en/", "/fr/")).status_code == 200


def test_the_latest_month_and_the_way_to_all_others(client, october):
    closed(1, outcome=Outcome.KEPT, closed_on=date(2026, 8, 2), space=october)

    page = client.get(MONTHS).content.decode()

    assert "Moderation, October 2026" in page
    assert f'href="{MONTHS}2026-08/"' in page


@pytest.mark.parametrize("more", [0, 40])
def test_four_queries_for_a_stranger_however_many_cases(
    client, october, more, django_assert_num_queries
):
    closed(more, outcome=Outcome.KEPT, space=october)

    with django_assert_num_queries(4):
        client.get(MONTHS + "2026-10/")


def test_no_cell_of_the_table_is_a_formula(client, october):
    Rule.objects.filter(code="insult").update(title_en="=HYPERLINK()", number=0)
    rule = RuleFactory.create(code="evil", title_en="x")
    closed(5, outcome=Outcome.KEPT, rule=rule, space=october)

    with translation.override("en"):
        text = client.get(MONTHS + "2026-10.csv").content.decode("utf-8-sig")

    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


RESEARCH = "/en/moderation/research/"


def test_researchers_agree_to_the_terms_first_and_no_cookie_is_set(client, october):
    asked = client.get(RESEARCH + "cases.csv")

    assert asked.status_code == 422
    assert "Tick this first" in asked.content.decode()
    assert not client.get(RESEARCH).cookies
    answer = client.get(RESEARCH + "cases.csv?accept=on")
    assert answer["Content-Type"].startswith("text/csv")
    assert not answer.cookies


def test_what_is_told_of_a_month_waits_until_it_is_over(space):
    closed(7, outcome=Outcome.KEPT, closed_on=date(2026, 11, 20), space=space)

    assert study() == []


def test_alike_cases_are_one_line_that_says_what_both_sides_chose_and_nothing_of_whom(
    client, october, pair
):
    with guards.lifted():
        Case.objects.filter(rule__code="insult").update(is_in_public=True)

    told = json.loads(client.get(RESEARCH + "cases.json?accept=on").content)

    rows = [dict(zip(told["columns"], row, strict=True)) for row in told["lines"]]
    assert sum(row["cases"] for row in rows) == 33
    one = next(row for row in rows if row["outcome"] == "removed" and row["looks"] == 1)
    assert (one["civilian_1"], one["forces_1"], one["decided"]) == (
        "remove",
        "remove",
        "agreed_at_once",
    )
    assert (one["when"], one["appeal"], one["cases"]) == ("2026-10", "no", 12)
    text = json.dumps(told)
    hidden = [person.username for person in pair] + [str(case.title) for case in Case.objects.all()]
    assert not [words for words in hidden if f'"{words}"' in text]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_closed_space_is_not_named_from_the_moment_in_which_it_closes(october, is_public):
    with guards.lifted():
        Case.objects.update(is_in_public=True)
    october.is_public = not is_public
    october.save()
    study()

    october.is_public = is_public
    october.save()

    assert (october.slug in {line.space for line, _number in study()}) == is_public


@pytest.mark.parametrize("more", [0, 40])
def test_the_file_is_worked_out_once_and_then_kept(
    client, october, more, django_assert_num_queries
):
    closed(more, outcome=Outcome.KEPT, space=october)

    with django_assert_num_queries(3):
        client.get(RESEARCH + "cases.csv?accept=on")
    with django_assert_num_queries(1):
        client.get(RESEARCH + "cases.json?accept=on")


def test_what_its_author_took_back_was_decided_by_nobody(october, space):
    before = account_of(OCTOBER), study()
    caches[PAGES].clear()

    for day in (DAY, date(2026, 5, 5)):
        closed(9, outcome=Outcome.WITHDRAWN, space=space, closed_on=day)

    assert (account_of(OCTOBER), study()) == before


@pytest.mark.parametrize(
    ("outcome", "which", "more", "look"),
    [
        (Outcome.REMOVED, Round.FIRST, {"keys": 2}, Look.AGREED),
        (Outcome.KEPT, Round.FIRST, {"keys": 2}, Look.AGREED),
        (Outcome.REMOVED, Round.SECOND, {"keys": 2}, Look.DIFFERED),
        (Outcome.LAPSED, Round.FIRST, {"keys": 1}, Look.NOBODY),
        # A proposal that fell with what it followed was decided by no single key.
        (Outcome.KEPT, Round.FIRST, {"keys": 1}, Look.NOBODY),
        (Outcome.KEPT, Round.FIRST, {"keys": 1, "is_held": True}, Look.ONE_KEY),
        # That the other side had refused it before is nobody's business.
        (Outcome.KEPT, Round.FIRST, {"keys": 2, "is_held": True}, Look.ONE_KEY),
        (Outcome.REMOVED, Round.FIRST, {"keys": 1, "one_key": True}, Look.ONE_KEY),
        (Outcome.REMOVED, Round.FIRST, {"keys": 2, "one_key": True}, Look.AGREED),
    ],
)
def test_how_a_case_came_to_its_end_as_everybody_reads_it(outcome, which, more, look):
    assert look_of(outcome, which, **{"is_held": False, "one_key": False} | more) == look
