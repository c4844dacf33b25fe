"""Ten thousand reports in a minute: none lost, the right number of cases.

`python -m tests.bench_reports [sqlite|postgresql]`, on databases of its own, by the services that the
page calls, in as many threads as THREADS says (8). Figures are for docs/performance.md.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack

from tests import machine

STORY = "from tests.reports_at_once import tell_all; tell_all()"


def main() -> int:
    return max(on(database) for database in sys.argv[1:] or ["sqlite", "postgresql"])


def on(database: str) -> int:
    with ExitStack() as stack:
        folder = tempfile.mkdtemp(prefix="palabre-reports-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        environment = {
            **os.environ, "PALABRE_DATA": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"
        }  # fmt: skip
        if database == "postgresql":
            environment["PALABRE_DATABASE_URL"] = stack.enter_context(machine.postgresql())
        manage = [sys.executable, str(machine.ROOT / "manage.py")]
        for command in (["migrate", "-v0"], ["shell", "-v0", "-c", STORY]):
            done = subprocess.run([*manage, *command], env=environment, check=False).returncode
        return done


if __name__ == "__main__":
    sys.exit(main())
