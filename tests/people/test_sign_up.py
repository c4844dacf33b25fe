import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from palabre.people.models import Side, User
from tests.people.factories import PASSWORD, UserFactory, with_password
from tests.people.steps import code_in_last_mail, is_signed_in

SIGN_UP = "/accounts/signup/"
CODE_PAGE = "/accounts/confirm-email/"
FORM = {
    "email": "awa@palabre.example",
    "name": "Awa Dembélé",
    "side": Side.FORCES,
    "function": "Gendarme",
    "password1": PASSWORD,
    "password2": PASSWORD,
}

pytestmark = pytest.mark.django_db


def test_a_person_signs_up_with_a_code_from_their_mail(client, work):
    answer = client.post(SIGN_UP, FORM)
    assert answer.status_code == 302
    assert answer["Location"] == CODE_PAGE
    assert "_auth_user_id" not in client.session

    work()
    answer = client.post(CODE_PAGE, {"code": code_in_last_mail()})

    assert answer.status_code == 302
    person = User.objects.get()
    assert is_signed_in(client, person)
    assert (person.name, person.side, person.function) == ("Awa Dembélé", "forces", "Gendarme")
    assert not person.is_verified
    assert EmailAddress.objects.get().verified


def test_the_mail_waits_in_the_outbox_for_the_worker(client, work):
    client.post(SIGN_UP, FORM)
    assert mail.outbox == []

    work()
    assert [each.to for each in mail.outbox] == [["awa@palabre.example"]]


def test_the_mail_tells_nothing_to_who_reads_over_a_shoulder(client, work):
    client.post(SIGN_UP, FORM)
    work()

    said = f"{mail.outbox[0].subject} {mail.outbox[0].body}"
    for betrays in ("Palabre", "http", "Awa", "testserver"):
        assert betrays not in said


def test_a_wrong_code_opens_nothing(client):
    client.post(SIGN_UP, FORM)

    client.post(CODE_PAGE, {"code": "BBBB-BBBB"})

    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.get().verified


def test_a_second_code_can_be_asked_for(client, work):
    client.post(SIGN_UP, FORM)
    client.post(CODE_PAGE, {"action": "resend"})
    work()

    client.post(CODE_PAGE, {"code": code_in_last_mail()})

    assert "_auth_user_id" in client.session


def test_no_username_is_asked_and_two_of_the_same_name_may_come(client):
    assert 'name="username"' not in client.get(SIGN_UP).content.decode()
    UserFactory.create(username="awa_dembele")

    client.post(SIGN_UP, FORM)

    assert User.objects.exclude(username="awa_dembele").get().name == "Awa Dembélé"


def test_nobody_declares_themselves_the_secretariat(client):
    answer = client.post(SIGN_UP, FORM | {"side": Side.SECRETARIAT})

    assert answer.status_code == 200
    assert not User.objects.exists()


def test_sign_up_can_be_by_invitation_only(client, settings):
    settings.OPEN_SIGN_UP = False

    assert "Accounts are by invitation" in client.get(SIGN_UP).content.decode()
    client.post(SIGN_UP, FORM)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", ["un court", "password1234", "123456789012", "Motdepasse2026!", "azertyuiop12"]
)
def test_short_and_common_passwords_are_refused_with_words(client, password):
    answer = client.post(SIGN_UP, FORM | {"password1": password, "password2": password})

    assert "There is a problem" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("length", [12, 64, 128])
def test_long_passwords_are_welcome_as_they_are(client, length):
    password = " é%-" * (length // 4)
    client.post(SIGN_UP, FORM | {"password1": password, "password2": password})

    assert User.objects.get().check_password(password)


def test_a_password_like_the_name_is_refused(client):
    same = {"password1": "awa@palabre.example", "password2": "awa@palabre.example"}
    assert not client.post(SIGN_UP, FORM | same).has_header("Location")


def test_a_known_address_gets_a_mail_and_no_second_account(client, work):
    with_password(UserFactory.create(email="awa@palabre.example"))

    answer = client.post(SIGN_UP, FORM)

    assert answer["Location"] == CODE_PAGE
    assert User.objects.count() == 1
    work()
    assert "You already have one" in mail.outbox[0].body


def test_mails_are_later_written_in_the_language_of_sign_up(client):
    client.get(f"{SIGN_UP}?lang=en")
    client.post(SIGN_UP, FORM)

    assert User.objects.get().language == "en"
