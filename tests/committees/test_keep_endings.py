"""In which words seats end is the secretariats' own; what it takes to end one is not."""

import pytest
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees.models import Ending
from tests.committees.seating import held_by

pytestmark = pytest.mark.django_db
LIST = "/en/secretariat/committees/endings/"


def test_an_ending_is_added_and_offered(as_secretary, trader):
    typed = {"name_fr": "Départ en mission", "name_en": "Posted abroad", "code": "posted",
             "position": 9, "is_offered": "on"}  # fmt: skip

    as_secretary.post(f"{LIST}new/", {**typed, "nobody_can_refuse": "on"})

    made = Ending.objects.get(code="posted")
    assert (made.needs_both_chairs, made.nobody_can_refuse) == (False, False)
    assert "Posted abroad" in as_secretary.get(LIST).content.decode()
    seat = reverse("committees_desk:seat", args=["kerouba", held_by(trader).pk])
    assert "Posted abroad" in as_secretary.get(seat).content.decode()
    assert AuditRecord.objects.get().action == "committees.ending.added"


def test_nobody_makes_a_removal_easier(as_secretary):
    as_secretary.post(
        f"{LIST}removal/",
        {"name_fr": "Exclusion", "position": 4, "is_offered": "on", "code": "x",
         "needs_both_chairs": "", "nobody_can_refuse": "on"},
    )  # fmt: skip

    removal = Ending.objects.get(code="removal")
    assert (removal.name_fr, removal.needs_both_chairs, removal.nobody_can_refuse) == (
        "Exclusion", True, False,
    )  # fmt: skip


def test_what_happens_by_itself_is_never_offered(as_secretary):
    as_secretary.post(
        f"{LIST}resigned/", {"name_fr": "Démission", "position": 5, "is_offered": "on"}
    )

    assert Ending.objects.filter(code="resigned", name_fr="Démission", is_offered=False).exists()
    assert as_secretary.post(f"{LIST}new/", {"name_fr": "X", "code": "new"}).status_code == 422
