"""An installation that is in use gets a new version: its database has guards, and rows."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from palabre.core import guards
from palabre.core.days import today
from tests import databases

pytestmark = pytest.mark.slow


@pytest.fixture
def in_use(tmp_path, django_db_blocker) -> Iterator[DatabaseWrapper]:
    """A file as `migrate` makes it, under the name that migrations write to."""
    databases.copy_to(tmp_path / "palabre.sqlite3")
    usual = connections["default"]
    kept = {**usual.settings_dict, "ENGINE": "django.db.backends.sqlite3", "NAME": str(tmp_path / "palabre.sqlite3"), "OPTIONS": {}}  # fmt: skip
    with django_db_blocker.unblock():
        made = connections["default"] = DatabaseWrapper(kept, "default")
        yield made
        made.close()
        connections["default"] = usual


def guards_of(connection: DatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'"
        )
        return dict(cursor.fetchall())


def test_each_table_can_be_made_anew_and_all_guards_come_back(in_use: Any):
    before = guards_of(in_use)
    assert len(before) > 30

    guards.lift_before_migrate(plan=["a migration"], using="default")
    with in_use.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.app_config.name.startswith("palabre.") and model._meta.managed:
                editor._remake_table(model)
    assert len(guards_of(in_use)) < len(before)
    for app in apps.get_app_configs():
        guards.set_up_after_migrate(app, using="default")

    assert guards_of(in_use) == before


def test_where_nothing_is_to_be_migrated_they_stay_all_the_time(in_use: Any):
    before = guards_of(in_use)

    guards.lift_before_migrate(plan=[], using="default")

    assert guards_of(in_use) == before


def test_the_order_of_the_queue_is_found_for_cases_that_were_there(in_use: Any):
    from palabre.moderation.models import Case, Decision, Outcome, Rule  # noqa: PLC0415
    from palabre.people.models import User  # noqa: PLC0415
    from palabre.spaces.models import Space  # noqa: PLC0415

    before = guards_of(in_use)
    space = Space.objects.create(slug="kerouba", name_fr="Kerouba")
    for code, outcome in [("danger", ""), ("insult", ""), ("danger", Outcome.KEPT)]:
        closed = {"outcome": outcome, "closed_on": today()} if outcome else {}
        with guards.lifted():
            Case.objects.create(label="forums.post", item_pk=f"{code}{outcome}", title=code, space=space, rule=Rule.objects.get(code=code), **closed)  # fmt: skip

    judge = User.objects.create(username="judge", email="judge@example.org")
    decided = Case.objects.get(item_pk="insult")
    with guards.lifted():
        Decision.objects.create(case=decided, round=1, side="forces", moderator=judge, choice="keep", rule=decided.rule)  # fmt: skip

    call_command("migrate", "moderation", "0010_closed_cases_by_their_day", verbosity=0)
    call_command("migrate", "moderation", verbosity=0)

    assert list(Case.objects.order_by("pk").values_list("is_urgent", "first_side")) == [
        (True, ""),
        (False, "forces"),
        (False, ""),
    ]
    assert guards_of(in_use) == before
