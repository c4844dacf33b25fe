import re

import pytest
import time_machine as clock
from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied
from django.test import Client

from palabre.audit.models import AuditRecord
from palabre.notifications.models import Mail
from palabre.notifications.services import nudge
from palabre.people.models import Side, User
from palabre.spaces.models import Invitation
from palabre.spaces.services import (
    accept_invitation,
    close_account,
    invite_person,
    new_token,
    open_invitation,
)
from tests.people.factories import PASSWORD, UserFactory
from tests.spaces.conftest import BACKEND

INVITE = "/en/secretariat/people/invite/"
ENTRY = "/en/invitation/"
FORM = {
    "email": "new@palabre.example",
    "name": "New",
    "password1": PASSWORD,
    "password2": PASSWORD,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(secretary) -> str:
    return invite_person(side=Side.FORCES, function="Gendarme", by=secretary)[1]


def test_the_letter_is_shown_once_and_its_code_kept_nowhere(desk):
    letter = desk.post(INVITE, {"side": Side.FORCES, "function": "Gendarme"})

    found = re.search(r'class="code" translate="no">([^<]+)<', letter.content.decode())
    assert found
    assert open_invitation(found[1])
    assert found[1] not in repr(list(Invitation.objects.values()))
    assert "no-store" in letter["Cache-Control"]
    assert "testserver/en/invitation/" in letter.content.decode()


def test_inviting_is_on_the_record(desk, secretary):
    desk.post(INVITE, {"side": Side.FORCES, "function": "Gendarme"})

    (line,) = AuditRecord.objects.filter(action="spaces.person.invited")
    assert (line.actor, line.details) == (secretary.username, {"side": "forces"})


def test_an_invitation_says_what_for(desk):
    refused = desk.post(INVITE, {"side": Side.FORCES, "function": "  "})

    assert refused.status_code == 422
    assert not Invitation.objects.exists()


def test_only_a_secretariat_invites(citizen):
    with pytest.raises(PermissionDenied):
        invite_person(side=Side.FORCES, function="General", by=citizen)


def test_the_code_is_long_and_has_no_lookalikes():
    made = {new_token() for _each in range(50)}

    assert len(made) == 50
    for each in made:
        assert re.fullmatch(r"([a-z0-9]{4}-){5}[a-z0-9]{4}", each)
        assert not set(each) & set("ilo01u")


@pytest.mark.parametrize("typed", [str.upper, lambda code: code.replace("-", " "), str.strip])
def test_it_is_typed_from_paper_as_it_comes(client, token, typed):
    answer = client.post(ENTRY, {"token": typed(token)}, follow=True)

    page = answer.content.decode()
    assert "Gendarme" in page
    assert "Forces" in page


def test_looking_at_an_invitation_remembers_nothing(client, token):
    client.get(f"{ENTRY}{token}/")

    assert not client.session.keys()
    assert open_invitation(token)


def sign_up_with(client, token: str, **declared: str) -> None:
    client.post(f"{ENTRY}{token}/")
    client.post("/accounts/signup/", FORM | declared)


def test_the_side_that_is_vouched_for_wins_over_a_declared_one(client, token, secretary):
    sign_up_with(client, token, side=Side.CIVILIAN, function="Something else")

    person = User.objects.get(email="new@palabre.example")
    assert (person.side, person.function) == ("forces", "Gendarme")
    assert person.verified_by == secretary


def test_the_form_of_the_invited_does_not_ask_what_is_vouched_for(client, token):
    client.post(f"{ENTRY}{token}/")
    page = client.get("/accounts/signup/").content.decode()

    assert "Your invitation vouches for you: Gendarme (Forces)." in page
    assert 'name="side"' not in page


def test_it_opens_a_closed_sign_up(client, token, settings):
    settings.OPEN_SIGN_UP = False
    sign_up_with(client, token)

    assert User.objects.filter(email="new@palabre.example").exists()


def test_it_works_once(client, token):
    sign_up_with(client, token)

    assert not open_invitation(token)
    answer = Client(headers={"Accept-Language": "en"}).get(f"{ENTRY}{token}/")
    assert answer.status_code == 410
    assert "This invitation opens nothing" in answer.content.decode()


def test_who_already_has_an_account_takes_it_there(client, token):
    person = UserFactory.create(side=Side.CIVILIAN)
    client.force_login(person, backend=BACKEND)

    client.post(f"{ENTRY}{token}/")

    person.refresh_from_db()
    assert (person.side, person.is_verified) == ("forces", True)


def test_a_known_address_does_not_use_it_up(client, token):
    UserFactory.create(email="new@palabre.example")
    sign_up_with(client, token)

    assert open_invitation(token)


def test_nobody_vouches_for_themselves(secretary, token):
    with pytest.raises(PermissionDenied, match="themselves"):
        accept_invitation(token, secretary)


def test_after_thirty_days_it_is_over(client, token):
    with clock.travel("2031-01-01"):
        assert not open_invitation(token)
        assert client.get(f"{ENTRY}{token}/").status_code == 410


def test_it_falls_with_the_office_of_who_wrote_it(token, secretary, administrator):
    close_account(secretary, by=administrator)
    assert not open_invitation(token)


def test_never_was_used_and_over_look_alike(client, token):
    sign_up_with(client, token)
    stranger = Client(headers={"Accept-Language": "en"})

    used = stranger.get(f"{ENTRY}{token}/").content.decode().replace(token, "…")
    never = new_token()
    assert used == stranger.get(f"{ENTRY}{never}/").content.decode().replace(never, "…")


def test_no_mail_tells_an_address_that_nobody_has_shown_to_be_theirs(secretary, mailoutbox):
    """What was typed at a desk may be the address of somebody who should learn nothing."""
    token = invite_person(side=Side.FORCES, leads_to="/en/", by=secretary)[1]
    new = UserFactory.create(email="new@palabre.example")
    address = EmailAddress.objects.create(user=new, email=new.email, verified=False, primary=True)
    accept_invitation(token, new)
    mailoutbox.clear()

    nudge(new)
    assert not mailoutbox

    address.verified = True
    address.save()
    nudge(new)
    assert len(mailoutbox) + Mail.objects.count() == 1
