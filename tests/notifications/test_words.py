import pytest
from django.utils import translation

from palabre.notifications import registry
from palabre.notifications.models import Notice
from palabre.notifications.registry import declare, in_this_language, tell_in_words


@pytest.fixture
def greeting():
    declare("tests.greeting", lambda words: f"Hello {words['name']}")
    yield "tests.greeting"
    registry.forget("tests.greeting")


def test_an_app_declares_the_words_of_its_kinds(greeting):
    told = tell_in_words(Notice(kind=greeting, words={"name": "Awa"}))

    assert told.sentence == "Hello Awa"


def test_a_kind_that_nobody_declares_any_more_still_says_something():
    assert tell_in_words(Notice(kind="gone.away")).sentence


@pytest.mark.parametrize(
    ("link", "here", "expected"),
    [
        ("/fr/forum/topics/3/?page=1#p2", "en", "/en/forum/topics/3/?page=1#p2"),
        ("/en/forum/", "fr", "/fr/forum/"),
        ("/accounts/email/", "fr", "/accounts/email/"),
        ("", "en", ""),
    ],
)
def test_a_link_leads_to_the_page_in_the_readers_language(link, here, expected):
    with translation.override(here):
        assert tell_in_words(Notice(kind="x", link=link)).link == expected


def test_a_text_of_both_languages_falls_back_to_french():
    with translation.override("en"):
        assert in_this_language({"rule_fr": "Règle", "rule_en": "Rule"}, "rule") == "Rule"
        assert in_this_language({"rule_fr": "Règle", "rule_en": ""}, "rule") == "Règle"
        assert in_this_language({}, "rule") == ""
