"""What a person does at the door, for stories that are about something else too."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from palabre.people.models import User
from tests.people.factories import PASSWORD, TOTP_SECRET

SIGN_IN = "/accounts/login/"
A_CODE = re.compile(r"^([A-Z0-9]{4}-[A-Z0-9]{4})$", re.MULTILINE)


def sign_in(client: Client, login: str, password: str = PASSWORD, **extra: Any) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password}, **extra)


def prove(client: Client) -> None:
    """Type the password once more, as is asked before something important."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def is_signed_in(client: Client, person: User) -> bool:
    return client.session.get("_auth_user_id") == str(person.pk)


def code_in_last_mail() -> str:
    """Other mail may have come since."""
    codes = [found[1] for one in mail.outbox if (found := A_CODE.search(str(one.body)))]
    assert codes, [one.body for one in mail.outbox]
    return codes[-1]


def six_digits(secret: str = TOTP_SECRET, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes from now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))
