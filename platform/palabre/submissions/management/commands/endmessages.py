from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from palabre.core.days import today
from palabre.sealing.errors import KeyLost
from palabre.submissions import expiry


class Command(BaseCommand):
    help = "End the messages that are over, after a person has looked at a calendar."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--today-is", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        said = options["today_is"]
        if said != today():
            raise CommandError(
                f"The clock of this machine says {today()} (UTC). Set it right first: "
                "nothing was deleted."
            )
        try:
            expiry.end_what_is_over(sure_of_today=True)
        except KeyLost as error:
            raise CommandError(f"A week’s key is missing, put its file back: {error}") from None
        self.stdout.write(f"Messages that ended on {said} or before are gone, and their keys.")
