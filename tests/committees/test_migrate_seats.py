"""Rows from before seats had terms, endings and charters: what they become, on a database of their own."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("committees", "0010_links")]
AFTER = [("committees", "0016_charters_as_they_are")]

pytestmark = pytest.mark.slow


@pytest.fixture
def scratch(django_db_blocker) -> Iterator[DatabaseWrapper]:
    """In memory, under the name that migrations write to."""
    usual = connections["default"]
    settings = {**usual.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {}}  # fmt: skip
    with django_db_blocker.unblock():
        made = connections["default"] = DatabaseWrapper(settings, "default")
        yield made
        made.close()
        connections["default"] = usual


def as_of(migrations: list[tuple[str, str]], connection: DatabaseWrapper) -> Any:
    MigrationExecutor(connection).migrate(migrations)
    return MigrationExecutor(connection).loader.project_state(migrations).apps.get_model


def test_those_who_sat_before_keep_their_seats_with_all_that_seats_have_now(scratch):
    old = as_of(BEFORE, scratch)
    space = old("spaces", "Space").objects.create(slug="kerouba", name_fr="Kerouba")
    committee = old("committees", "Committee").objects.create(
        space=space, name="Kerouba", kind_fr="Comité", purpose_fr="Le gué.",
        charter_fr="On s’écoute.", founded_on=date(2025, 1, 31), weave=1,
    )  # fmt: skip
    rules = old("committees", "Rules").objects.create(
        committee=committee, number=1, announced_on=date(2025, 1, 1),
        in_force_from=date(2025, 1, 31), term_months=13,
    )  # fmt: skip
    for name, side, since in [("awa", "civilian", (2025, 1, 31)), ("issa", "forces", (2026, 3, 1))]:
        user = old("people", "User").objects.create(
            username=name, side=side, function=f"Du côté {side}"
        )
        old("committees", "Seat").objects.create(
            committee=committee, user=user, side=side, function_fr=f"Du côté {side}",
            shown="side" if side == "forces" else "name", is_chair=True,
            since_on=date(*since),
        )  # fmt: skip

    new = as_of(AFTER, scratch)

    awa, issa = new("committees", "Seat").objects.order_by("pk")
    assert (awa.accepted_on, awa.until_on) == (date(2025, 1, 31), date(2026, 2, 28))
    assert (issa.until_on, issa.left_on, issa.shown_to_public) == (date(2027, 4, 1), None, "side")
    assert (awa.user.function, issa.user.function) == ("Du côté civilian", "")
    codes = new("committees", "Ending").objects.values_list("code", flat=True)
    assert {"function", "death", "removal", "resigned", "replaced"} <= set(codes)
    charter = new("committees", "Charter").objects.get()
    assert (charter.number, charter.charter_fr, charter.began_on) == (
        1, "On s’écoute.", date(2025, 1, 31),
    )  # fmt: skip
    assert new("committees", "Committee").objects.get().chairs_since
    assert new("committees", "Rules").objects.get(pk=rules.pk).chairs_agree is False
    assert all(new("committees", "Template").objects.values_list("chairs_agree", flat=True))
