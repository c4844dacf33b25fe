"""From a name that somebody proposes to somebody who sits there because they want to."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services, terms
from palabre.committees.models import Committee, Nomination, NominationState, Point, Seat
from palabre.core.days import today
from palabre.notifications.models import Notice
from palabre.people.models import Side
from palabre.spaces.models import Invitation, Role
from palabre.spaces.services import accept_invitation, end_roles, open_invitation, verify_person
from tests.committees.factories import CommitteeFactory, seat
from tests.committees.seating import free_seat, invited, says_yes
from tests.people.factories import UserFactory
from tests.submissions.sheets_read import read

pytestmark = pytest.mark.django_db
NOMINEE = {"username": "", "name": "", "on_behalf_of": "The youth council", "as_deputy": ""}
YES = {"to_public": "side", "to_members": "function", "accepts": "on"}


def desk(name: str, *args: object) -> str:
    return reverse(f"committees_desk:{name}", args=["kerouba", *args])


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def place(committee) -> Seat:
    return free_seat(committee)


@pytest.fixture
def answers(committee) -> str:
    return reverse("committees:answer", args=["kerouba"])


def test_whoever_has_an_account_is_proposed_checked_invited_and_sits(
    as_secretary, place, outsider, answers, committee
):
    made = as_secretary.post(desk("nominate", place.pk), {**NOMINEE, "username": "Outsider"})
    nomination = Nomination.objects.get()
    assert made["Location"] == desk("nomination", nomination.pk)
    assert "Confirm each point first: 5 left." in page(as_secretary, made["Location"])
    as_secretary.post(desk("check", nomination.pk), {"point": Point.values})
    as_secretary.post(desk("invite", nomination.pk))

    person = Client()
    person.force_login(outsider)
    shown = page(person, answers)
    digest = re.findall('name="charter" value="([0-9a-f]{64})"', shown)[0]
    done = person.post(answers, {**YES, "charter": digest})

    held = Seat.objects.get(user=outsider)
    assert done["Location"] == reverse("committees:my_seat", args=["kerouba"])
    assert (held.pk, held.shown_to_public, held.shown_to_members) == (place.pk, "side", "function")
    assert (held.accepted_on, held.accepted_charter) == (held.since_on, digest)
    assert held.until_on
    assert held.until_on.year == held.since_on.year + 2
    assert committee.space.has_role(outsider, Role.MEMBER)
    outsider.refresh_from_db()
    assert outsider.verified_by
    assert outsider.function == ""


def test_a_free_seat_to_which_somebody_is_on_their_way_says_who(as_secretary, secretary, place):
    propose = desk("nominate", place.pk)
    assert propose in page(as_secretary, desk("seats"))

    nomination, _token = invited(place, "Sitan Doucouré", by=secretary)

    shown = page(as_secretary, desk("seats"))
    assert propose not in shown
    assert shown.count(desk("nomination", nomination.pk)) == 2
    assert "Sitan Doucouré" in page(as_secretary, desk("seat", place.pk))


def test_each_step_of_the_office_is_on_the_record_and_no_name_with_it(secretary, place):
    nomination, _token = invited(place, "Sitan Doucouré", by=secretary)
    services.withdraw_nomination(nomination, by=secretary)

    lines = AuditRecord.objects.filter(action__startswith="committees.nomination")
    assert [line.action.rsplit(".", 1)[1] for line in lines.order_by("pk")] == [
        "made", *["checked"] * 5, "invited", "withdrawn",
    ]  # fmt: skip
    assert "Sitan" not in repr(list(AuditRecord.objects.values()))


def test_somebody_without_an_account_comes_with_a_letter(secretary, place, committee, answers):
    nomination, token = invited(place, "Sitan", by=secretary)
    newcomer = UserFactory.create(username="sitan")

    accept_invitation(token, newcomer)
    client = Client()
    client.force_login(newcomer)
    assert Notice.objects.get(user=newcomer).link == answers
    assert "You are invited to sit in the committee of Kerouba" in page(client, answers)
    says_yes(nomination, newcomer)

    assert Seat.objects.get(user=newcomer).pk == place.pk
    nomination.refresh_from_db()
    assert (nomination.state, nomination.name) == (NominationState.SEATED, "")


@pytest.mark.parametrize(("paper", "size"), [("a6", (105, 148)), ("a5", (148, 210))])
def test_the_letter_is_printed_and_says_nothing_of_what_it_is_about(
    as_secretary, secretary, place, paper, size
):
    nomination, _token = invited(place, "Sitan Doucouré", by=secretary)

    answer = as_secretary.post(desk("invite", nomination.pk), {"on": paper, "language": "fr"})

    printed = read(answer.content)
    (words,) = printed.pages
    groups = re.findall(r"\b[a-z2-9]{4}\b", words)
    assert answer["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert printed.millimetres == {size}
    assert printed.is_tagged
    assert any(open_invitation("".join(groups[at : at + 6])) for at in range(len(groups)))
    for secret in ("Sitan", "Doucouré", "Kerouba", "omité", place.function, "écurité"):
        assert secret not in words


def test_another_letter_makes_the_one_before_worthless(secretary, place):
    nomination, first = invited(place, "Sitan", by=secretary)

    second = services.invite_nominee(nomination, by=secretary)

    assert open_invitation(first) is None
    assert open_invitation(second)


def test_a_withdrawn_letter_opens_nothing(secretary, place):
    nomination, token = invited(place, "Sitan", by=secretary)

    services.withdraw_nomination(nomination, by=secretary)

    assert open_invitation(token) is None


def test_a_charter_that_changed_meanwhile_is_read_again(
    secretary, place, outsider, answers, committee
):
    nomination, _token = invited(place, outsider, by=secretary)
    Committee.objects.update(charter_en="Another one.")
    person = Client()
    person.force_login(outsider)

    answer = person.post(answers, {**YES, "charter": "0" * 64})

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "The charter was changed while you read it." in shown
    assert re.search(r'value="side"[^>]*checked', shown)
    assert not re.search(r'name="accepts"[^>]*checked', shown)
    says_yes(Nomination.objects.get(pk=nomination.pk), outsider)


def test_whoever_came_by_letter_and_says_no_leaves_nothing_but_their_account(secretary, place):
    nomination, token = invited(place, "Sitan", by=secretary)
    newcomer = accept_invitation(token, UserFactory.create(username="sitan"))
    services.decline_seat(nomination, by=newcomer)

    with time_machine.travel(today() + timedelta(days=32)):
        terms.look_after_seats()

    assert not Nomination.objects.exists()
    assert not Invitation.objects.exists()
    assert not Notice.objects.filter(user__in=[newcomer, secretary]).exists()


def test_whoever_never_answers_is_forgotten_as_well(secretary, place, committee):
    _nomination, token = invited(place, "Sitan", by=secretary)
    services.nominate(free_seat(committee), "Fatou", by=secretary, on_behalf_of="The council")

    for days, left in ((29, "invited proposed"), (61, "withdrawn withdrawn"), (93, "")):
        with time_machine.travel(today() + timedelta(days=days)):
            terms.look_after_seats()
        states = Nomination.objects.order_by("pk").values_list("state", flat=True)
        assert " ".join(states) == left
        assert Invitation.objects.filter(used=False).exists() is (days == 29)
    assert open_invitation(token) is None
    assert not Invitation.objects.exists()


def test_whoever_says_no_leaves_no_name(secretary, place, outsider, answers):
    invited(place, outsider, by=secretary)
    person = Client()
    person.force_login(outsider)

    person.post(reverse("committees:decline", args=["kerouba"]), {"why": "My family is afraid."})

    assert Nomination.objects.get().declined_why == "My family is afraid."
    assert person.get(answers).status_code == 404
    with time_machine.travel(date(2099, 1, 1)):
        terms.look_after_seats()
    assert not Nomination.objects.exists()


def test_nobody_else_finds_the_invitation(secretary, place, outsider, trader, answers):
    invited(place, outsider, by=secretary)

    for person in (trader, secretary):
        client = Client()
        client.force_login(person)
        assert client.get(answers).status_code == 404


def test_an_invitation_ends_by_itself(secretary, place, outsider):
    nomination, _token = invited(place, outsider, by=secretary)

    with time_machine.travel(date(2099, 1, 1)), pytest.raises(PermissionDenied, match="is over"):
        says_yes(nomination, outsider)


def test_it_ends_with_the_office_of_whoever_invited(secretary, place, outsider, committee):
    nomination, _token = invited(place, outsider, by=secretary)
    end_roles(committee.space, secretary, Role.SECRETARIAT, by=secretary)

    with pytest.raises(PermissionDenied, match="no longer holds the secretariat"):
        says_yes(nomination, outsider)


def test_a_closed_committee_opens_to_whoever_is_invited_only_when_they_sit(secretary, place, outsider, committee, answers):  # fmt: skip
    committee.space.is_public = False
    committee.space.save()
    nomination, _token = invited(place, outsider, by=secretary)
    person = Client()
    person.force_login(outsider)

    assert person.get(committee.get_absolute_url()).status_code == 404
    assert person.get(answers).status_code == 200
    says_yes(nomination, outsider)
    assert person.get(committee.get_absolute_url()).status_code == 200


def test_nobody_sits_for_two_sides(secretary, place, administrator):
    elsewhere = CommitteeFactory.create()
    gendarme = seat(elsewhere, side=Side.FORCES)

    with pytest.raises(PermissionDenied, match="Nobody sits for two sides"):
        invited(place, gendarme, by=secretary)
    sworn = verify_person(UserFactory.create(), side="forces", function="X", by=administrator)
    with pytest.raises(PermissionDenied, match="for another side: Forces"):
        invited(place, sworn, by=secretary)


def test_one_person_holds_one_seat_here_and_is_proposed_once(secretary, place, trader, outsider):
    with pytest.raises(PermissionDenied, match="already has a seat here"):
        invited(place, trader, by=secretary)
    invited(place, outsider, by=secretary)
    with pytest.raises(PermissionDenied, match="proposed here already"):
        invited(place, outsider, by=secretary)


def test_one_person_at_a_time_is_invited_for_a_seat(secretary, place, outsider):
    invited(place, outsider, by=secretary)

    with pytest.raises(PermissionDenied, match="Somebody else is invited for this seat"):
        invited(place, "Sitan", by=secretary)


def test_nobody_checks_or_invites_themselves(secretary, place):
    made = services.nominate(place, secretary, by=secretary, on_behalf_of="Me")

    for deed in (
        lambda: services.check_point(made, Point.SIDE, by=secretary),
        lambda: services.invite_nominee(made, by=secretary),
    ):
        with pytest.raises(PermissionDenied, match="themselves"):
            deed()


def test_a_co_chair_proposes_and_sees_their_own_proposals_only(client, secretary, place, committee):
    chair = seat(committee, side=Side.FORCES, is_chair=True)
    services.nominate(place, "Somebody hidden", by=secretary, on_behalf_of="The secretariat")
    client.force_login(chair)
    here = reverse("committees:chairs", args=["kerouba"])

    client.post(here, {**NOMINEE, "seat": place.pk, "name": "Sitan"})

    shown = page(client, here)
    assert "Sitan" in shown
    assert "Somebody hidden" not in shown
    assert Nomination.objects.get(name="Sitan").proposed_by == chair


def test_a_member_proposes_nobody(as_trader, trader, place):
    assert as_trader.get(reverse("committees:chairs", args=["kerouba"])).status_code == 404
    with pytest.raises(PermissionDenied, match="Only the secretariat or a co-chair"):
        services.nominate(place, "Sitan", by=trader, on_behalf_of="Me")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"username": "nobody-here"}, "Nobody here has this user name."),
        ({}, "Give either a user name or a name."),
        ({"username": "trader", "name": "Trader"}, "Give either a user name or a name."),
        ({"username": "trader"}, "This person already has a seat here."),
    ],
)
def test_a_refused_proposal_keeps_what_was_typed(as_secretary, trader, place, typed, words):
    answer = as_secretary.post(desk("nominate", place.pk), {**NOMINEE, **typed})

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="The youth council"' in answer.content.decode()
