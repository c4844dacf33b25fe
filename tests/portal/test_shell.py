"""The frame around every page: head, foot, way out."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from tests.people.factories import PASSWORD, with_password

LINK = re.compile(r'href="(/(?!static/)[^"#]*)')
FRAME = re.compile(r"<main.*</main>", re.S)
RAW_STYLE_OR_SCRIPT = re.compile(
    r"\sstyle=|\son\w+=|<style|<script(?![^>]*(\ssrc=|application/json))"
)
ACCOUNT_PAGES = [
    "login/",
    "signup/",
    "password/reset/",
    "email/",
    "password/change/",
    "logout/",
    "2fa/",
    "2fa/totp/activate/",
    "2fa/webauthn/add/",
]


def text_of(response) -> str:
    return str(response.content.decode())


def sign_in_just_now(client, user) -> None:
    """What guards an account asks for the password again, unless it was given just now."""
    client.force_login(with_password(user))
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_link_of_the_frame_leads_somewhere(client, db, language):
    page = text_of(client.get(f"/{language}/rules/"))
    links = set(LINK.findall(FRAME.sub("", page)))

    missing = [link for link in links if client.get(link).status_code >= 400]

    assert len(links) > 10
    assert missing == []


def test_a_member_is_not_named_on_the_screen(client, citizen):
    client.force_login(citizen)

    frame = FRAME.sub("", text_of(client.get("/en/rules/")))

    assert ">Me<" in frame
    assert citizen.username not in frame
    assert str(citizen) not in frame


def test_pages_for_people_without_an_account_do_not_look_who_reads(
    client, citizen, django_assert_num_queries
):
    client.force_login(citizen)

    with django_assert_num_queries(0):
        page = text_of(client.get("/en/help/"))

    assert "<script" not in page
    assert ">Me<" not in page
    assert 'rel="noreferrer"' in page


def test_a_stranger_is_sent_no_script(client, db):
    assert "<script" not in text_of(client.get("/en/rules/"))


@pytest.mark.parametrize("page", ACCOUNT_PAGES)
def test_account_pages_carry_no_raw_style_nor_script(client, citizen, page):
    if page not in ("login/", "signup/"):
        sign_in_just_now(client, citizen)

    response = client.get(f"/accounts/{page}")

    assert response.status_code == 200
    assert not RAW_STYLE_OR_SCRIPT.search(text_of(response))
    assert "data:" not in text_of(response)


@pytest.mark.parametrize("name", ["413", "500", "503", "offline"])
def test_when_nothing_works_there_are_still_words_in_both_languages(name):
    page = render_to_string(f"service/{name}.html")

    assert 'lang="fr"' in page
    assert 'lang="en"' in page


def test_the_server_in_front_has_pages_of_its_own_and_all_that_they_load(tmp_path):
    call_command("writeservicepages", tmp_path, stdout=StringIO())

    for name in ("413", "503", "offline"):
        page = (tmp_path / f"{name}.html").read_text(encoding="utf-8")
        assert page == render_to_string(f"service/{name}.html")
        wanted = re.findall(r'(?:src|href)="(/static/[^"]*)"', page)
        assert wanted
        assert all((tmp_path / path.removeprefix("/")).is_file() for path in wanted)
