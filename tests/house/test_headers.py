"""What goes with every answer: what a browser may do with it, and what nobody may keep."""

import re
from collections.abc import Iterable
from urllib.parse import urldefrag, urljoin

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.forums.factories import PostFactory, TopicFactory
from tests.moderation.factories import moderator
from tests.people.factories import with_second_factor
from tests.spaces.factories import SpaceFactory, join
from tests.vaults.factories import reader

LINK = re.compile(r'(?:href|action)="(/[^"]*)"')
MEANT = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "media-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
}  # fmt: skip
EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
}
ENOUGH = 120


def faults_of(address: str, response) -> list[str]:
    faults = []
    for name, wanted in EVERY_ANSWER.items():
        given = response.get(name)
        if given != wanted and not (name == "Referrer-Policy" and given == "no-referrer"):
            faults.append(f"{address}: {name}: {given}")
    given = {rule.strip() for rule in response.get("Content-Security-Policy", "").split(";")}
    if given != MEANT:
        faults.append(f"{address}: policy {given ^ MEANT}")
    if "no-store" not in response.get("Cache-Control", ""):
        faults.append(f"{address}: Cache-Control: {response.get('Cache-Control')}")
    faults += [f"{address}: {name}" for name in ("Server", "X-Powered-By") if name in response]
    for cookie in response.cookies.values():
        if not (cookie["httponly"] or not cookie.value) or not cookie["samesite"]:
            faults.append(f"{address}: cookie {cookie.OutputString()}")
    return faults


def crawl(client: Client, starts: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Every page that links lead to, and what is wrong with their headers."""
    waiting, faults = list(starts), list[str]()
    seen: dict[str, int] = {}
    while waiting and len(seen) < ENOUGH:
        address = waiting.pop(0)
        if address in seen:
            continue
        response = client.get(address)
        seen[address] = response.status_code
        faults += faults_of(address, response)
        is_page = response["Content-Type"].startswith("text/html") if response.content else False
        found = LINK.findall(response.content.decode()) if is_page else []
        found += [response["Location"]] if "Location" in response else []
        next_ones = {urldefrag(urljoin(address, link.replace("&amp;", "&")))[0] for link in found}
        waiting += [link for link in sorted(next_ones) if is_worth_a_visit(link)]
    return seen, faults


def is_worth_a_visit(link: str) -> bool:
    return link.startswith("/") and not re.search(r"^/static/|/leave/|/logout/", link)


@pytest.fixture
def alive(db):
    """A little of everything that pages show."""
    PostFactory.create(topic=TopicFactory.create())
    committee = CommitteeFactory.create(space=SpaceFactory.create(slug="kerouba", is_public=True))
    fill(committee)
    DiscussionFactory.create(committee=committee, is_public=True)
    return committee


STARTS = ["/", "/fr/", "/en/", "/accounts/login/", "/accounts/signup/", "/nowhere/", "/healthz"]


def test_every_page_for_strangers_says_what_browsers_may_do(client, alive):
    seen, faults = crawl(client, STARTS)

    assert faults == []
    assert len(seen) > 40
    assert not [address for address, status in seen.items() if status >= 500]


@pytest.mark.parametrize(
    "office", ["member", "moderator", "secretariat", "administrator", "reader"]
)
def test_every_page_of_an_office_does_too(client, alive, office, administrator):
    space = alive.space
    people = {
        "member": lambda: alive.members[0].user,
        "moderator": lambda: moderator(space, Side.CIVILIAN),
        "secretariat": lambda: with_second_factor(
            join(space, side=Side.SECRETARIAT, role=Role.SECRETARIAT)
        ),
        "administrator": lambda: administrator,
        "reader": lambda: reader(space),
    }
    client.force_login(people[office]())

    seen, faults = crawl(
        client, ["/en/me/", "/en/secretariat/", "/en/moderation/", "/en/messages/"]
    )

    assert faults == []
    assert len(seen) > 20
    assert not [address for address, status in seen.items() if status >= 500]


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/en/nowhere/", 404),
        ("post", "/en/me/read/", 302),
        ("put", "/en/", 405),
        ("post", "/en/write/review/", 413),
        ("get", "/en/?" + "a&" * 1000, 400),
    ],
)
def test_refusals_do_too(client, db, method, address, status):
    big = {"content_type": "text/plain", "data": "x" * 2_000_001} if status == 413 else {}

    response = getattr(client, method)(address, **big)

    assert response.status_code == status
    assert faults_of(address, response) == []


def test_a_broken_page_does_too(client, alive, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("palabre.portal.views.render", None)

    response = client.get("/en/help/")

    assert response.status_code == 500
    assert "text/html" in response["Content-Type"]
    assert faults_of("/en/help/", response) == []


@pytest.mark.parametrize("address", ["/en/", "/fr/write/", "/en/write/message/", "/en/answer/"])
def test_no_page_for_people_without_an_account_sets_a_cookie_that_lasts(client, db, address):
    for cookie in client.get(address).cookies.values():
        assert cookie["max-age"] == ""
        assert cookie["expires"] == ""


# --- Files -------------------------------------------------------------------------------------
@pytest.fixture
def collected(settings, tmp_path):
    """The files as production serves them: each under a name that changes when it does."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "palabre.config.statics.LightFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return Client()


def test_a_file_with_a_hash_in_its_name_is_kept_for_ever(collected, db):
    page = collected.get("/en/write/").content.decode()
    (style,) = re.findall(r'rel="stylesheet" href="([^"]*)"', page)

    response = collected.get(style)
    response.close()

    assert response.status_code == 200
    assert "immutable" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


def test_our_style_arrives_whole_and_light(collected, db):
    page = collected.get("/en/write/").content.decode()
    (style,) = re.findall(r'rel="stylesheet" href="([^"]*)"', page)
    source = (settings.ROOT / "static" / "css" / "palabre.css").read_text(encoding="utf-8")

    response = collected.get(style, headers={"Accept-Encoding": "identity"})
    sent = b"".join(response).decode()
    response.close()

    assert sent.count("{") == source.count("{") > 300
    assert sent.count(":") > 700
    assert len(sent) < 0.9 * len(source)


def test_a_file_under_its_plain_name_is_not(collected, db):
    response = collected.get("/static/css/palabre.css")
    response.close()

    assert "immutable" not in response["Cache-Control"]


# --- HTTPS -------------------------------------------------------------------------------------
def test_the_key_of_an_open_message_lives_in_a_cookie_of_this_host_alone(client, settings, alive):
    settings.HTTPS, settings.HOST_ONLY = True, "__Host-"
    known = reader(alive.space)
    client.force_login(known)

    opened = client.post("/en/messages/vault/", {"passphrase": "une longue phrase de passe"})

    cookie = opened.cookies["__Host-v"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["domain"]
    assert cookie["path"] == "/"
