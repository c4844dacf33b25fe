"""What comes in broken, oversized or not meant for us is refused in words, never with a 5xx."""

import re
import socket
import time

import pytest

from palabre.core.places import SLOW_ONES
from palabre.people.models import Side
from tests.hostile.corpora import multipart_bodies
from tests.house.server import Server, all_of, trickling
from tests.spaces.factories import SpaceFactory
from tests.vaults.factories import reader

FORMS = ["/en/write/review/", "/en/answer/", "/accounts/login/", "/en/invitation/"]
OURS = "<title>"
HOST = b"Host: localhost\r\n"
BODIES = multipart_bodies()
ONE_MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    short = {"PALABRE_MOST_SILENCE": "1", "PALABRE_MOST_ARRIVING": "3"}
    served = Server(tmp_path_factory.mktemp("served"), **short).start()
    yield served
    served.stop()


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


@pytest.mark.parametrize(
    "address", ["/en/", "/en/forum/", "/en/write/", "/en/committees/", "/healthz"]
)
def test_the_head_of_a_page_can_be_asked_for(client, db, address):
    assert client.head(address).status_code == client.get(address).status_code == 200


# --- On the wire -------------------------------------------------------------------------------
def statuses(heard: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3}) ", heard)]


def post(*headers: bytes, body: bytes = b"") -> bytes:
    kind = b"Content-Type: application/x-www-form-urlencoded\r\n"
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"POST /en/write/review/ HTTP/1.1\r\n" + HOST + kind + lines + b"\r\n" + body


SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
WIRE = {
    "both lengths": post(b"Content-Length: 4", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n" + SMUGGLED),
    "both, turned": post(b"Transfer-Encoding: chunked", b"Content-Length: 4", body=b"5c\r\n" + SMUGGLED),
    "two lengths": post(b"Content-Length: 0", b"Content-Length: 45", body=SMUGGLED),
    "a list of lengths": post(b"Content-Length: 0, 45", body=SMUGGLED),
    "a length with a sign": post(b"Content-Length: +4", body=b"a=bb"),
    "a negative length": post(b"Content-Length: -1", body=b"a=bb"),
    "a length of letters": post(b"Content-Length: four", body=b"a=bb"),
    "a length in other digits": post("Content-Length: ٤".encode(), body=b"a=bb"),
    "an underscored length": post(b"Content-Length: 4_0", body=b"a=bb"),
    "a hidden coding": post(b"Transfer-Encoding : chunked", b"Content-Length: 4", body=b"0\r\n\r\n" + SMUGGLED),
    "a folded header": post(b"X-A: b\r\n Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "a coding in a tab": post(b"Transfer-Encoding:\tchunked", b"Content-Length: 4", body=b"0\r\n\r\n"),
    "a coding twice": post(b"Transfer-Encoding: chunked", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"),
    "a bare line feed": b"GET /healthz HTTP/1.1\nHost: localhost\n\n",
    "a chunk of letters": post(b"Transfer-Encoding: chunked", body=b"zz\r\nabc\r\n0\r\n\r\n"),
    "a chunk too short": post(b"Transfer-Encoding: chunked", body=b"ff\r\nabc"),
    "a chunk without its end": post(b"Transfer-Encoding: chunked", body=b"3\r\nabcX0\r\n\r\n"),
    "a huge chunk": post(b"Transfer-Encoding: chunked", body=b"f" * 40 + b"\r\nabc"),
    "a short body": post(b"Content-Length: 400", body=b"body=abc"),
    "a huge header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 20_000 + b"\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: a\r\n" % i for i in range(300)) + b"\r\n",
    "an eight kilobyte path": b"GET /" + b"a" * 8192 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /\r\n",
    "no version, with an end": b"GET /\r\n\r\n",
    "a version of tomorrow": b"GET / HTTP/9.9\r\n" + HOST + b"\r\n",
    "no host": b"GET /en/ HTTP/1.1\r\n\r\n",
    "a foreign host": b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "two hosts": b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    "a host with junk": b"GET /en/ HTTP/1.1\r\nHost: localhost:junk@evil\r\n\r\n",
    "an absolute address": b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a method in small letters": b"get / HTTP/1.1\r\n" + HOST + b"\r\n",
    "a tunnel": b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a trace": b"TRACE /en/ HTTP/1.1\r\n" + HOST + b"X-Secret: canary\r\n\r\n",
    "a zero byte in the path": b"GET /\x00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a zero byte in a header": b"GET / HTTP/1.1\r\n" + HOST + b"X-A: \x00\r\n\r\n",
    "a space in a header's name": b"GET / HTTP/1.1\r\n" + HOST + b"X A: b\r\n\r\n",
    "an expectation": post(b"Expect: the-moon", b"Content-Length: 4", body=b"a=bb"),
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 60,
    "http2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "nothing": b"",
    "blank lines": b"\r\n" * 50,
    "half a request": b"GET /en/ HT",
}  # fmt: skip


@pytest.mark.parametrize("name", WIRE)
def test_on_the_wire_it_is_a_refusal_or_a_closed_line(server, name):
    heard = server.say(WIRE[name], patience=5)

    assert all(status < 500 for status in statuses(heard)), heard[:300]
    assert b"Traceback" not in heard
    assert b"canary" not in heard
    if "Transfer" in name or SMUGGLED in WIRE[name]:
        assert len(statuses(heard)) <= 1  # the second request was never one


def test_a_coding_that_we_do_not_know_is_refused(server):
    assert statuses(server.say(post(b"Transfer-Encoding: gzip, chunked"))) in ([501], [400], [403])


ENCODINGS = [
    b"charset=hex", b"charset=rot13", b"charset=utf-16", b'CharSet = "zlib"', b"charset*=utf-8''hex",
    b"charset=idna", b"charset=undefined", b"charset=nothing", b'x="; charset=hex',
]  # fmt: skip


@pytest.mark.parametrize("kind", [b"multipart/form-data; boundary=x", URLENCODED.encode()])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_an_encoding_that_a_request_gives_itself_is_not_looked_at(server, encoding, kind):
    """Django's own reading of it breaks before anything of ours is asked."""
    length = b"Content-Length: 4\r\n"
    lines = HOST + b"Content-Type: " + kind + b"; " + encoding + b"\r\nConnection: close\r\n"

    asked = server.say(
        b"GET /en/search/?q=a%20b&" + b"a&" * 250 + b" HTTP/1.1\r\n" + lines + b"\r\n"
    )
    sent = server.say(b"POST /accounts/login/ HTTP/1.1\r\n" + lines + length + b"\r\na=%ff")

    assert statuses(asked) == [400]
    assert statuses(sent)[0] in (400, 403)


def test_a_body_far_too_big_is_refused_before_it_has_come(server):
    """Fifty megabytes are announced and never sent; the answer does not wait for them."""
    began = time.monotonic()

    heard = server.say(post(b"Content-Length: 50000000", body=b"body=abc"), shut=False, patience=8)

    assert statuses(heard) == [413]
    assert b"This is too big for us" in heard
    assert time.monotonic() - began < 4


def test_a_form_sent_in_chunks_is_not_taken(server):
    """Without a length Django reads none of it: refused like a form without its token."""
    heard = server.say(post(b"Transfer-Encoding: chunked", body=b"6\r\nbody=a\r\n0\r\n\r\n"))

    assert statuses(heard) == [403]


@pytest.mark.parametrize(
    "half", [b"GET / HTTP/1.1\r\nHost: loc", post(b"Content-Length: 400", body=b"body=abc")]
)
def test_lines_that_fall_silent_do_not_keep_the_others_waiting(server, half):
    """More than there are threads, each in the middle of a word."""
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for line in lines:
        line.sendall(half)

    assert server.answers()

    for line in lines:
        line.close()


TRICKLES = {
    "words": post(b"Content-Length: 150000", body=b"body=a"),
    "the lines above them": b"GET / HTTP/1.1\r\n" + HOST,
}


@pytest.mark.parametrize("trickle", TRICKLES)
def test_lines_that_never_fall_silent_do_not_keep_the_others_waiting(server, trickle):
    """As many as there are threads, byte by byte: half of them are borne for a while, and then none."""
    lines = [socket.create_connection(("127.0.0.1", server.port), timeout=9) for _ in range(8)]
    for line in lines:
        line.sendall(TRICKLES[trickle])
    with trickling(lines):
        read = server.say(b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n", patience=5)
        answers = [all_of(line) for line in lines]

    assert statuses(read) == [200]
    if trickle == "words":
        ends = sorted(code for answer in answers for code in statuses(answer))
        assert ends == [408] * SLOW_ONES + [429] * SLOW_ONES
        assert all(b"This took too long to arrive" in answer for answer in answers)


def test_after_all_that_it_still_answers_and_has_written_nothing(server):
    assert server.answers()
    assert server.written() == ""


def test_two_requests_on_one_line_get_two_answers(server):
    last = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    assert statuses(server.say(SMUGGLED + last, shut=False)) == [200, 200]
