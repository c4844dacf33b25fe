from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out
from django.db import connection
from django.db.models.signals import post_migrate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class VaultsConfig(AppConfig):
    name = "palabre.vaults"
    verbose_name = _("Vaults")

    def ready(self) -> None:
        post_migrate.connect(_make_keys, sender=self, dispatch_uid="vaults.make_keys")
        user_logged_out.connect(_shut_vault, dispatch_uid="vaults.shut_vault")


def _make_keys(**_told: Any) -> None:
    """When Palabre is installed: a file made by the first message would keep its instant."""
    from palabre.vaults.ending import ENDINGS, make_keys_ahead

    there = set(connection.introspection.table_names())
    if {ending.model._meta.db_table for ending in ENDINGS.values()} <= there:
        make_keys_ahead()


def _shut_vault(*, request: HttpRequest | None, **_told: Any) -> None:
    """Whoever signs out leaves no open vault behind."""
    from palabre.vaults.doorkeys import READER

    if request is not None:
        READER.shut(request)
