"""The page of results, as a reader uses it."""

from html.parser import HTMLParser

import pytest

from tests.forums.factories import TopicFactory
from tests.search.factories import EntryFactory

pytestmark = pytest.mark.django_db
SEARCH = "/en/search/"


def test_the_page_offers_a_form_and_says_how_to_use_it(client):
    text = client.get(SEARCH).content.decode()

    assert 'name="q"' in text
    assert "Every word must be there" in text


def test_results_are_shown_with_their_words_marked_in_their_language(client):
    EntryFactory.create(title="Le pont", text="Le pont est ouvert", lang="fr")

    text = client.get(SEARCH, {"q": "ponts"}).content.decode()

    assert "1 result" in text
    assert '<p class="typed" lang="fr">Le <mark>pont</mark> est ouvert</p>' in text


def test_the_query_stays_in_the_form(client):
    assert (
        'value="le &quot;pont&quot; &lt;b&gt;"'
        in client.get(SEARCH, {"q": 'le "pont" <b>'}).content.decode()
    )


def test_nothing_found_comes_with_advice(client):
    text = client.get(SEARCH, {"q": "introuvable"}).content.decode()

    assert "Nothing found" in text
    assert "Try fewer words" in text


@pytest.mark.parametrize("query", ["", "?!", "a" * 10_000, "a\0b"])
def test_what_cannot_be_sought_is_refused_with_words(client, query):
    response = client.get(SEARCH, {"q": query})

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_pages_keep_the_query(client):
    for _ in range(21):
        EntryFactory.create(text="l'eau & le pont")

    text = client.get(SEARCH, {"q": "l'eau & pont"}).content.decode()

    assert "Page 1 of 2" in text
    (link,) = [href for href in links(text) if "page=2" in href]
    assert client.get(link).content.decode().count('<p class="typed"') == 1


@pytest.mark.parametrize("page", ["0", "51", "-1", "x", "9999999", "²"])
def test_pages_that_do_not_exist_are_not_found(client, page):
    assert client.get(SEARCH, {"q": "pont", "page": page}).status_code == 404


@pytest.mark.parametrize("entries", [3, 60])
def test_a_search_takes_two_queries_and_four_for_people_signed_in(
    client, outsider, entries, django_assert_num_queries
):
    for _ in range(entries):
        EntryFactory.create()

    with django_assert_num_queries(2 if entries > 20 else 1):
        client.get(SEARCH, {"q": "words"})
    client.force_login(outsider)
    with django_assert_num_queries(4 if entries > 20 else 3):
        client.get(SEARCH, {"q": "words"})


def links(html: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag == "a":
                found.append(dict(attrs).get("href") or "")

    Reader().feed(html)
    return found


@pytest.mark.parametrize("size", [1, 45])
def test_it_asks_the_database_twice_and_who_one_is(
    client, outsider, size, django_assert_num_queries
):
    for number in range(size):
        TopicFactory.create(title=f"The barrier {number}")

    with django_assert_num_queries(1 if size == 1 else 2):  # a full page is counted as well
        client.get("/en/search/?q=barrier")
    client.force_login(outsider)
    with django_assert_num_queries(3 if size == 1 else 4):
        client.get("/en/search/?q=barrier")
