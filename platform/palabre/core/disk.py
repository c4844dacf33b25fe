"""Whether there is room on the disk, where the database is a file on it."""

import shutil

from django.conf import settings
from django.db import connection


def is_disk_full() -> bool:
    """Of another machine's disk nothing is known here."""
    is_file = connection.vendor == "sqlite"
    return is_file and shutil.disk_usage(settings.DATA).free < settings.LEAST_FREE_BYTES
