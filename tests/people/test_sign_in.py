import pytest
from django.contrib.sessions.models import Session

from palabre.people.models import User
from tests.people.factories import UserFactory, with_password, with_second_factor
from tests.people.steps import SIGN_IN, is_signed_in, sign_in, six_digits

pytestmark = pytest.mark.django_db


@pytest.fixture
def awa() -> User:
    return with_password(UserFactory.create(username="awa", name="Awa"))


@pytest.mark.parametrize("login", ["awa", "AWA", "awa@palabre.example", "Awa@Palabre.example"])
def test_by_name_or_by_mail_address(client, awa, login):
    assert sign_in(client, login).status_code == 302
    assert is_signed_in(client, awa)


def test_a_wrong_password_is_refused_and_the_name_typed_is_kept(client, awa):
    answer = sign_in(client, "awa", "not her password")

    assert 'value="awa"' in answer.content.decode()
    assert not is_signed_in(client, awa)


@pytest.mark.parametrize("address", ["", None])
def test_it_works_behind_a_unix_socket_where_there_is_no_address(client, awa, address):
    sign_in(client, "awa", "not her password", REMOTE_ADDR=address)
    sign_in(client, "awa", REMOTE_ADDR=address)

    assert is_signed_in(client, awa)


def test_the_session_gets_a_new_key(client, awa):
    client.get(f"{SIGN_IN}?next=/en/me/")
    client.session.save()
    before = client.session.session_key

    sign_in(client, "awa")

    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_leaves_no_session(client, awa):
    sign_in(client, "awa")

    client.post("/accounts/logout/")

    # What remains is the empty one that carries the word of goodbye.
    assert not [each for each in Session.objects.all() if "_auth_user_id" in each.get_decoded()]
    assert not is_signed_in(client, awa)


def test_a_closed_account_stays_out_with_words(client, awa):
    awa.is_active = False
    awa.save()

    answer = client.get(sign_in(client, "awa")["Location"])

    assert "This account is closed" in answer.content.decode()
    assert not is_signed_in(client, awa)


def test_with_a_second_factor_the_password_is_half_the_way(client, awa):
    with_second_factor(awa)

    assert sign_in(client, "awa")["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client, awa)

    client.post("/accounts/2fa/authenticate/", {"code": six_digits()})
    assert is_signed_in(client, awa)


def test_six_digits_open_once(client, awa):
    with_second_factor(awa)
    digits = six_digits()
    sign_in(client, "awa")
    client.post("/accounts/2fa/authenticate/", {"code": digits})
    client.post("/accounts/logout/")

    sign_in(client, "awa")
    client.post("/accounts/2fa/authenticate/", {"code": digits})

    assert not is_signed_in(client, awa)


def test_guessing_is_slowed_for_the_name_that_is_guessed_and_no_other(client, awa):
    other = with_password(UserFactory.create(username="other"))
    for _guess in range(10):
        sign_in(client, "awa", "not her password")

    sign_in(client, "awa")
    assert not is_signed_in(client, awa)
    sign_in(client, "other")
    assert is_signed_in(client, other)


def test_afterwards_the_page_that_was_asked_for(client, awa):
    answer = client.post(
        SIGN_IN, {"login": "awa", "password": "un mot de passe long", "next": "/fr/me/"}
    )

    assert answer["Location"] == "/fr/me/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "\thttps://evil.example",
        "http://testserver@evil.example/",
        "///evil.example",
    ],
)
def test_nobody_is_led_to_another_site(client, awa, elsewhere):
    answer = client.post(
        SIGN_IN, {"login": "awa", "password": "un mot de passe long", "next": elsewhere}
    )

    assert answer["Location"] == "/en/"
