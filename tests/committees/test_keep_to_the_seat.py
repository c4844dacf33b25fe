"""A function that a seat keeps to itself stands beside the name nowhere, the forum included."""

from importlib import import_module

import pytest
from django.apps import apps

from palabre.committees import services
from palabre.committees.models import Discussion, Seat
from palabre.committees.reading import voice_of
from palabre.people.models import User
from palabre.spaces.models import Invitation
from palabre.spaces.services import accept_invitation, verify_person, verify_side
from tests.committees.factories import ContributionFactory
from tests.committees.seating import deputy_of, free_seat, held_by, invited
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
migration = import_module("palabre.committees.migrations.0013_functions_as_shown")


def function_of(person: User) -> str:
    return User.objects.get(pk=person.pk).function


def confirmed(person: User, *, by: User) -> str:
    """Their account is confirmed in the very function of their seat."""
    function = held_by(person).function_fr
    verify_person(person, side=person.side, function=function, by=by)
    return function


def test_whoever_hides_their_function_later_hides_it_on_their_account_too(trader, secretary):
    deputy = UserFactory.create(side="civilian")
    deputy_of(trader, deputy, by=secretary)
    for person in (trader, deputy):
        confirmed(person, by=secretary)
    services.choose_how_shown(held_by(trader), by=trader, to_public="name", to_members="side")
    assert function_of(trader)

    services.choose_how_shown(held_by(trader), by=trader, to_public="side", to_members="side")

    assert (function_of(trader), function_of(deputy)) == ("", "")


@pytest.mark.parametrize(("known", "stays"), [("civilian", "Baker"), ("forces", ""), ("", "")])
def test_a_seat_confirms_a_side_and_no_function(secretary, known, stays):
    person = UserFactory.create(function="Baker")
    if known:
        verify_person(person, side=known, function="Baker", by=secretary)

    verify_side(person, side="civilian", by=secretary)

    person.refresh_from_db()
    assert (person.side, person.is_verified, person.function) == ("civilian", True, stays)


def test_what_a_stranger_to_the_table_only_declares_is_not_shown(named: Discussion, secretary):
    person = UserFactory.create(function="General")
    said = ContributionFactory.create(discussion=named, author=person)

    assert voice_of(said, user=secretary).function == ""
    verify_person(person, side="forces", function="General", by=secretary)
    said.author.refresh_from_db()
    assert voice_of(said, user=secretary).function == "General"


def test_what_stood_there_before_is_taken_away(trader, gendarme, secretary, committee):
    kept = confirmed(gendarme, by=secretary)
    confirmed(trader, by=secretary)
    Seat.objects.filter(user=trader).update(shown_to_public="function")
    letter, token = invited(free_seat(committee), "Sitan", by=secretary)
    Invitation.objects.update(function="Weaver")
    sitan = accept_invitation(token, UserFactory.create())
    assert function_of(sitan) == "Weaver"

    migration.keep_to_the_seats(apps, None)
    migration.forget_letters(apps, None)

    assert [function_of(each) for each in (trader, gendarme, sitan)] == ["", kept, ""]
    assert Invitation.objects.get().function == ""
    type(letter).objects.all().delete()
    migration.forget_letters(apps, None)
    assert not Invitation.objects.exists()
