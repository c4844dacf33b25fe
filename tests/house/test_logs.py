"""Whatever breaks, what is written down tells where in the code: no word, name, place or address."""

import logging
import re
import sys
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest

from palabre.core.logs import QuietFormatter, where_it_broke
from tests.house.server import Server

BODY, PATH, QUERY, COOKIE, AGENT, SECRET = (
    f"canary{word}" for word in ("body", "path", "query", "cookie", "agent", "secret")
)
FAR, NEAR = "203.0.113.9", "127.0.0.9"  # as a proxy tells it, and as the wire does
ACCOUNT, NAME, MAIL = "canaryaccount", "canaryname", "canarymail@palabre.example"
UNSEEN = [BODY, PATH, QUERY, COOKIE, AGENT, SECRET, FAR, NEAR]
KEPT = [ACCOUNT, NAME, MAIL]  # in the database, where they belong
MAKE_A_PERSON = f"""
from palabre.people.models import User
from allauth.account.models import EmailAddress
person = User(username="{ACCOUNT}", name="{NAME}", email="{MAIL}")
person.set_password("a long password {SECRET}"); person.save()
EmailAddress.objects.create(user=person, email="{MAIL}", verified=True, primary=True)
User.objects.create(username="admin", name="{NAME}", email="{MAIL}")
"""


class Visitor:
    """Somebody all of whose words and traces are canaries."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.cookies: dict[str, str] = {"other": COOKIE}

    def ask(self, method: str, address: str, body: str = "", **headers: str) -> tuple[int, str]:
        told = {
            "Host": "localhost",
            "User-Agent": AGENT,
            "Referer": f"http://localhost/{PATH}",
            "X-Forwarded-For": FAR,
            "Forwarded": f"for={FAR}",
            "X-Real-IP": FAR,
            "Authorization": f"Bearer {SECRET}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Length": str(len(body)),
            "Connection": "close",
            **headers,
        }
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        words = f"{method} {address} HTTP/1.1\r\n{lines}\r\n{body}"
        heard = self.server.say(words.encode(), source=NEAR, shut=False).decode("utf-8", "replace")
        for cookie in re.findall(r"^Set-Cookie: (.*)\r$", heard, re.MULTILINE):
            self.cookies |= {name: part.value for name, part in SimpleCookie(cookie).items()}
        return int(heard.split(" ", 2)[1]) if heard else 0, heard

    def send(self, address: str, **fields: str) -> tuple[int, str]:
        _, page = self.ask("GET", address)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]*)"', page)
        proof = token[1] if token else self.cookies["csrf"]
        return self.ask("POST", address, urlencode({**fields, "csrfmiddlewaretoken": proof}))


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    served = Server(
        tmp_path_factory.mktemp("broken"),
        PALABRE_EMAIL_URL=f"smtp://{SECRET}:{SECRET}@127.0.0.1:9",
    )
    served.manage("shell", "-v0", "-c", MAKE_A_PERSON)
    served.start()
    everything_breaks(Visitor(served))
    served.stop()
    return served


def everything_breaks(visitor: Visitor) -> None:
    broken = {
        page: visitor.ask("GET", f"/broken/{page}/?q={QUERY}")[0]
        for page in ("sql", "header", "stream", "thread", "warning", "work_later")
    }
    assert broken["sql"] in (500, 503)
    assert broken["header"] == 500
    assert visitor.send(f"/broken/error/?q={QUERY}", body=BODY, password=SECRET)[0] == 500
    assert visitor.ask("GET", f"/en/{PATH}/?q={QUERY}")[0] == 404
    assert visitor.ask("GET", f"/{PATH}", Host=f"{PATH}.example")[0] == 400
    assert visitor.ask("POST", f"/{PATH}/", BODY, **{"Content-Length": BODY})[0] in (400, 0)
    assert visitor.ask("POST", f"/en/write/review/?{QUERY}", f"body={BODY}")[0] == 403
    visitor.ask("GET", f"/{PATH}", **{f"X {SECRET}": SECRET})
    visitor.ask("GET", f"/{PATH}" + "a" * 8000)
    wrong = visitor.send("/accounts/login/", login=ACCOUNT, password=SECRET)
    assert wrong[0] in (200, 422)
    right = visitor.send("/accounts/login/", login=ACCOUNT, password=f"a long password {SECRET}")
    assert right[0] == 302, right[1][:300]
    assert visitor.ask("GET", f"/broken/row/?q={QUERY}")[0] == 500
    visitor.send("/accounts/password/reset/", email=MAIL)  # a mail that nobody takes
    wait_for_the_worker(visitor.server)


def wait_for_the_worker(server: Server) -> None:
    until = time.monotonic() + 30
    while not re.search(
        r"INSERT INTO \"jobs_job\".*tests\.break.*IntegrityError", server.database()
    ):
        assert time.monotonic() < until, "the broken task was never tried"
        time.sleep(0.2)


def test_what_broke_is_told_by_its_kind_and_place(server):
    written = server.written()

    assert "RuntimeError at " in written
    assert "IntegrityError at " in written
    assert "tests/house/broken.py:" in written
    assert "A job failed: tests.break" in written


@pytest.mark.parametrize("canary", UNSEEN + KEPT)
def test_nothing_of_a_visitor_is_written_to_the_log(server, canary):
    assert canary not in server.written()


@pytest.mark.parametrize("canary", UNSEEN + KEPT)
def test_nothing_of_a_visitor_is_in_any_file_beside_the_database(server, canary):
    for path in (server.folder / "data").rglob("*"):
        if path.is_file() and not path.name.startswith("palabre.sqlite3"):
            assert canary.encode() not in path.read_bytes(), path


@pytest.mark.parametrize("canary", UNSEEN)
def test_where_somebody_came_from_and_went_is_in_no_row(server, canary):
    assert canary not in server.database()


def test_a_job_that_fails_remembers_where_and_not_what(server):
    rows = [
        row for row in server.database().splitlines() if row.startswith('INSERT INTO "jobs_job"')
    ]

    assert any("IntegrityError at " in row for row in rows)
    assert not any(canary in row for row in rows for canary in (NAME, ACCOUNT))


def test_there_is_no_traceback_as_python_prints_it(server):
    assert "Traceback (most recent call last)" not in server.written()


# --- In one process ----------------------------------------------------------------------------
def formatted(name: str, *said: object) -> str:
    try:
        raise ValueError(BODY)
    except ValueError:
        record = logging.LogRecord(name, logging.ERROR, PATH, 1, QUERY, said, sys.exc_info())
        return QuietFormatter().format(record)


def test_another_librarys_message_is_replaced_by_its_name():
    line = formatted("somebody.elses")

    assert "somebody.elses" in line
    assert "ValueError at " in line
    assert not any(canary in line for canary in (BODY, PATH, QUERY))


def test_a_line_has_a_day_and_no_hour():
    assert not re.search(r"\d\d:\d\d", formatted("palabre.jobs"))


def test_of_an_error_only_kind_and_place_are_told():
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        place = where_it_broke(error)

    assert "builtins.KeyError at " in place
    assert SECRET not in place
