"""Production refuses to start with a missing or default secret, and says which. Each start here is
a process of its own, with nothing in its environment but what the story gives it."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import lay_in

ROOT = Path(__file__).parents[2]
SECRET = secrets.token_urlsafe(64)
COMPLETE = {"PALABRE_SECRET_KEY": SECRET, "PALABRE_HOSTS": "palabre.example"}

pytestmark = pytest.mark.slow


def start(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "PALABRE_DATA": str(tmp_path / "data")}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ("check",))],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    "secret",
    ["", "short", "a" * 64, "django-insecure-" + SECRET, "changeme" * 8],
    ids=["missing", "short", "monotonous", "default", "repeated"],
)
def test_a_bad_secret_is_refused_by_its_name(tmp_path, secret):
    refused = start(tmp_path, PALABRE_HOSTS="palabre.example", PALABRE_SECRET_KEY=secret)

    assert refused.returncode != 0
    assert "PALABRE_SECRET_KEY" in refused.stderr
    assert "secrets.token_urlsafe" in refused.stderr
    assert len(secret) < 8 or secret not in refused.stderr


def test_missing_hosts_are_refused_by_their_name(tmp_path):
    refused = start(tmp_path, PALABRE_SECRET_KEY=SECRET)

    assert refused.returncode != 0
    assert "PALABRE_HOSTS" in refused.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [("PALABRE_BATCH_MINUTES", "7"), ("PALABRE_BATCH_HOURS", "25"), ("PALABRE_BATCH_HOURS", "0")],
)
def test_what_would_make_a_promise_untrue_is_refused_by_its_name(tmp_path, name, value):
    refused = start(tmp_path, **COMPLETE, **{name: value})

    assert refused.returncode != 0
    assert f"{name} must" in refused.stderr


def test_production_never_makes_up_a_secret(tmp_path):
    start(tmp_path, PALABRE_HOSTS="palabre.example")

    assert not (tmp_path / "data" / "secret-key").exists()


def test_with_both_it_starts(tmp_path):
    started = start(tmp_path, **COMPLETE)

    assert started.returncode == 0, started.stderr


def test_each_may_come_from_a_file(tmp_path):
    (tmp_path / "secret").write_text(SECRET)
    (tmp_path / "hosts").write_text("palabre.example")
    named = {
        "PALABRE_SECRET_KEY_FILE": str(tmp_path / "secret"),
        "PALABRE_HOSTS_FILE": str(tmp_path / "hosts"),
    }

    assert start(tmp_path, **named).returncode == 0


def test_a_bad_secret_in_a_file_is_refused_too(tmp_path):
    (tmp_path / "secret").write_text("short\n")
    refused = start(
        tmp_path, PALABRE_HOSTS="x.example", PALABRE_SECRET_KEY_FILE=str(tmp_path / "secret")
    )

    assert "PALABRE_SECRET_KEY" in refused.stderr


def test_the_deployment_checks_find_nothing(tmp_path):
    checked = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **COMPLETE)

    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


HEADERS = """
from django.test import Client
plain = Client().get("/healthz", HTTP_HOST="palabre.example")
away = Client().get("/en/rules/", HTTP_HOST="palabre.example")
page = Client().get("/accounts/login/?lang=fr", HTTP_HOST="palabre.example", secure=True)
print(away.status_code, away["Location"])
print(page["Strict-Transport-Security"])
print(page["Content-Security-Policy"])
for cookie in page.cookies.values():
    print(cookie.OutputString())
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> list[str]:
    """What a production server puts beside a page."""
    tmp_path = tmp_path_factory.mktemp("production")
    lay_in(tmp_path / "data")
    done = start(tmp_path, "collectstatic", "--noinput", "-v0", **COMPLETE)
    assert done.returncode == 0, done.stderr
    shown = start(tmp_path, "shell", "-v0", "-c", HEADERS, **COMPLETE)
    assert shown.returncode == 0, shown.stderr
    return shown.stdout.splitlines()


def test_plain_http_is_sent_to_https(served):
    assert served[0] == "301 https://palabre.example/en/rules/"


def test_browsers_are_told_to_come_by_https_only(served):
    assert served[1] == "max-age=31536000; includeSubDomains; preload"


def test_nothing_inline_and_no_other_host_may_run(served):
    policy = served[2]
    assert "default-src 'none'" in policy
    for loose in ("unsafe", "http:", "https:", "data:", "*"):
        assert loose not in policy


def test_cookies_are_for_this_host_this_channel_and_no_script(served):
    cookies = served[3:]
    assert any(cookie.startswith("__Host-csrf=") for cookie in cookies)
    for cookie in cookies:
        assert "Secure" in cookie, cookie
        assert "HttpOnly" in cookie, cookie
        assert "SameSite=Lax" in cookie, cookie
        if cookie.startswith("__Host-"):
            assert "Path=/;" in cookie, cookie
            assert "Domain" not in cookie, cookie
