from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_migrate
from django.http import HttpRequest


class SubmissionsConfig(AppConfig):
    name = "palabre.submissions"

    def ready(self) -> None:
        from palabre.submissions.scattering import scatter_what_comes_in

        post_migrate.connect(
            scatter_what_comes_in, sender=self, dispatch_uid="submissions.scatter_what_comes_in"
        )
        user_logged_out.connect(_shut_vault, dispatch_uid="submissions.shut_vault")


def _shut_vault(*, request: HttpRequest | None, **_told: Any) -> None:
    """Whoever signs out leaves no open vault behind."""
    from palabre.submissions.doorkeys import READER

    if request is not None:
        READER.shut(request)
