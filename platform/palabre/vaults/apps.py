from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest


class VaultsConfig(AppConfig):
    name = "palabre.vaults"

    def ready(self) -> None:
        user_logged_out.connect(_shut_vault, dispatch_uid="vaults.shut_vault")


def _shut_vault(*, request: HttpRequest | None, **_told: Any) -> None:
    """Whoever signs out leaves no open vault behind."""
    from palabre.vaults.doorkeys import READER

    if request is not None:
        READER.shut(request)
