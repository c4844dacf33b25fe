from typing import Any

from django.core.management.base import BaseCommand

from palabre.core.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile the translations, on a machine that need not have gettext."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        compile_catalogues()
