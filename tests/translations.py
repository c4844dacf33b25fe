"""Is every string of the code in the French catalogue, translated, and none left over?

Runs gettext's own extraction on a copy, so that checking changes nothing.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).parents[1]
CATALOGUE = Path("platform/palabre/locale/fr/LC_MESSAGES/django.po")
PLAIN_SPACE = re.compile(r" [:;!?»](?:\s|$)|« ")
EXTRACT = [
    "makemessages", "-l", "fr", "--no-wrap", "--add-location", "file",
    "-i", ".venv", "-i", "var", "-i", "tests", "-i", "static", "-v0",
]  # fmt: skip


def extracted() -> polib.POFile:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        for name in ("platform", "templates"):
            shutil.copytree(
                ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo")
            )
        shutil.copy(ROOT / "manage.py", copy)
        subprocess.run(
            [sys.executable, "manage.py", *EXTRACT],
            cwd=copy,
            env={**os.environ, "PALABRE_DEMONSTRATION": "1", "PALABRE_DATA": folder},
            check=True,
        )
        return polib.pofile(str(copy / CATALOGUE))


def faults() -> list[str]:
    catalogue = polib.pofile(str(ROOT / CATALOGUE))
    kept = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    found = []
    for entry in extracted():
        if entry.obsolete:
            continue
        here = kept.pop((entry.msgctxt, entry.msgid), None)
        if here is None:
            found.append(f"not in the catalogue: {entry.msgid!r} ({entry.occurrences[0][0]})")
        elif not here.translated() or "fuzzy" in here.flags:
            found.append(f"not translated: {entry.msgid!r}")
        else:
            found += [f"a plain space where French has none that breaks: {text!r}"
                      for text in (here.msgstr, *here.msgstr_plural.values())
                      if PLAIN_SPACE.search(text)]  # fmt: skip
    return found + [f"no longer used: {msgid!r}" for _context, msgid in kept]


def main() -> int:
    found = faults()
    sys.stdout.write("\n".join(found) + ("\n" if found else ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
