"""The address says the language; sign-in pages, which have none in theirs, remember a choice."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format, time_format

from palabre.core.days import hour_in_words


def language_of(response) -> str:
    return str(response.content.decode().split('<html lang="')[1][:2])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_page_without_language_in_its_address_takes_the_browsers(db, language):
    page = Client(headers={"Accept-Language": language}).get("/accounts/login/")

    assert language_of(page) == language


def test_a_choice_on_sign_in_pages_is_kept_for_sign_in_pages_alone(client):
    page = client.get("/accounts/login/?lang=en")

    assert language_of(page) == "en"
    assert page.cookies["lang"]["path"] == "/accounts/"
    assert page.cookies["lang"]["httponly"]


@pytest.mark.parametrize("asked", ["de", "", "fr-FR", "en\n", "../en", "<en>", "é" * 500])
def test_a_language_that_is_none_of_ours_changes_nothing(client, db, asked):
    page = client.get("/accounts/login/", {"lang": asked}, headers={"Accept-Language": "fr"})

    assert page.status_code == 200
    assert language_of(page) == "fr"
    assert "lang" not in page.cookies


def test_a_remembered_language_does_not_reach_the_other_pages(client, db):
    client.cookies["lang"] = "en"

    assert client.get("/", headers={"Accept-Language": "fr"}).url == "/fr/"


def test_the_same_page_in_the_other_language_keeps_what_was_asked(client, db):
    page = client.get("/en/search/?q=pont&page=1").content.decode()

    assert 'href="/fr/search/?q=pont&amp;page=1"' in page


@pytest.mark.parametrize(
    ("language", "said"), [("en", "9 November 2026"), ("fr", "9 novembre 2026")]
)
def test_days_are_written_the_same_way_round_in_both_languages(language, said):
    with translation.override(language):
        assert date_format(date(2026, 11, 9), "DATE_FORMAT") == said
        assert time_format(time(16, 0), "TIME_FORMAT") == "16:00"


@pytest.mark.parametrize(
    ("language", "full", "half"), [("en", "16:00", "09:05"), ("fr", "16\xa0h", "9\xa0h\xa005")]
)
def test_hours_are_said_as_each_language_says_them(language, full, half):
    with translation.override(language):
        assert hour_in_words(datetime(2026, 11, 26, 16, 0, tzinfo=UTC)) == full
        assert hour_in_words(datetime(2026, 11, 26, 9, 5, tzinfo=UTC)) == half
