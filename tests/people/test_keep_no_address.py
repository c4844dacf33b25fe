"""Nowhere: not in the cache, not in a table, not in a log. A canary goes in and is looked for."""

import logging
from typing import Any

import pytest
from allauth.account import app_settings as account
from allauth.core.internal.ratelimit import parse_rates
from allauth.mfa import app_settings as mfa
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches

from palabre.core.logs import QuietFormatter
from tests.people.factories import PASSWORD, UserFactory, with_password, with_second_factor
from tests.people.steps import sign_in, six_digits

CANARY = "203.0.113.9"
FROM_THERE = {"REMOTE_ADDR": CANARY, "HTTP_X_FORWARDED_FOR": CANARY, "HTTP_USER_AGENT": "Canary/9"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def _a_busy_evening(client):
    """Signing in, failing, resetting, signing up, second factors: all from the canary's address."""
    awa = with_second_factor(with_password(UserFactory.create(username="awa")))
    sign_in(client, "awa", **FROM_THERE)
    client.post("/accounts/2fa/authenticate/", {"code": "000000"}, **FROM_THERE)
    client.post("/accounts/2fa/authenticate/", {"code": six_digits()}, **FROM_THERE)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD}, **FROM_THERE)
    client.post("/accounts/2fa/recovery-codes/generate/", **FROM_THERE)
    client.post("/accounts/email/", {"email": "new@x.example", "action_add": ""}, **FROM_THERE)
    client.post("/accounts/logout/", **FROM_THERE)
    client.get(
        "/accounts/2fa/webauthn/login/", headers={"accept": "application/json"}, **FROM_THERE
    )
    for login in ("awa", "nobody", "awa@palabre.example", "nobody@palabre.example"):
        for _each in range(12):
            sign_in(client, login, "a wrong password", **FROM_THERE)
    for email in (awa.email, "nobody@palabre.example"):
        for _each in range(7):
            client.post("/accounts/password/reset/", {"email": email}, **FROM_THERE)
            client.post("/accounts/password/reset/confirm/", {"code": "B"}, **FROM_THERE)
    for email in (awa.email, "fatou@palabre.example"):
        form = {"email": email, "name": "Fatou", "side": "civilian"}
        passwords = {"password1": PASSWORD, "password2": PASSWORD}
        client.post("/accounts/signup/", form | passwords, **FROM_THERE)


def everything_in_the_cache() -> object:
    """Keys and values as they lie there: in this process's memory, or in Redis."""
    inside: Any = getattr(caches["default"], "_cache", None)
    if not settings.REDIS_URL:
        return inside
    client = inside.get_client()
    return [(key, client.get(key)) for key in client.keys("*")]


@pytest.mark.usefixtures("_a_busy_evening")
def test_not_in_the_cache():
    kept = repr(everything_in_the_cache())

    assert "allauth" in kept  # the evening was busy enough to be counted
    assert CANARY not in kept
    assert "Canary" not in kept


@pytest.mark.usefixtures("_a_busy_evening")
def test_not_in_any_table():
    for model in apps.get_models(include_auto_created=True):
        rows = repr(list(model._base_manager.values()))
        assert CANARY not in rows, model
        assert "Canary" not in rows, model
    for session in Session.objects.all():
        assert CANARY not in repr(session.get_decoded())


def test_not_in_the_logs(client, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post("/accounts/login/", {"login": "awa", "password": "x"}, **FROM_THERE)
        client.get("/en/nothing/", **FROM_THERE)
        # What the server itself writes of a malformed request.
        logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s", CANARY)

    assert caplog.records
    for record in caplog.records:
        assert CANARY not in QuietFormatter().format(record)


@pytest.mark.parametrize("limits", [account.RATE_LIMITS, mfa.RATE_LIMITS])
def test_nothing_is_counted_by_address(limits):
    for action, rate in limits.items():
        for each in parse_rates(rate or ""):
            assert each.per in ("user", "key"), action
