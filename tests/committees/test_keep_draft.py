"""Words that are not said yet: kept with names, never without."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from palabre.committees import services
from palabre.committees.models import Contribution, Discussion, Draft
from tests.committees.traces import everything

pytestmark = pytest.mark.django_db
IN_PASSING = {"hx-request": "true", "hx-target": "draft-status"}


def address(discussion, name="draft") -> str:
    return reverse(f"committees:{name}", args=[discussion.committee.slug, discussion.pk])


@pytest.mark.parametrize("headers", [{}, {"hx-request": "true", "hx-target": "speak"}, IN_PASSING])
def test_a_draft_is_kept_and_stands_in_the_form_again(as_trader, trader, named, headers):
    answer = as_trader.post(address(named), {"body": "Not yet"}, headers=headers)

    draft = Draft.objects.get()
    assert answer.status_code == (200 if headers else 302)
    assert "Only you see it." in answer.content.decode() or not headers
    assert (draft.user, draft.body) == (trader, "Not yet")
    page = as_trader.get(named.get_absolute_url()).content.decode()
    assert re.search(r"<textarea[^>]*>\s*Not yet</textarea>", page)
    assert "Only you see it." in page


def test_there_is_one_and_it_goes_when_it_is_said(as_trader, named):
    for body in ("Not yet", "Nearly"):
        as_trader.post(address(named), {"body": body})

    assert Draft.objects.get().body == "Nearly"
    as_trader.post(address(named, "speak"), {"body": "Now"})
    assert not Draft.objects.exists()
    assert Contribution.objects.get().body == "Now"


def test_words_that_were_said_a_moment_ago_are_no_draft(as_trader, named):
    as_trader.post(address(named, "speak"), {"body": "Now"})

    as_trader.post(address(named), {"body": "Now"}, headers=IN_PASSING)

    assert not Draft.objects.exists()


def test_an_empty_one_is_none_and_one_can_be_deleted(as_trader, named):
    as_trader.post(address(named), {"body": "Not yet"})
    as_trader.post(address(named), {"body": "", "forget": "1"})
    assert not Draft.objects.exists()

    as_trader.post(address(named), {"body": "  "})
    assert not Draft.objects.exists()


def test_too_much_is_said_to_be_too_much_and_nothing_is_lost(as_trader, named):
    answer = as_trader.post(address(named), {"body": "x" * 20_001})

    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert not Draft.objects.exists()


def test_without_names_no_draft_is_ever_written(as_trader, trader, nameless):
    page = as_trader.get(nameless.get_absolute_url()).content.decode()
    before = everything()

    answers = [
        as_trader.post(address(nameless), {"body": "We are afraid"}, headers=headers)
        for headers in ({}, IN_PASSING)
    ]

    assert [answer.status_code for answer in answers] == [422, 200]  # htmx swaps no refusal
    assert "We are afraid" in answers[0].content.decode()
    assert "nothing that you write is kept" in answers[1].content.decode()
    assert everything() == before
    assert "No draft is kept here" in page
    assert address(nameless) not in page
    assert "change from:" not in page
    with pytest.raises(PermissionDenied, match="nothing that you write is kept"):
        services.keep_draft(nameless, "We are afraid", by=trader)


def test_when_the_discussion_is_closed_meanwhile_it_can_still_be_copied(as_trader, trader, named):
    services.keep_draft(named, "Too late", by=trader)
    Discussion.objects.update(is_closed=True)

    page = as_trader.get(named.get_absolute_url()).content.decode()

    assert "Too late" in page
    assert "Copy it" in page


def test_a_draft_that_comes_too_late_is_refused_with_its_words(as_trader, named):
    Discussion.objects.update(is_closed=True)

    answer = as_trader.post(address(named), {"body": "Too late"})

    assert answer.status_code == 422
    assert "This discussion is closed." in answer.content.decode()
    assert "Too late" in answer.content.decode()


def test_after_thirty_days_it_is_forgotten(trader, gendarme, named):
    services.keep_draft(named, "Old", by=trader)
    Draft.objects.update(kept_on="2026-01-01")
    services.keep_draft(named, "New", by=gendarme)

    services.forget_old_drafts()

    assert Draft.objects.get().body == "New"


@pytest.mark.parametrize("kind", ["named", "nameless"])
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}])
def test_whose_session_ended_while_they_wrote_gets_the_words_back(request, kind, headers, db):
    discussion = request.getfixturevalue(kind)

    answer = Client().post(address(discussion, "speak"), {"body": "Long words"}, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == (200 if headers else 401)
    assert "Long words" in page
    assert f"next={address(discussion, 'speak')}" in page
    assert not Contribution.objects.exists()
