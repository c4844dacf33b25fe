from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from palabre.people.models import User
from tests.people.factories import PASSWORD, UserFactory, with_password
from tests.people.steps import code_in_last_mail, prove, sign_in

CHANGE = "/accounts/email/"
NEW = "elsewhere@palabre.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(client) -> User:
    person = with_password(UserFactory.create(username="awa"))
    sign_in(client, "awa")
    prove(client)
    return person


def test_the_old_address_holds_until_the_code_of_the_new_one_is_typed(client, awa, work):
    answer = client.post(CHANGE, {"email": NEW, "action_add": ""})
    assert EmailAddress.objects.get(user=awa, verified=True).email == awa.email

    work()
    client.post(answer["Location"], {"code": code_in_last_mail()})

    awa.refresh_from_db()
    assert awa.email == NEW
    assert EmailAddress.objects.get(user=awa).email == NEW


def test_a_wrong_code_changes_nothing(client, awa):
    answer = client.post(CHANGE, {"email": NEW, "action_add": ""})
    client.post(answer["Location"], {"code": "BBBB-BBBB"})

    assert not EmailAddress.objects.filter(email=NEW, verified=True).exists()


def test_an_address_that_opens_another_account_is_never_taken_over(client, awa, work):
    other = with_password(UserFactory.create(username="other"))
    answer = client.post(CHANGE, {"email": other.email, "action_add": ""})
    work()
    client.post(answer["Location"], {"code": code_in_last_mail()})

    awa.refresh_from_db()
    assert awa.email == "awa@palabre.example"


def test_after_a_while_the_password_is_asked_again(client, awa, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    answer = client.post(CHANGE, {"email": NEW, "action_add": ""})
    assert answer["Location"].startswith("/accounts/reauthenticate/")

    answer = client.post(answer["Location"], {"password": PASSWORD})
    assert answer["Location"] == "/accounts/confirm-email/"  # what was asked for is done at last
