"""What no form of ours sends: requests cut short, forged, smuggled, or said so slowly that others wait.

To a real server, byte by byte.
"""

import re
import socket
import time

import pytest

from palabre.core.places import SLOW_ONES
from tests.house.server import Server, all_of, trickling

HOST = b"Host: localhost\r\n"
URLENCODED = b"application/x-www-form-urlencoded"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    short = {"PALABRE_MOST_SILENCE": "1", "PALABRE_MOST_ARRIVING": "3"}
    served = Server(tmp_path_factory.mktemp("served"), **short).start()
    yield served
    served.stop()


def statuses(heard: bytes) -> list[int]:
    return [int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3}) ", heard)]


def post(*headers: bytes, body: bytes = b"") -> bytes:
    kind = b"Content-Type: " + URLENCODED + b"\r\n"
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


@pytest.mark.parametrize("kind", [b"multipart/form-data; boundary=x", URLENCODED])
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


def test_lines_that_fall_silent_do_not_keep_the_others_waiting(server):
    """More than there are threads, each in the middle of a word."""
    halves = [b"GET / HTTP/1.1\r\nHost: loc", post(b"Content-Length: 400", body=b"body=abc")]
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    for number, line in enumerate(lines):
        line.sendall(halves[number % 2])

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
