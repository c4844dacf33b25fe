"""The secretariat's desk."""

import pytest
from django.contrib import admin
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Committee, NamelessContribution, Seat
from palabre.people.models import Side
from palabre.spaces.models import Role, Space
from tests.committees.factories import CommitteeFactory, founding, seat
from tests.people.factories import UserFactory
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
FOUNDED = {
    "name": "Soroba",
    "slug": "soroba",
    "kind_fr": "Comité communal",
    "territory": "Soroba",
    "purpose_fr": "Le gué.",
    "founded_on": "2026-11-01",
    "is_public": "on",
}
SEAT = {"side": "civilian", "function_fr": "Pêcheurs"}


def desk(name: str, *args: object) -> str:
    return reverse(f"committees_desk:{name}", args=args)


def actions() -> list[str]:
    return list(AuditRecord.objects.order_by("pk").values_list("action", flat=True))


def test_a_secretariat_founds_a_committee_and_runs_it(as_secretary, secretary):
    response = as_secretary.post(desk("found", "communal"), founding(**FOUNDED))

    founded = Committee.objects.get(space__slug="soroba")
    assert response["Location"] == desk("seats", "soroba")
    assert founded.space.has_role(secretary, Role.SECRETARIAT)
    assert founded.space.name_fr == "Soroba"
    assert actions() == ["committees.committee.founded"]
    assert as_secretary.get(response["Location"]).status_code == 200


def test_an_address_is_taken_only_once(as_secretary):
    response = as_secretary.post(
        desk("found", "communal"), founding(**{**FOUNDED, "slug": "kerouba"})
    )

    assert response.status_code == 422
    assert "Another space already has this address." in response.content.decode()
    assert Space.objects.filter(slug="kerouba").count() == 1


def test_a_member_founds_nothing(as_trader):
    assert as_trader.post(desk("found", "communal"), FOUNDED).status_code == 404


def test_a_moderator_does_not_run_committees(client, committee):
    client.force_login(join(committee.space, role=Role.MODERATOR))

    assert client.get(desk("committees")).status_code in (302, 403)


def test_another_secretariat_does_not_run_this_one(as_secretary):
    CommitteeFactory.create(space__slug="elsewhere", name="Elsewhere")

    assert "Elsewhere" not in as_secretary.get(desk("committees")).content.decode()
    for name in ("change", "seats", "rules"):
        assert as_secretary.get(desk(name, "elsewhere")).status_code == 404


def test_a_committee_is_changed(as_secretary, committee):
    words = {**FOUNDED, "name": "Kerouba and the ford"}
    words.pop("is_public")

    as_secretary.post(desk("change", "kerouba"), words)

    committee.refresh_from_db()
    assert committee.name == "Kerouba and the ford"
    assert committee.space.is_public is False
    assert actions() == ["committees.committee.changed"]


def test_a_seat_may_be_kept_free(as_secretary, committee):
    as_secretary.post(desk("seats", "kerouba"), SEAT)

    assert committee.seats.current().filter(user=None).count() == 1


def test_one_co_chair_a_side_in_the_place_of_the_one_before(as_secretary, committee, trader):
    before = seat(committee, side=Side.CIVILIAN)
    for user in (before, trader):
        as_secretary.post(desk("chair", "kerouba", committee.seats.get(user=user).pk))

    assert list(Seat.objects.filter(is_chair=True).values_list("user", flat=True)) == [trader.pk]
    assert committee.space.has_role(trader, Role.CHAIR)
    assert not committee.space.has_role(before, Role.CHAIR)
    assert committee.space.has_role(before, Role.MEMBER)


def test_the_balance_is_in_view(as_secretary, committee, trader):
    page = as_secretary.get(desk("seats", "kerouba")).content.decode()

    assert "In balance: civilians 3, forces 2." in page


def test_the_desk_needs_a_second_factor(client, committee):
    client.force_login(join(committee.space, role=Role.SECRETARIAT, side=Side.SECRETARIAT))

    response = client.get(desk("committees"))

    assert response["Location"] == reverse("mfa_index")


def test_the_back_office_lists_no_speech_without_a_name(client, administrator, committee, named):
    client.force_login(administrator)

    assert not admin.site.is_registered(NamelessContribution)
    for model in ("committee", "seat", "nomination", "discussion", "contribution", "meeting"):
        page = client.get(reverse(f"admin:committees_{model}_changelist"))
        assert page.status_code == 200
        assert client.get(reverse(f"admin:committees_{model}_add")).status_code == 403


def test_an_administrator_runs_every_committee(administrator):
    services.found_committee(
        "soroba", by=administrator, name="Soroba", kind_fr="C", territory="S", purpose_fr="P"
    )

    assert Committee.objects.run_by(administrator).exists()
    assert not Committee.objects.run_by(UserFactory.create()).exists()
