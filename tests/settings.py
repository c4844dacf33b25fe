"""The tests run as a demonstration does, in a data folder of their own."""

import os
import tempfile

os.environ["PALABRE_DEMONSTRATION"] = "1"
os.environ.setdefault("PALABRE_DATA", tempfile.mkdtemp(prefix="palabre-tests-"))

from palabre.config.settings import *  # noqa: F403, TID251
from palabre.config.settings import (  # noqa: TID251
    CACHES,
    DATA,
    DATABASES,
    PASSWORD_HASHERS,
    REDIS_URL,
    STATIC_ROOT,
    STORAGES,
)

if REDIS_URL:
    # Each test process empties its cache; number 0 is left to the servers that tests start.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for kept in CACHES.values():
        kept["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{worker + 1}"

PASSWORD_HASHERS = ["tests.hashers.QuickArgon2", *PASSWORD_HASHERS]
PAGES_KEPT = 0  # tests change things behind the server's back; tests/house/test_kept.py sets it
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder, and a warning is an error
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the browser's server threads open it too.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
