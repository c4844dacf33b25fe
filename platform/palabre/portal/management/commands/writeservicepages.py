from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string

# What the server in front says while nothing behind it answers, while the house is closed, and to
# what it does not even pass on.
PAGES = ("503", "offline", "413")
STYLE = "css/palabre.css"


class Command(BaseCommand):
    help = "Write the pages, and their style, that the server in front shows without Palabre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="which the server in front may read")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        for name in PAGES:
            write(folder / f"{name}.html", render_to_string(f"service/{name}.html"))
        write(folder / "static" / STYLE, Path(str(finders.find(STYLE))).read_text("utf-8"))
        self.stdout.write(f"{', '.join(PAGES)} → {folder}")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
