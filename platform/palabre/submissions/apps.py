from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate


class SubmissionsConfig(AppConfig):
    name = "palabre.submissions"

    def ready(self) -> None:
        post_migrate.connect(_make_files, sender=self, dispatch_uid="submissions.make_files")


def _make_files(**_told: Any) -> None:
    """When Palabre is installed: a file made by the first message would keep its instant."""
    from palabre.submissions.expiry import make_keys_ahead
    from palabre.submissions.intake import pepper
    from palabre.submissions.models import Submission

    if Submission._meta.db_table in connection.introspection.table_names():
        pepper()
        make_keys_ahead()
