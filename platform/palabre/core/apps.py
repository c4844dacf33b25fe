from django.apps import AppConfig
from django.db.models.signals import post_migrate

from palabre.core import guards, journal


class CoreConfig(AppConfig):
    name = "palabre.core"

    def ready(self) -> None:
        journal.keep_empty()
        post_migrate.connect(guards.set_up_after_migrate, dispatch_uid="guards")
