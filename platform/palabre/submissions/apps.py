from typing import Any

from django.apps import AppConfig
from django.db import connection
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SubmissionsConfig(AppConfig):
    name = "palabre.submissions"
    verbose_name = _("Messages without an account")

    def ready(self) -> None:
        from palabre.submissions.expiry import (
            delete_old_offshoots,
            delete_what_is_over,
            mondays_ahead,
        )
        from palabre.submissions.models import Offshoot, Submission
        from palabre.vaults.ending import Ending, register

        register(Ending(Submission, ahead=mondays_ahead, end=delete_what_is_over))
        register(Ending(Offshoot, ahead=mondays_ahead, end=delete_old_offshoots))
        post_migrate.connect(_make_pepper, sender=self, dispatch_uid="submissions.make_pepper")


def _make_pepper(**_told: Any) -> None:
    """When Palabre is installed: a file made by the first message would keep its instant."""
    from palabre.submissions.intake import pepper
    from palabre.submissions.models import Submission

    if Submission._meta.db_table in connection.introspection.table_names():
        pepper()
