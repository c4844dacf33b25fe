"""A committee from a template: one page, filled in once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.committees import services
from palabre.committees.composition import Constitution, faults, number_by_side
from palabre.committees.models import Committee, Rules, SeatKind, Template
from palabre.people.models import Side
from tests.committees.factories import TemplateFactory, TemplatePlaceFactory, founding

COMMUNAL = "/en/secretariat/committees/new/communal/"
WORDS = {"name": "Soroba", "territory": "Commune de Soroba"}


def seats(code: str) -> str:
    return f"seats_{SeatKind.objects.get(code=code).pk}"


def test_a_name_and_a_territory_are_enough(as_secretary):
    answer = as_secretary.post(COMMUNAL, founding(**WORDS))

    new = Committee.objects.get(space__slug="soroba")
    template = Template.objects.get(code="communal")
    assert answer["Location"] == reverse("committees_desk:seats", args=["soroba"])
    assert (new.kind_fr, new.charter_fr) == (template.kind_fr, template.charter_fr)
    assert {side: sum(seat.side == side for seat in new.sitting) for side in Side.values} == {
        "civilian": 9, "forces": 9, "parliament": 1, "secretariat": 0,
    }  # fmt: skip
    assert {seat.user for seat in new.sitting} == {None}
    assert new.sitting[0].function_fr == "Associations de femmes"
    assert (new.rules.number, new.rules.fewest_a_side) == (1, 4)
    assert {kind.code: few for kind, few in new.rules.fewest_of().items()}["women"] == 2


def test_a_template_that_changes_changes_no_committee(as_secretary):
    as_secretary.post(COMMUNAL, founding(**WORDS))

    Template.objects.filter(code="communal").update(charter_fr="Autre.", quorum=90)

    new = Committee.objects.get(space__slug="soroba")
    assert new.charter_fr != "Autre."
    assert new.rules.quorum == 50


@pytest.mark.parametrize(
    ("kind", "number", "reason"),
    [
        ("women", 1, "Women’s associations: 1 seat. The rules want at least 2."),
        ("guard", 9, "The rules allow a difference of 1 at most."),
        ("guard", 61, "That is too much: 60 at most."),
    ],
)
def test_seats_that_break_the_rules_are_refused_with_everything_kept(
    as_secretary, kind, number, reason
):
    answer = as_secretary.post(COMMUNAL, founding(**WORDS, **{seats(kind): number}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert reason in page
    assert 'value="Commune de Soroba"' in page
    assert f'value="{number}"' in page
    assert not Committee.objects.filter(name="Soroba").exists()


def test_a_rule_out_of_its_bounds_is_refused_where_it_stands(as_secretary):
    page = as_secretary.post(COMMUNAL, founding(**WORDS, quorum=101)).content.decode()

    assert "<details open>" in page
    assert 'id="id_quorum_error"' in page


def test_seats_are_counted_without_script_and_nothing_is_judged(as_secretary):
    typed = founding(territory="Soroba", count="1") | {seats("women"): 5}
    for ticked in ("is_public", "chairs_agree"):
        typed.pop(ticked)

    page = as_secretary.post(COMMUNAL, typed).content.decode()

    assert "Counted. Nothing is kept yet." in page
    assert '<span class="num">12</span>' in page
    assert 'value="Soroba"' in page
    assert "There is a problem" not in page
    assert "checked" not in page
    assert not Committee.objects.filter(territory="Soroba").exists()


def test_where_something_happens_in_place_only_the_count_comes_back(as_secretary):
    answer = as_secretary.post(COMMUNAL, founding(count="1"), headers={"HX-Request": "true"})

    assert answer.content.decode().strip().startswith('<div id="totals"')


@pytest.mark.parametrize(
    ("name", "address"),
    [("Kerouba", "kerouba-2"), ("Coverage", "coverage-2"), ("Gué du Nord", "gue-du-nord"),
     ("ߒߞߏ", "committee")],
)  # fmt: skip
def test_an_address_comes_from_the_name_and_is_free(committee, name, address):
    assert services.address_for(name) == address


def test_the_addresses_of_our_own_pages_are_refused(as_secretary):
    answer = as_secretary.post(COMMUNAL, founding(**WORDS, slug="coverage"))

    assert "This address is a page of Palabre itself." in answer.content.decode()


def test_a_template_that_is_no_longer_offered_founds_nothing(as_secretary):
    TemplateFactory.create(code="old", is_offered=False)

    choice = as_secretary.get(reverse("committees_desk:choose")).content.decode()

    assert "Municipal security advisory committee" in choice
    assert "Committee of the ford" not in choice
    assert as_secretary.get(reverse("committees_desk:found", args=["old"])).status_code == 404


def test_a_secretariat_makes_a_template_of_its_own(as_secretary):
    base = founding()
    texts = {"name_fr": "De gué", "code": "ford", "position": 9, "is_offered": "on"}
    address = reverse("committees_desk:add_template")

    as_secretary.post(address, {**base, **texts, seats("women"): 3, "quorum": 66})
    as_secretary.post(reverse("committees_desk:found", args=["ford"]), founding("ford", **WORDS))

    new = Committee.objects.get(space__slug="soroba")
    assert new.rules.quorum == 66
    assert new.seats.filter(kind__code="women").count() == 3


def test_what_a_template_says_can_be_taken_back(as_secretary, secretary):
    template = TemplatePlaceFactory.create().template

    services.keep_template(template, Constitution(seats={}, shares={}), by=secretary)

    assert not template.places.exists()


def test_a_kind_of_seat_is_added_and_keeps_its_side(as_secretary):
    words = {"name_fr": "Chasseurs", "name_en": "Hunters", "position": 9, "is_offered": "on"}
    as_secretary.post(
        reverse("committees_desk:add_kind"), {**words, "code": "hunters", "side": "civilian"}
    )
    change = reverse("committees_desk:kind", args=["hunters"])
    as_secretary.post(change, {**words, "name_en": "Hunters’ guild", "side": "forces"})

    kept = SeatKind.objects.get(code="hunters")
    assert (kept.name_en, kept.side) == ("Hunters’ guild", "civilian")
    taken = {**words, "code": "new", "side": "civilian"}
    assert as_secretary.post(reverse("committees_desk:add_kind"), taken).status_code == 422


def test_a_member_makes_nothing_of_it(as_trader, trader):
    with pytest.raises(PermissionDenied):
        services.keep_kind(SeatKind(code="x", name_fr="X", side=Side.FORCES), by=trader)
    for name in ("choose", "kinds", "templates", "territories"):
        assert as_trader.get(reverse(f"committees_desk:{name}")).status_code == 404


numbers = st.integers(0, 12)
KINDS = [
    SeatKind(pk=n, side=side) for n, side in enumerate([*Side.values[:3], *Side.values[:2]], 1)
]


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(numbers, min_size=5, max_size=5), numbers, numbers, numbers)
def test_what_passes_keeps_every_rule(counts, fewest, gap, share):
    given_seats = dict(zip(KINDS, counts, strict=True))
    rules = Rules(fewest_a_side=fewest, widest_gap=gap)
    of_side = number_by_side(given_seats)
    civilians, forces = of_side["civilian"], of_side["forces"]

    passes = not faults(given_seats, rules, {KINDS[0]: share})

    assert passes == (
        min(civilians, forces) >= fewest and abs(civilians - forces) <= gap and counts[0] >= share
    )
