"""What ADR 0005 promises, asked of the rows themselves."""

import datetime
import json
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.batches import OPENINGS
from palabre.committees.models import Discussion, NamelessContribution, ReadMarker
from palabre.jobs.models import Job
from palabre.notifications.models import Notice
from palabre.search.models import Entry
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.committees.traces import (
    assert_no_user_linked_write,
    everything,
    leads_to_a_person,
    row_order,
    rows_of_people,
    tables_changed,
)

pytestmark = pytest.mark.django_db
HOUR = re.compile(r"\d{1,2}:\d{2}")


def address(discussion: Discussion) -> str:
    return reverse("committees:speak", args=[discussion.committee.slug, discussion.pk])


def say(client: Client, discussion: Discussion, words: str = "We are afraid.") -> None:
    client.post(address(discussion), {"body": words})
    services.publish_waiting()


@pytest.mark.parametrize("htmx", [True, False])
def test_speaking_changes_no_row_that_leads_to_a_person(as_trader, nameless, htmx):
    page = nameless.get_absolute_url()
    headers = {"hx-request": "true"} if htmx else {}

    with assert_no_user_linked_write():
        as_trader.get(page)
        as_trader.post(address(nameless), {"body": "We are afraid."}, headers=headers)
        as_trader.get(page)
        services.publish_waiting()
        as_trader.get(page)

    assert NamelessContribution.objects.count() == 1


def test_no_account_fills_the_place_where_words_wait(client, as_trader, gendarme, nameless):
    with assert_no_user_linked_write():
        for n in range(60):
            as_trader.post(address(nameless), {"body": f"We are afraid, {n}."})
        page = as_trader.post(address(nameless), {"body": "Still afraid."})

    assert page.status_code == 422
    assert "very much in a short time" in page.content.decode()
    assert "Still afraid." in page.content.decode()
    client.force_login(gendarme)
    assert client.post(address(nameless), {"body": "So are we."}).status_code == 302


def test_the_test_above_would_notice(as_trader, named):
    before = rows_of_people()

    as_trader.post(address(named), {"body": "I am not afraid."})

    assert tables_changed(before, rows_of_people()) == {"committees.Contribution"}


def test_refused_speech_changes_no_row_either(as_trader, nameless):
    before = everything()

    response = as_trader.post(address(nameless), {"body": "\u200b"})

    assert response.status_code == 422
    assert everything() == before


def test_nothing_but_the_discussion_and_its_words_is_written(as_trader, nameless):
    before = everything()

    say(as_trader, nameless)

    assert tables_changed(before, everything()) <= {
        "committees.NamelessContribution",
        "committees.Discussion",
        "search.Entry",
    }
    assert not any(model.objects.exists() for model in (AuditRecord, Job, Notice, ReadMarker))


def test_its_table_has_no_person_and_nothing_finer_than_a_day(nameless):
    assert not leads_to_a_person(NamelessContribution)
    assert not any(
        isinstance(field, models.DateTimeField | models.TimeField)
        for field in NamelessContribution._meta.concrete_fields
    )


def test_a_dump_says_neither_who_nor_when(as_trader, trader, nameless):
    say(as_trader, nameless)

    dumped = everything()
    rows = dumped["committees.NamelessContribution"]
    telling = rows + dumped["search.Entry"] + dumped["committees.Discussion"]
    assert "We are afraid." in rows[0]
    assert not any(trader.username in row or trader.name in row for row in telling)
    assert not any(HOUR.search(row) for row in telling)


def test_what_the_engine_keeps_beside_the_rows_says_no_more(as_trader, trader, nameless):
    for n in range(5):
        say(as_trader, nameless, f"We are afraid, {n}.")

    if connection.vendor == "sqlite":
        lines = [line for line in connection.connection.iterdump() if "We are afraid" in line]
        assert len(lines) == 2 * 5  # the contribution, and what search knows of it
        assert not any(trader.username in line or HOUR.search(line) for line in lines)
    else:  # the transaction that wrote a row
        assert len(set(row_order(NamelessContribution, "xmin"))) == 1


def test_rows_lie_in_no_order_and_keep_their_names(nameless):
    spoken = [services.publish_at_once(nameless, f"Thing {n}") for n in range(24)]

    numbers = [row[0] for row in row_order(NamelessContribution, "number")]
    assert sorted(numbers) == list(range(1, 25))
    assert numbers != sorted(numbers)  # by chance once in 24! times
    assert {said.pk for said in spoken} == set(
        NamelessContribution.objects.values_list("pk", flat=True)
    )


def test_the_search_index_is_in_no_order_either(nameless):
    Discussion.objects.filter(pk=nameless.pk).update(is_public=True)
    for n in range(24):
        services.publish_at_once(nameless, f"Thing {n}")

    found = [row[0] for row in row_order(Entry, "text")]
    assert len(found) == 24
    assert found != [f"Thing {n}" for n in range(24)]


def test_fingerprints_of_the_keyboard_are_taken_off(nameless):
    said = services.publish_at_once(nameless, "« L’eau »\u200b…")

    assert said.body == "“L’eau”…"


def test_the_page_says_so_and_how_many_it_could_have_been(as_trader, nameless):
    page = as_trader.get(nameless.get_absolute_url()).content.decode()

    assert "We even out what keyboards write differently" in page
    assert "You are one of 6 people who can write here." in page


def test_too_few_people_are_refused_with_words():
    small = CommitteeFactory.create()
    fill(small, civilians=3, forces=1)
    discussion = DiscussionFactory.create(committee=small, mode="chatham")

    with pytest.raises(PermissionDenied, match="at least 5 members, 2 of them on each side"):
        services.speak_namelessly(discussion, "Anybody?")


def test_too_few_people_keep_what_they_typed(client, nameless, committee, trader):
    committee.seats.filter(side="forces").update(left_on="2026-01-01")
    client.force_login(trader)

    response = client.post(address(nameless), {"body": "Anybody?"})

    assert response.status_code == 422
    assert "Anybody?" in response.content.decode()
    assert "a voice is easy to recognise" in response.content.decode()


def test_a_closed_discussion_is_closed_to_nobody_in_particular_too(nameless):
    Discussion.objects.filter(pk=nameless.pk).update(is_closed=True)
    nameless.refresh_from_db()

    with pytest.raises(PermissionDenied, match="closed"):
        services.speak_namelessly(nameless, "Anybody?")


def test_one_is_not_nameless_among_names(named):
    with pytest.raises(PermissionDenied, match="the other way"):
        services.speak_namelessly(named, "Anybody?")


def test_the_page_shows_the_day_and_no_hour(as_trader, nameless):
    services.publish_at_once(nameless, "We are afraid.", day=datetime.date(2026, 3, 9))

    page = as_trader.get(nameless.get_absolute_url()).content.decode()

    assert "9 March 2026" in page
    assert "A voice" in page
    assert not any(HOUR.search(said) for said in re.findall(r"<article.*?</article>", page, re.S))


def test_a_question_that_grows_too_long_is_refused_before_it_waits(committee, trader):
    title = '"route" ' + "x" * 152

    with pytest.raises(PermissionDenied, match="Shorten it"):
        services.open_namelessly(committee, title=title, lang="fr", is_public=False, by=trader)


def test_what_cannot_come_out_keeps_no_other_waiting(nameless):
    OPENINGS.add("0", json.dumps({"nonsense": 1}).encode())
    services.speak_namelessly(nameless, "The bridge is dark.")

    with pytest.raises(TypeError):
        services.publish_waiting()

    assert NamelessContribution.objects.get().body == "The bridge is dark."
