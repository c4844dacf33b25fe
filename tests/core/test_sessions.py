from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from palabre.core.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept(**said):
    session = SessionStore()
    session.update(said)
    session.save()
    return session.session_key


def test_a_session_is_read_in_one_question(django_assert_num_queries):
    key = kept(language="fr")
    SessionStore(key).load()

    with django_assert_num_queries(1):
        found = SessionStore(key)
        assert found["language"] == "fr"
    assert found.session_key == key


@pytest.mark.parametrize("key", ["", "x" * 32, "' OR 1=1 --", "\N{SNOWMAN}" * 8])
def test_an_unknown_key_opens_nothing_and_is_not_kept(key):
    kept(language="fr")
    session = SessionStore(key)

    assert dict(session.items()) == {}
    assert session.session_key is None


def test_what_has_ended_opens_nothing():
    key = kept(language="fr")
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))

    session = SessionStore(key)

    assert "language" not in session
    assert session.session_key is None


def test_what_was_altered_opens_nothing():
    key, other = kept(language="fr"), kept(language="en")
    data = Session.objects.get(pk=other).session_data
    Session.objects.filter(pk=key).update(
        session_data=data[:-1] + ("a" if data[-1] != "a" else "b")
    )

    assert dict(SessionStore(key).items()) == {}
