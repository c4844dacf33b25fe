from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from palabre.demonstration import services
from palabre.people.models import User

CODES = "demonstration-codes.txt"


class Command(BaseCommand):
    help = "Load the demonstration: invented people and places."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="only into an empty database")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("This database has people already. Use an empty PALABRE_DATA.")
        codes = services.load()
        (settings.DATA / CODES).write_text("\n".join(codes) + "\n", encoding="utf-8")
