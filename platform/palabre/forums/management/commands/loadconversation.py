from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from palabre.forums.exported import Unreadable, read_conversation
from palabre.forums.loading import category_for_imports, load_conversation
from palabre.forums.models import State


class Command(BaseCommand):
    help = "Bring a public conversation, as exported by Polis, into the forum. Safe to run again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="holds comments.csv and perhaps summary.csv")
        parser.add_argument("--category", default="", help="slug (default: one made for imports)")
        parser.add_argument("--lang", default="", help="language of the words (default: guessed)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            conversation = read_conversation(options["folder"])
            category = category_for_imports(options["category"])
            loaded = load_conversation(conversation, category, lang=options["lang"])
        except Unreadable as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{loaded.topic.title}: {len(loaded.added)} added"
            f" ({loaded.count(State.PUBLISHED)} published, {loaded.count(State.HELD)} held,"
            f" {loaded.count(State.REMOVED)} rejected), {loaded.topic.posts} public in all."
        )
