"""The translations, compiled on a machine that need not have gettext."""

from pathlib import Path

import polib
from django.conf import settings


def compile_catalogues() -> None:
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(compiled))
