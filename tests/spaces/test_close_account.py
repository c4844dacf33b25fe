import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client

from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from palabre.people.services import end_sessions
from palabre.spaces.models import Role
from palabre.spaces.services import close_account, reopen_account, void_password
from tests.people.factories import PASSWORD, with_password
from tests.people.steps import is_signed_in, sign_in
from tests.spaces.conftest import BACKEND
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone(citizen) -> Client:
    """The citizen, signed in on a phone."""
    with_password(citizen)
    client = Client()
    client.force_login(citizen, backend=BACKEND)
    return client


def test_a_closed_account_is_out_everywhere_at_once(desk, citizen, phone):
    desk.post(f"/en/secretariat/people/{citizen.pk}/close/")

    assert phone.get("/en/me/").status_code == 302
    assert not end_sessions(citizen)
    sign_in(phone, citizen.username)
    assert not is_signed_in(phone, citizen)


def test_others_stay_signed_in(desk, officer, citizen, phone):
    desk.post(f"/en/secretariat/people/{officer.pk}/close/")

    assert is_signed_in(phone, citizen)


def test_it_opens_again(secretary, citizen, phone):
    close_account(citizen, by=secretary)
    reopen_account(citizen, by=secretary)

    sign_in(phone, citizen.username)
    assert is_signed_in(phone, citizen)


def test_both_sides_where_they_are_hear_of_it_and_nobody_else(secretary, space):
    here = [join(space, role=Role.MODERATOR, side=side) for side in (Side.CIVILIAN, Side.FORCES)]
    person = join(space)
    elsewhere = join(SpaceFactory.create(), role=Role.MODERATOR, side=Side.FORCES)

    close_account(person, by=secretary)

    for judge in here:
        (notice,) = judge.notices.all()
        sentence = tell_in_words(notice).sentence
        assert sentence == f"The secretariat has closed the account of {person}."
    assert not elsewhere.notices.exists()


def test_nobody_closes_their_own(desk, secretary):
    assert desk.post(f"/en/secretariat/people/{secretary.pk}/close/").status_code == 403


def test_a_secretariat_does_not_close_who_holds_an_office(secretary, space, administrator):
    moderator = join(space, role=Role.MODERATOR)
    for holder in (moderator, administrator):
        with pytest.raises(PermissionDenied, match="only an administrator"):
            close_account(holder, by=secretary)

    close_account(moderator, by=administrator)
    assert not moderator.is_active


def test_a_void_password_opens_nothing_and_a_mail_says_what_to_do(desk, citizen, phone, work):
    desk.post(f"/en/secretariat/people/{citizen.pk}/password/")

    assert phone.get("/en/me/").status_code == 302
    sign_in(phone, citizen.username, PASSWORD)
    assert not is_signed_in(phone, citizen)
    work()
    (letter,) = mail.outbox
    assert letter.to == [citizen.email]
    assert "http" not in letter.body


def test_a_member_closes_nothing(citizen, officer):
    for deed in (close_account, reopen_account, void_password):
        with pytest.raises(PermissionDenied):
            deed(officer, by=citizen)
