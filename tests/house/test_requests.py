"""What comes in broken, oversized or not meant for us is refused in words, never with a 5xx."""

import re

import pytest

from palabre.config.middleware import page_above
from palabre.people.models import Side
from tests.hostile.corpora import multipart_bodies
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader

FORMS = ["/en/write/review/", "/en/answer/", "/accounts/login/", "/en/invitation/"]
OURS = "<title>"
BODIES = multipart_bodies()
ONE_MEGABYTE = 1_000_000


@pytest.fixture
def doors(db):
    """Every form is open: somebody of each side reads messages."""
    space = SpaceFactory.create(slug="tabakoro")
    return [reader(space, side=side) for side in (Side.CIVILIAN, Side.FORCES)]


def is_refused(response) -> bool:
    return 400 <= response.status_code < 500 and OURS in response.content.decode()


# --- Bodies ------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_captured_or_broken_body_is_a_refusal_like_any_other(client, doors, name):
    body = BODIES[name]
    kind = f"multipart/form-data; boundary={body.boundary}"
    for cut in (len(body.content), len(body.content) // 2, 10):
        for address in FORMS:
            response = client.post(address, body.content[:cut], content_type=kind)
            assert response.status_code == 200 or is_refused(response)


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=é",
        "multipart/form-data; boundary=" + "x" * 300,
        "application/json",
        "",
        "/",
        ";;;=",
    ],
)
def test_a_strange_content_type_is_no_harm(client, doors, kind):
    body = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n\xff\xfe\r\n--x--\r\n'
    for address in FORMS:
        response = client.post(address, body, content_type=kind)
        assert response.status_code == 200 or is_refused(response)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_more_than_two_megabytes_are_refused_in_the_pages_language(client, db, language):
    response = client.post(
        f"/{language}/answer/",
        b"x" * 2_000_001,
        content_type="multipart/form-data; boundary=x",
    )

    assert response.status_code == 413
    assert f'<html lang="{language}"' in response.content.decode()


def test_more_than_one_megabyte_of_words_is_refused(client, db):
    response = client.post("/en/write/review/", {"body": "x" * ONE_MEGABYTE})

    assert response.status_code == 413
    assert is_refused(response)


@pytest.mark.parametrize("form", ["multipart", "plain"])
def test_a_thousand_fields_are_refused(client, db, form):
    fields = {f"field-{number}": "x" for number in range(1000)}
    sent = (
        client.post("/en/write/review/", fields)
        if form == "multipart"
        else client.post("/en/write/review/", query_of(fields), content_type=URLENCODED)
    )

    assert is_refused(sent)


URLENCODED = "application/x-www-form-urlencoded"


def query_of(fields: dict[str, str]) -> str:
    return "&".join(f"{name}={text}" for name, text in fields.items())


@pytest.mark.parametrize("address", ["/accounts/login/", "/en/search/", "/"])
def test_a_thousand_questions_in_an_address_are_refused(client, db, address):
    assert is_refused(client.get(f"{address}?{'a&' * 1000}"))


def test_ten_thousand_files_are_refused(client, db):
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\na\r\n'
    body = part * 10_000 + b"--x--\r\n"

    response = client.post(
        "/en/write/review/", body, content_type="multipart/form-data; boundary=x"
    )

    assert is_refused(response)


@pytest.mark.parametrize(
    "body", [b"body=%ff%fe", b"body=\xff", b"body=%ED%A0%80", b"%c3%28=x", b"body=%F8%88%80%80%80"]
)
def test_bytes_that_are_no_text_are_refused_rather_than_changed(client, db, body):
    response = client.post("/en/write/review/", body, content_type=URLENCODED)

    assert response.status_code == 400
    assert is_refused(response)


def test_letters_lost_in_a_part_are_refused_and_the_sign_for_them_may_be_typed(client, db):
    part = b'--x\r\nContent-Disposition: form-data; name="code"\r\n\r\n%s\r\n--x--\r\n'
    kind = "multipart/form-data; boundary=x"

    assert client.post("/en/answer/", part % b"\xff", content_type=kind).status_code == 400
    assert client.post("/en/answer/", part % b"\xef\xbf\xbd", content_type=kind).status_code == 422


@pytest.mark.parametrize("body", [b"", b"&&&", b"=", b"%", b"%zz=%", b"a=b;c=d", b"\x00=\x00"])
def test_a_form_of_nothing_is_answered_like_an_empty_one(client, doors, body):
    assert is_refused(client.post("/en/write/review/", body, content_type=URLENCODED))


# --- Addresses, cookies, methods ---------------------------------------------------------------
@pytest.mark.parametrize(
    "path",
    [
        "/%00", "/en/%00/", "/en/forum/%00/", "/%ff%fe", "/%c0%ae%c0%ae/", "/%zz", "/%", "/..%2f..%2fetc",
        "/static/..%2f..%2fmanage.py", "/static/%2e%2e/manage.py", "/static/%00", "/static//etc/passwd",
        "/en/forum/topics/" + "9" * 40 + "/", "/en/forum/topics/" + "9" * 5000 + "/",
        "/en/invitation/" + "x" * 3000 + "/", "/en/forum/topics/٣/", "/en/" + "a/" * 2000,
        "//evil.example/", "//evil.example/en", "/\\evil.example", "/en/forum/topics/-1/", "/.git/config",
        "/en/forum/topics/1/?page=" + "9" * 100, "/en/forum/?page=%00", "/en/search/?page=²&q=a",
        "/en/search/?q=%00", "/en/search/?q=%ff", "/en/committees/x/discussions/?page=-1",
        "/en/moderation/register/?page=" + "9" * 5000, "/en/write/message/?committee=%00",
        "/accounts/login/?next=%00", "/accounts/login/?lang=%00", "/i18n/setlang/", "/en/search/?q",
    ],
)  # fmt: skip
def test_a_strange_address_is_a_page_or_a_refusal(client, db, path):
    response = client.generic("GET", path)

    assert response.status_code in (200, 301, 302) or is_refused(response)
    if response.status_code in (301, 302):
        assert re.match(r"/(?![/\\])", response.url), response.url


@pytest.mark.parametrize("cookie", ["palabre", "csrf", "messages", "v", "r", "read-en", "lang"])
@pytest.mark.parametrize(
    "text",
    ['"\\000\\001junkjunk"', "x" * 3000, "'\"<>;", "\x7f", "é", "....", '"', "-" * 32, "9-9.9-x"],
)
def test_junk_in_a_cookie_is_no_harm(client, citizen, cookie, text):
    for address in ("/en/me/", "/en/answer/thread/", "/en/messages/", "/accounts/login/", "/en/"):
        response = client.get(address, headers={"Cookie": f"{cookie}={text}"})
        assert response.status_code in (200, 302), address


@pytest.mark.parametrize(
    "method", ["TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"]
)
@pytest.mark.parametrize("address", ["/en/", "/en/answer/thread/", "/healthz", "/accounts/login/"])
def test_a_method_that_no_page_has_is_refused_in_words(client, db, method, address):
    response = client.generic(method, address, b"x", headers={"X-Secret": "canary"})

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"
    assert "canary" not in response.content.decode()
    assert OURS in response.content.decode()


def test_an_address_that_only_takes_forms_says_so_when_opened(client, citizen):
    client.force_login(citizen)

    response = client.get("/en/me/read/")

    assert response.status_code == 405
    assert "only takes what a form sends" in response.content.decode()
    assert 'href="/en/me/">Open the page that it belongs to' in response.content.decode()


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/fr/moderation/154/claim/", "/fr/moderation/154/"),
        ("/en/answer/thread/reply/", "/en/answer/thread/"),
        ("/en/nowhere/at/all/", "/en/"),
        ("/", ""),
        ("", ""),
    ],
)
def test_the_page_above_is_the_nearest_that_there_is(path, above):
    assert page_above(path) == above


@pytest.mark.parametrize(
    "address", ["/en/", "/en/forum/", "/en/write/", "/en/committees/", "/healthz"]
)
def test_the_head_of_a_page_can_be_asked_for(client, db, address):
    assert client.head(address).status_code == client.get(address).status_code == 200
