"""What the tests need of the machine: programs, a PostgreSQL and a Redis of their own.

python -m tests.machine ready              install what is missing (Debian, as root), or say what to install
python -m tests.machine run [DB] [-- …]    the suite on SQLite, then on PostgreSQL with Redis
python -m tests.machine check              everything CI checks that is not a test
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv" / "bin"
# Chromium without its windows: the same engine, and four times as quick to open a page. Where only
# the whole browser is installed, that one will do.
BROWSERS = ["chromium-headless-shell", "chromium"]
PACKAGES = {
    "redis-server": "redis-server",
    "xgettext": "gettext",
    "postgres": "postgresql",
    "exiftool": "libimage-exiftool-perl",
}
FONTS = Path("/usr/share/fonts/truetype/noto")
PATIENCE = 30  # seconds for a server to answer


def find(program: str) -> str | None:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return shutil.which(program) or next(
        (str(place / program) for place in places if (place / program).exists()), None
    )


def browser() -> str:
    """The path of the Chromium to drive; empty where there is none."""
    chosen = os.environ.get("PALABRE_CHROMIUM", "")
    return chosen or next((path for name in BROWSERS if (path := find(name))), "")


def missing_packages() -> list[str]:
    missing = {package for program, package in PACKAGES.items() if not find(program)}
    return sorted(missing | (set() if browser() else {BROWSERS[0]}))


def ready() -> None:
    missing = missing_packages()
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"The tests need these programs, please install them: {', '.join(missing)}")
    say(f"Installing {', '.join(missing)}…")
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    subprocess.run(["apt-get", "update", "-qq"], check=True, **quiet)  # type: ignore[call-overload]
    subprocess.run(  # type: ignore[call-overload]
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing, "fonts-noto-core"],
        check=True,
        **quiet,
    )
    if still := missing_packages():
        sys.exit(f"These programs are still missing: {', '.join(still)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def postgresql(*, safe: bool = False) -> Iterator[str]:
    """A cluster of our own in a temporary folder; yields its address. Unless it is to be safe, it
    waits for no disk."""
    home = Path(tempfile.mkdtemp(prefix="palabre-postgresql-"))
    port = free_port()
    as_owner = owner_of(home)
    data = home / "data"
    command(
        [
            *as_owner,
            find("initdb"),
            "-D",
            data,
            "-A",
            "trust",
            "-U",
            "palabre",
            "-E",
            "UTF8",
            "--no-sync",
        ]
    )
    swift = "" if safe else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    options = f"-p {port} -k {home} -h 127.0.0.1{swift}"
    control = [*as_owner, find("pg_ctl"), "-D", data, "-w", "-t", PATIENCE]
    command([*control, "-l", home / "log", "-o", options, "start"])
    try:
        yield f"postgres://palabre@127.0.0.1:{port}/postgres"
    finally:
        command([*control, "-m", "immediate", "stop"])
        shutil.rmtree(home, ignore_errors=True)


def owner_of(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: there it runs as its own user."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres", "postgres")
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]


@contextmanager
def redis() -> Iterator[str]:
    port = free_port()
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(
        [str(find("redis-server")), *arguments, "--dir", tempfile.gettempdir()],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(PATIENCE)


def wait_for(port: int, seconds: float = PATIENCE) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    sys.exit(f"Nothing answers on port {port}.")


def command(arguments: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, arguments))}\n{done.stdout}{done.stderr}")


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def order_of_tests() -> int:
    """Tests run in an order of chance, by which each shows that it needs no other. The chance is the
    state's that is committed: whoever runs it again, here or elsewhere, gets the same order and the
    same answer, and the next change draws anew. Another: `ARGS="-n 2 --randomly-seed=…"`.
    """
    tree = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return int(tree.stdout[:8] or "0", 16)


def run_suite(database: str, arguments: list[str]) -> int:
    with ExitStack() as stack:
        environment = {**os.environ, "PALABRE_DATA": tempfile.mkdtemp(prefix="palabre-suite-")}
        # Hundreds of processes read the same files: not one of them should compile them anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        stack.callback(shutil.rmtree, environment["PALABRE_DATA"], ignore_errors=True)
        if database == "postgresql":
            environment["PALABRE_DATABASE_URL"] = stack.enter_context(postgresql())
            environment["PALABRE_REDIS_URL"] = stack.enter_context(redis())
        order = order_of_tests()
        say(f"\n=== The suite on {database}, in order {order} ===")
        workers = ["-n", os.environ.get("PYTEST_WORKERS", "2"), "--dist", "worksteal"]
        pytest = [str(BIN / "python"), "-m", "pytest", "-q", f"--randomly-seed={order}"]
        return subprocess.run(
            [*pytest, *(arguments or workers)], cwd=ROOT, env=environment, check=False
        ).returncode


def run(arguments: list[str]) -> int:
    chosen, _, rest = " ".join(arguments).partition("--")
    databases = chosen.split() or ["sqlite", "postgresql"]
    subprocess.run(
        [BIN / "python", "manage.py", "compiletranslations"],
        cwd=ROOT,
        env=demonstration(),
        check=True,
    )
    with tempfile.TemporaryDirectory(prefix="palabre-suite-") as shared:
        os.environ["PALABRE_SUITE_FOLDER"] = shared
        return max([run_suite(database, rest.split()) for database in databases])


def demonstration() -> dict[str, str]:
    return {
        **os.environ,
        "PALABRE_DEMONSTRATION": "1",
        "PALABRE_DATA": os.environ.get(
            "PALABRE_CHECK_DATA", tempfile.gettempdir() + "/palabre-check"
        ),
        "PYTHONPATH": str(ROOT / "platform"),
    }


TEMPLATES = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
CHECKS: dict[str, list[str]] = {
    "format": ["ruff", "format", "--check", "-q", "platform", "tests", "manage.py"],
    "lint": ["ruff", "check", "-q", "platform", "tests", "manage.py"],
    "types": ["mypy"],
    "floors": ["lint-imports", "--no-logo"],
    "templates": ["djlint", "--lint", "--quiet", "templates"],
    "their format": ["djade", "--target-version", "5.2", "--check", *TEMPLATES],
    "their indents": ["djhtml", "--check", "templates"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run", "-v0"],
    "translations": ["python", "-m", "tests.translations"],
}


def check() -> int:
    failed = []
    for name, arguments in CHECKS.items():
        began = time.monotonic()
        done = subprocess.run(
            [BIN / arguments[0], *arguments[1:]],
            cwd=ROOT, env=demonstration(), capture_output=True, text=True, check=False,
        )  # fmt: skip
        say(
            f"{'ok  ' if done.returncode == 0 else 'FAIL'} {name} ({time.monotonic() - began:.0f} s)"
        )
        if done.returncode:
            failed.append(name)
            say(done.stdout + done.stderr)
    failed += [] if deploy() else ["deploy"]
    return 1 if failed else 0


def deploy() -> bool:
    """`check --deploy` as production runs it."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "PALABRE_DATA": folder,
            "PALABRE_SECRET_KEY": os.urandom(48).hex(),
            "PALABRE_HOSTS": "palabre.example",
        }
        done = subprocess.run(
            [BIN / "python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    say("ok   deploy" if done.returncode == 0 else f"FAIL deploy\n{done.stdout}{done.stderr}")
    return done.returncode == 0


def main() -> int:
    what, *rest = sys.argv[1:] or ["ready"]
    if what == "ready":
        ready()
        return 0
    return {"run": lambda: run(rest), "check": check}[what]()


if __name__ == "__main__":
    sys.exit(main())
