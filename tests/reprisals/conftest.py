import re

import pytest

from palabre.core.days import today
from palabre.people.models import Side
from palabre.reprisals.limits import MEMBERS
from palabre.reprisals.quarters import end_of, first_day
from palabre.spaces.models import Role
from palabre.vaults import epochs
from tests.spaces.factories import SpaceFactory, join
from tests.vaults.factories import PHRASE, custodian, reader, trust_each_other

WORDS = "Depuis la réunion, on m’annonce une mutation à deux cents kilomètres."
PAGE = "/en/committees/tabakoro/reprisals/"
REPORTS = "/en/me/reprisals/"


@pytest.fixture(autouse=True)
def _nobody_has_reported_yet(_as_it_runs):
    MEMBERS.start_afresh()
    epochs.make(end_of(first_day(today())))  # one key is quicker than half a year of them


@pytest.fixture
def committee(db):
    """With two readers, who began, and two custodians of each side."""
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro")
    for side, begins, keeps in [
        (Side.CIVILIAN, "awa", ("ramata", "oumou")),
        (Side.FORCES, "issa", ("coumba", "zan")),
    ]:
        reader(space, side=side, name=begins, trusted=False)
        for name in keeps:
            custodian(space, side=side, name=name, trusted=False)
    trust_each_other(space)
    return space


@pytest.fixture
def keepers(committee):
    """The custodians, by their names."""
    seats = committee.memberships.filter(role=Role.CUSTODIAN).select_related("user__vault_key")
    return {seat.user.username: seat.user for seat in seats}


@pytest.fixture
def seydou(committee):
    return join(committee, name="seydou")


def token_in(page):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', page.content.decode())
    assert found
    return found[1]


@pytest.fixture
def report(client, seydou):
    """Two taps, by a member who is signed in; `said` are further fields of the second."""

    def _report(to="civilian", kind="threat", by=seydou, **said):
        client.force_login(by)
        asked = client.post(f"{PAGE}to/", {"kind": kind})
        said = {"kind": kind, "token": token_in(asked), "to": to, **said}
        return client.post(f"{PAGE}send/", said)

    return _report


@pytest.fixture
def open_reports(client):
    """Sign in as somebody, open their vault, and look at their page."""

    def _open(user):
        client.force_login(user)
        client.post("/en/me/vault/", {"passphrase": PHRASE})
        return client.get(REPORTS).content.decode()

    return _open
