"""As `make run` runs, with quick passwords, files of style as they lie in their folder, and urns that wait."""

from palabre.config.settings import *  # noqa: F403, TID251
from palabre.config.settings import INSTALLED_APPS, PASSWORD_HASHERS, STATIC_ROOT, STORAGES  # noqa: TID251

INSTALLED_APPS = [*INSTALLED_APPS, "tests.seizure.still.Still"]
PASSWORD_HASHERS = ["tests.hashers.QuickArgon2", *PASSWORD_HASHERS]
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
