"""Codes on paper, drawn from a hat: one phone for the whole room, and nobody knows who drew which."""

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client

from palabre.core import waiting
from palabre.motions import codes, services
from palabre.motions.counting import Count, Outcome
from palabre.motions.models import PaperCode, Way
from tests.committees.traces import everything
from tests.motions.factories import close, open_by_both

pytestmark = pytest.mark.django_db
CAST = ["yes", "yes", "yes", "no", "abstain"]


@pytest.fixture
def vote(motion, meeting, custodians, secretary):
    return services.open_vote(motion, services.Call(Way.CODES, meeting), by=secretary)


@pytest.fixture
def drawn(vote, secretary):
    return services.print_codes(vote, by=secretary)


def type_in(phone, code, choice="yes"):
    page = phone.post("/en/ballot/", {"code": code})
    if page.status_code != 200:
        return page
    return phone.post("/en/ballot/cast/", {"code": code, "choice": choice, "wants_number": "on"})


def test_the_room_votes_on_one_phone_without_an_account(vote, drawn, custodians, secretary):
    phone = Client()
    for side in drawn.values():
        for code, choice in zip(side, CAST, strict=True):
            assert "sealed" in type_in(phone, code.lower(), choice).content.decode()

    close(vote, secretary)
    counted = open_by_both(vote, *custodians)

    assert counted.outcome == Outcome.ADOPTED
    assert counted.counts == {side: Count(3, 1, 1) for side in ("civilian", "forces")}


def test_there_is_one_code_for_each_who_is_there_and_they_are_printed_once(vote, drawn, secretary):
    assert {side: len(set(found)) for side, found in drawn.items()} == vote.electors
    with pytest.raises(PermissionDenied, match="printed once"):
        services.print_codes(vote, by=secretary)


def test_a_code_votes_once(vote, drawn):
    for code in [*drawn["civilian"], *drawn["forces"]]:
        type_in(Client(), code)
    services.fill_urns()

    page = type_in(Client(), drawn["civilian"][0], "no")

    assert page.status_code == 422
    assert "opens nothing" in page.content.decode()


@pytest.mark.parametrize("typed", ["", "VW23-8QDD-80NE", "x" * 61, "8QDD"])
def test_what_is_no_code_opens_nothing_and_is_kept(vote, drawn, typed):
    page = Client().post("/en/ballot/", {"code": typed})

    assert page.status_code == 422
    assert typed in page.content.decode()


def test_typing_a_code_and_voting_write_no_row_even_for_who_is_signed_in(client, drawn, trader):
    client.force_login(trader)
    client.get("/en/ballot/")
    before = everything()

    type_in(client, drawn["civilian"][0])

    assert everything() == before


def test_no_code_is_kept_and_none_is_left_once_it_is_closed(vote, drawn, secretary):
    kept = {bytes(one.digest) for one in PaperCode.objects.all()}
    assert not kept & {code.encode() for found in drawn.values() for code in found}
    cache.clear()  # with Redis, what waits is there
    waiting.start_afresh()

    close(vote, secretary)

    assert not PaperCode.objects.exists()
    with pytest.raises(codes.NoSuchCode):
        services.cast_with_code(drawn["forces"][0], "yes")
