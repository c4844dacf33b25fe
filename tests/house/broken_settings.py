"""As `make run` runs, with pages that break, and files of style as they lie in their folder."""

from palabre.config.settings import *  # noqa: F403, TID251
from palabre.config.settings import STATIC_ROOT, STORAGES  # noqa: TID251

ROOT_URLCONF = "tests.house.broken"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
