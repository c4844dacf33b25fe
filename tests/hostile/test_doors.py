"""Hostile text at the doors: search, sign-in, sign-up, messages without an account, addresses."""

import re
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client

from palabre.people.models import User
from palabre.submissions.models import Item, Submission
from tests.hostile.corpora import everything, family, needs_corpora
from tests.hostile.house import House, build_house
from tests.hostile.packs import bodies, lines, share
from tests.hostile.seen import Seen, flat
from tests.people.factories import PASSWORD, with_password
from tests.vaults.factories import PHRASE

pytestmark = [pytest.mark.django_db, needs_corpora]
DOORS = ["search", "people", "sign-in", "sign-up", "message", "code", "token", "vault"]


@pytest.fixture
def house(settings) -> House:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ACCOUNT_RATE_LIMITS = dict.fromkeys(settings.ACCOUNT_RATE_LIMITS, False)
    return build_house()


def part(door: str, *, room: int, most: int) -> list[str]:
    return share(lines(everything(), room), DOORS.index(door), of=len(DOORS), most=most)


def is_harmless(response, *statuses: int) -> Seen:
    assert response.status_code in statuses
    page = Seen(response.content.decode())
    assert page.harm == []
    return page


def test_a_query_is_answered_or_refused_and_stays_in_its_field(house):
    for number, text in enumerate(part("search", room=900, most=100)):
        response = house.stranger.get("/en/search/", {"q": text})
        assert response.status_code in (200, 422)
        if number % 5 == 0:
            assert flat(text) in map(flat, is_harmless(response, 200, 422).kept)


def test_a_search_for_people_is_answered(house):
    for text in part("people", room=200, most=40):
        page = is_harmless(house.desk.get("/en/secretariat/people/", {"q": text}), 200)
        assert flat(text).strip() in [kept.strip() for kept in page.kept]


@pytest.mark.parametrize("field", ["login", "password"])
def test_nobody_signs_in_with_it(house, field):
    with_password(house.person)
    for text in part("sign-in", room=140, most=40):
        typed = {"login": house.person.username, "password": PASSWORD, field: text}
        page = is_harmless(house.stranger.post("/accounts/login/", typed), 200, 422)
        assert field == "password" or flat(text) in map(flat, page.kept)
        assert field == "login" or flat(text) not in map(flat, page.kept)


def test_a_name_at_sign_up_is_kept_as_typed_or_refused(house):
    for number, text in enumerate(part("sign-up", room=80, most=30)):
        cache.clear()
        typed = {
            "email": f"n{number}@palabre.example",
            "name": text,
            "function": text,
            "side": "civilian",
            "password1": PASSWORD,
            "password2": PASSWORD,
        }
        response = Client().post("/accounts/signup/", typed)
        made = User.objects.filter(email=typed["email"]).first()
        if made:
            assert (made.name, made.function) == (text, text)
            assert re.fullmatch(r"[\w.@+-]+", made.username)
        else:
            assert flat(text) in map(flat, is_harmless(response, 200, 422).kept)


def typed_on(page, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page.content.decode())
    assert found, name
    return found[1]


def test_a_message_is_read_by_its_reader_as_it_was_written_and_answered_alike(house):
    texts = share(bodies(everything(), 10_000), DOORS.index("message"), of=len(DOORS), most=8)
    house.reader.post("/en/messages/vault/", {"passphrase": PHRASE})
    for text in texts:
        code = write(house.stranger, text)
        address = f"/en/messages/{Submission.objects.order_by('-received_on')[0].pk}/"
        house.reader.post(f"{address}open/")
        opened = house.reader.get(address)
        assert flat(text).split() == words_between(is_harmless(opened, 200).words, text)
        said = {"kind": "answer", "body": text, "token": typed_on(opened, "token")}
        assert house.reader.post(f"{address}answer/", said).status_code == 302
        thread = house.stranger.post("/en/answer/", {"code": code}, follow=True)
        is_harmless(thread, 200)
        again = {"body": text, "token": typed_on(thread, "token")}
        assert house.stranger.post("/en/answer/reply/", again).status_code == 302
        assert Item.objects.count() == 3
        is_harmless(house.reader.get(address), 200)
        Submission.objects.all().delete()


def write(visitor: Client, text: str) -> str:
    form = visitor.get("/en/write/message/")
    said = {
        "body": text,
        "readers": "all",
        "committee": "kerouba",
        "token": typed_on(form, "token"),
    }
    review = visitor.post("/en/write/review/", said)
    assert flat(text) in map(flat, is_harmless(review, 200).kept)
    code = visitor.post("/en/write/code/", said)
    assert flat(text[:40]) not in code.content.decode()
    return typed_on(code, "code")


def words_between(page: str, text: str) -> list[str]:
    """The words of the page from the first of the text on, as many as it has."""
    words, wanted = page.split(), flat(text).split()
    starts = [place for place, word in enumerate(words) if word == wanted[0]]
    return next(
        (wanted for place in starts if words[place : place + len(wanted)] == wanted), words[:50]
    )


def test_no_code_but_ours_opens_anything(house):
    for text in part("code", room=90, most=40):
        is_harmless(house.stranger.post("/en/answer/", {"code": text}), 422)
        last = house.stranger.post("/en/write/code/", {"noted": text, "code": text})
        assert last.status_code in (302, 422)


def test_no_passphrase_but_theirs_opens_a_vault(house):
    for text in part("vault", room=200, most=3):  # each costs what it costs a thief
        is_harmless(house.reader.post("/en/messages/vault/", {"passphrase": text}), 422)


def test_no_token_but_ours_invites(house):
    for text in part("token", room=200, most=100):
        address = f"/en/invitation/{quote(text[:40], safe='')}/"
        assert house.stranger.get(address).status_code in (404, 410)
        typed = house.stranger.post("/en/invitation/", {"token": text[:60]})
        assert typed.status_code in (302, 422)
        if typed.status_code == 302:
            assert re.fullmatch(r"/en/invitation/[A-Za-z0-9_-]+/", typed.url)


# --- Addresses ---------------------------------------------------------------------------------
ELSEWHERE = [
    "//evil.example", "///evil.example", "https://evil.example", "http:evil.example", "\\\\evil.example",
    "/\\evil.example", "javascript:alert(1)", "data:text/html,x", " https://evil.example", "\t//evil.example",
    "/\t/evil.example", "https:/evil.example", "//evil.example\\@localhost", "https://localhost@evil.example",
    "%2f%2fevil.example", "/%09/evil.example", "//localhost.evil.example", "https://evil.example#localhost",
    "\x00//evil.example", "／／evil.example", "https://evil。example", "///\\evil.example", "/./\\evil.example",
]  # fmt: skip


def stays_here(address: str) -> bool:
    """As a browser reads it: backslashes are slashes, and blanks at the ends or inside are nothing."""
    plain = re.sub(r"[\t\r\n]", "", address.strip("\x00 \t\r\n\x0b\x0c")).replace("\\", "/")
    arrived = urlsplit(urljoin("http://testserver/en/", plain))
    return arrived.scheme == "http" and arrived.hostname == "testserver"


def test_signing_in_never_leads_elsewhere(house):
    with_password(house.person)
    login = {"login": house.person.username, "password": PASSWORD}
    for number, wanted in enumerate([*ELSEWHERE, *family("addresses")]):
        visitor = Client()
        if number % 8 == 0:
            is_harmless(visitor.get("/accounts/login/", {"next": wanted}), 200)
        response = visitor.post("/accounts/login/", {**login, "next": wanted})
        assert response.status_code == 302, wanted
        assert stays_here(response["Location"]), wanted


@pytest.mark.parametrize(
    "page", ["/accounts/logout/", "/accounts/reauthenticate/", "/accounts/signup/"]
)
def test_nor_does_any_other_page_that_goes_on_somewhere(house, page):
    with_password(house.person)
    for wanted in [*ELSEWHERE, *family("addresses")[:20]]:
        visitor = Client()
        visitor.force_login(house.person)
        response = visitor.post(page, {"next": wanted, "password": PASSWORD})
        assert response.status_code < 500
        assert stays_here(response.headers.get("Location", "/")), wanted


def test_a_vault_opens_on_our_pages_alone(house):
    for wanted in [*ELSEWHERE, *family("addresses")[:20]]:
        is_harmless(house.reader.get("/en/messages/vault/", {"next": wanted}), 200)
    response = house.reader.post(
        "/en/messages/vault/", {"passphrase": PHRASE, "next": "//evil.example"}
    )
    assert response["Location"] == "/en/messages/"


@pytest.mark.parametrize("name", ["lang", "page", "quote", "q", "committee", "show", "next"])
def test_a_question_in_an_address_is_never_an_error(house, name):
    texts = [
        *ELSEWHERE[:3],
        "\0",
        "²",
        "٣",
        "-1",
        *share(lines(everything(), 300), 1, of=4, most=5),
    ]
    places = [
        "/accounts/login/", "/en/forum/", house.topic.get_absolute_url(), "/en/search/",
        "/en/write/message/", "/en/committees/kerouba/discussions/", "/en/moderation/register/",
    ]  # fmt: skip
    for text in texts:
        for place in places:
            assert house.member.get(place, {name: text}).status_code in (200, 302, 404, 422)


def test_a_path_is_never_an_error(house):
    for text in share(lines(family("paths"), 900), 0, of=1, most=12):
        for place in ("/", "/en/", "/static/", "/en/forum/", "/en/committees/", "/admin/"):
            response = house.desk.get(place + quote(text, safe="/%\\"))
            assert response.status_code in (200, 301, 302, 404)
