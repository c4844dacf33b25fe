"""Ten thousand reports in a minute: none lost, the right number of cases.

`python -m tests.bench_reports [sqlite|postgresql] [safe] [1|2|page]`, on databases of its own: by the
service that the page calls, from one process or two of THREADS threads (8); or by the page itself, as
production serves it (one process with SQLite, two with PostgreSQL and Redis), to as many browsers.
PostgreSQL does not wait for its disk unless it is to be `safe`. Figures are for docs/performance.md.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests import machine
from tests.bench import cpu_seconds

MANAGE = [sys.executable, str(machine.ROOT / "manage.py"), "shell", "-v0", "-c"]
STORY = "from tests import reports_at_once as told; told.{}"
SERVER = ["-m", "gunicorn", "-c", "python:palabre.config.gunicorn", "palabre.config.wsgi"]
WAYS = ("1", "2", "page")


def main(said: list[str]) -> int:
    databases = [each for each in ("sqlite", "postgresql") if each in said]
    ways = [each for each in WAYS if each in said]
    for database in databases or ["sqlite", "postgresql"]:
        for way in ways or WAYS:
            with ExitStack() as stack:
                environment = of(database, stack, safe="safe" in said)
                show(f"{database}, {way:<4}", *measure(way, environment), environment)
    return 0


def of(database: str, stack: ExitStack, *, safe: bool) -> dict[str, str]:
    folder = tempfile.mkdtemp(prefix="palabre-reports-")
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    environment = {**os.environ, "PALABRE_DATA": folder, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    if database == "postgresql":
        environment["PALABRE_DATABASE_URL"] = stack.enter_context(machine.postgresql(safe=safe))
        environment["PALABRE_REDIS_URL"] = stack.enter_context(machine.redis())
        environment["PALABRE_WORKERS"] = "2"
    subprocess.run([*MANAGE[:2], "migrate", "-v0"], env=environment, check=True)
    told("prepare()", environment)
    return environment


def told(what: str, environment: dict[str, str]) -> str:
    asked = [*MANAGE, STORY.format(what)]
    return subprocess.run(
        asked, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def measure(way: str, environment: dict[str, str]) -> tuple[list[float], float, float]:
    """How many milliseconds each report took, how many seconds all of them did, and how many of the
    processor that they were told to used."""
    if way != "page":
        return reported([f"report_some({part}, {way})" for part in range(int(way))], environment)
    with server(environment) as (port, pid):
        began = cpu_seconds(pid)
        times, whole, _cpu = reported([f"post_all({port})"], environment)
        return times, whole, cpu_seconds(pid) - began


def reported(parts: list[str], environment: dict[str, str]) -> tuple[list[float], float, float]:
    with ExitStack() as stack:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        some = [
            stack.enter_context(
                subprocess.Popen([*MANAGE, STORY.format(part)], env=environment, **pipes)  # type: ignore[call-overload]
            )
            for part in parts
        ]
        for each in some:
            each.stdout.readline()  # all are there
        began = time.perf_counter()
        for each in some:
            each.stdin.write("\n")
            each.stdin.flush()
        answers = [json.loads(each.stdout.readline()) for each in some]
        whole = time.perf_counter() - began
    times = sorted(one for answer in answers for one in answer["times"])
    return times, whole, sum(answer["cpu"] for answer in answers)


@contextmanager
def server(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    port = machine.free_port()
    environment = {
        **environment, "PORT": str(port), "PALABRE_DEMONSTRATION": "1",
        "PYTHONPATH": f"{machine.ROOT}/platform:{machine.ROOT}",
        "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
    }  # fmt: skip
    subprocess.run([*MANAGE[:2], "collectstatic", "--no-input", "-v0"], env=environment, check=True)
    process = subprocess.Popen([sys.executable, *SERVER], cwd=machine.ROOT, env=environment)
    try:
        machine.wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(30)


def show(
    name: str, times: list[float], whole: float, cpu: float, environment: dict[str, str]
) -> None:
    machine.say(
        f"{name}: {whole:.0f} s, {len(times) / whole:.0f} a second, CPU {1000 * cpu / len(times):.1f} ms,"
        f" p50 {statistics.median(times):.0f} ms, p95 {times[int(0.95 * len(times))]:.0f} ms;"
        f" {told('count()', environment).strip()}; load {os.getloadavg()[0]:.0f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
