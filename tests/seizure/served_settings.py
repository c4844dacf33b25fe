"""As `make run` runs, with quick passwords, and files of style as they lie in their folder."""

from palabre.config.settings import *  # noqa: F403, TID251
from palabre.config.settings import PASSWORD_HASHERS, STATIC_ROOT, STORAGES  # noqa: TID251

PASSWORD_HASHERS = ["tests.hashers.QuickArgon2", *PASSWORD_HASHERS]
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
