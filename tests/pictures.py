"""The pictures of docs/, taken of the demonstration by a command: `make pictures`."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.machine import ROOT, browser, free_port, wait_for

FOLDER = ROOT / "docs" / "pictures"
CHROMIUM = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
PAGES = [
    ("home", "/fr/", DESK),
    ("home-phone", "/fr/", PHONE),
    ("committee", "/fr/committees/tabakoro/", DESK),
    ("forum", "/fr/forum/", PHONE),
    ("write", "/fr/write/", PHONE),
    ("register", "/fr/moderation/register/", DESK),
]


def take(page: Page, address: str) -> None:
    for name, path, size in PAGES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(f"{address}{path}")
        page.screenshot(path=FOLDER / f"{name}.png")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PORT": str(port), "PALABRE_DATA": folder}
        server = subprocess.Popen(
            [sys.executable, "-m", "palabre.config.run"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
        )
        try:
            wait_for(port, seconds=120)
            with sync_playwright() as playwright:
                window = playwright.chromium.launch(executable_path=browser(), args=CHROMIUM)
                take(window.new_page(), f"http://127.0.0.1:{port}")
                window.close()
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    sys.stdout.write(
        "\n".join(str(Path("docs/pictures") / f"{name}.png") for name, *_ in PAGES) + "\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
