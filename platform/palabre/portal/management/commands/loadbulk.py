import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from palabre.forums.bulk import load_bulk
from palabre.motions.bulk import load_committee

FEWEST_MEETINGS = 4  # two to come, one in session, one held


class Command(BaseCommand):
    help = "Fill the forum, and a committee, with much invented talk, for measuring."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topics", type=int, default=2000)
        parser.add_argument("--posts", type=int, default=100_000)
        parser.add_argument("--users", type=int, default=5000)
        parser.add_argument("--categories", type=int, default=20)
        parser.add_argument("--meetings", type=int, default=60, help="0: no committee")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = {name: options[name] for name in ("topics", "posts", "users", "categories")}
        if min(wanted.values()) < 1 or wanted["posts"] < wanted["topics"]:
            raise CommandError("At least one of each, and no fewer posts than topics.")
        begun = time.monotonic()
        load_bulk(**wanted)
        if options["meetings"]:
            load_committee(meetings=max(options["meetings"], FEWEST_MEETINGS))
        self.stdout.write(f"{wanted['posts']} posts in {time.monotonic() - begun:.0f} s.")
