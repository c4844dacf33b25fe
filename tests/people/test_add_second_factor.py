import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.sessions.models import Session
from django.utils import timezone
from nacl.exceptions import CryptoError

from palabre.people.models import User
from palabre.people.selectors import has_second_factor
from tests.people.factories import TOTP_SECRET, UserFactory, with_password, with_second_factor
from tests.people.steps import is_signed_in, prove, sign_in, six_digits

SET_UP = "/accounts/2fa/totp/activate/"
PICTURE = "/accounts/2fa/totp/picture.svg"
RESCUE = "/accounts/2fa/recovery-codes/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa(client) -> User:
    person = with_password(UserFactory.create(username="awa"))
    sign_in(client, "awa")
    prove(client)
    return person


def key_shown(page: str) -> str:
    found = re.search(r">([A-Z2-7]{32})<", page)
    assert found
    return found[1]


def test_the_key_is_there_as_a_picture_and_as_text(client, awa):
    page = client.get(SET_UP).content.decode()

    assert key_shown(page)
    assert f'<img class="qr" src="{PICTURE}"' in page
    assert "data:" not in page
    picture = client.get(PICTURE)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture["Cache-Control"]
    assert b"<path" in picture.content


def test_there_is_a_picture_only_while_a_key_is_set_up(client, awa):
    assert client.get(PICTURE).status_code == 404


def test_the_picture_is_for_who_is_signed_in(client):
    assert client.get(PICTURE).status_code == 302


def test_the_digits_of_the_app_set_it_up_and_bring_rescue_codes(
    client, awa, django_capture_on_commit_callbacks
):
    key = key_shown(client.get(SET_UP).content.decode())

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(SET_UP, {"code": six_digits(key)})

    assert answer["Location"] == RESCUE
    assert has_second_factor(awa)
    codes = re.findall(r"<li>(\d{8})</li>", client.get(RESCUE).content.decode())
    assert len(set(codes)) == 10
    assert client.get(f"{RESCUE}download/").content.decode().split() == codes


def test_wrong_digits_set_nothing_up_and_keep_the_same_key(client, awa):
    key = key_shown(client.get(SET_UP).content.decode())
    page = client.post(SET_UP, {"code": "000000"}).content.decode()

    assert not has_second_factor(awa)
    assert key_shown(page) == key


def test_a_rescue_code_opens_once(client, awa, django_capture_on_commit_callbacks):
    key = key_shown(client.get(SET_UP).content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(SET_UP, {"code": six_digits(key)})
    code = client.get(f"{RESCUE}download/").content.decode().split()[0]

    for opens in (True, False):
        client.post("/accounts/logout/")
        sign_in(client, "awa")
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_signed_in(client, awa) is opens


def test_the_database_alone_makes_nobodys_digits(awa):
    with_second_factor(awa)

    assert TOTP_SECRET not in repr(list(Authenticator.objects.values()))


def test_the_seal_opens_with_the_secret_key_or_the_one_before_it(settings):
    sealed = encrypt(TOTP_SECRET)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key, long and varied enough, 1234567890"
    assert decrypt(sealed) == TOTP_SECRET

    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(CryptoError):
        decrypt(sealed)


def test_no_hour_of_anybodys_presence_is_kept(client, awa):
    with_second_factor(awa)
    client.post("/accounts/logout/")
    sign_in(client, "awa")
    client.post("/accounts/2fa/authenticate/", {"code": six_digits()})

    kept = Authenticator.objects.get()
    assert kept.last_used_at is None
    assert kept.created_at.strftime("%H:%M:%S.%f") == "00:00:00.000000"


def test_it_is_taken_away_only_by_who_proves_to_be_the_person(client, awa, time_machine):
    with_second_factor(awa)
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    answer = client.post("/accounts/2fa/totp/deactivate/")

    assert answer["Location"].startswith("/accounts/")
    assert "reauthenticate" in answer["Location"]
    assert has_second_factor(awa)


def test_setting_one_up_needs_a_fresh_proof_too(client, awa, time_machine):
    time_machine.move_to(timezone.now() + timedelta(hours=1))

    assert "reauthenticate" in client.get(SET_UP)["Location"]
    assert not any("mfa.totp.secret" in each.get_decoded() for each in Session.objects.all())
