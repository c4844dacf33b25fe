from django.apps import AppConfig

from palabre.core import journal


class CoreConfig(AppConfig):
    name = "palabre.core"

    def ready(self) -> None:
        journal.keep_empty()
