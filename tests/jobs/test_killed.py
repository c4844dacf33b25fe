"""Real servers and workers, killed while they work: no mail is lost.

On SQLite without Redis this is the one process of `make run`; with PostgreSQL and Redis it is a
Celery worker beside its broker, and the broker is emptied too.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from uuid import uuid4

import pytest

from tests.databases import create, lay_in
from tests.machine import ROOT, free_port

pytestmark = pytest.mark.slow
NUMBER = 60
PATIENCE = 60
ENQUEUE = f"""
import django; django.setup()
from django.core.mail import send_mail
for number in range({NUMBER}):
    send_mail(f"number {{number}}", "words", None, ["somebody@palabre.example"])
"""
LET_LEASES_RUN_OUT = """
import django; django.setup()
from django.utils import timezone
from palabre.jobs.models import Job
Job.objects.exclude(leased_until=None).update(leased_until=timezone.now())
"""
REMAINING = "import django; django.setup(); from palabre.jobs.models import Job; print(Job.objects.exclude(task='search.tidy').count())"


class House:
    """A Palabre of its own, in a folder of its own, run by real processes."""

    def __init__(self, folder: Path) -> None:
        self.mails = folder / "data" / "mail"
        self.running: subprocess.Popen[bytes] | None = None
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "palabre.config.settings",
            "PALABRE_DEMONSTRATION": "1",
            "PALABRE_DATA": str(folder / "data"),
            "PYTHONPATH": str(ROOT / "platform"),
            "PORT": str(free_port()),
        }
        self.redis = self.environment.get("PALABRE_REDIS_URL", "")
        if address := self.environment.get("PALABRE_DATABASE_URL"):
            own = create(f"killed_{uuid4().hex}", address)
            self.environment["PALABRE_DATABASE_URL"] = own
        else:
            lay_in(folder / "data")

    def _python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def do(self, code: str) -> str:
        return self._python("-c", code)

    def start(self) -> None:
        worker = [
            "celery",
            "-A",
            "palabre.config",
            "worker",
            "--beat",
            "--concurrency",
            "2",
            "--loglevel",
            "ERROR",
        ]
        worker += ["--schedule", str(self.mails.parent / "beat")]
        server = ["gunicorn", "-c", "python:palabre.config.gunicorn", "palabre.config.wsgi"]
        self.running = subprocess.Popen(
            [sys.executable, "-m", *(worker if self.redis else server)],
            cwd=ROOT, env=self.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def kill(self) -> None:
        if self.running:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None

    def empty_the_broker(self) -> None:
        if self.redis:
            import redis  # noqa: PLC0415

            redis.Redis.from_url(self.redis).flushdb()

    def sent(self) -> Counter[str]:
        texts = (
            [path.read_text() for path in self.mails.glob("*.log")] if self.mails.exists() else []
        )
        return Counter(re.findall(r"^Subject: (number \d+)", "\n".join(texts), re.MULTILINE))

    def wait_until_sent(self, number: int) -> None:
        until = time.monotonic() + PATIENCE
        while len(self.sent()) < number:
            assert time.monotonic() < until, f"{len(self.sent())} of {number} were sent"
            time.sleep(0.05)


@pytest.fixture
def house(tmp_path):
    house = House(tmp_path)
    yield house
    house.kill()


def test_no_mail_is_lost_when_everything_is_killed_twice(house):
    house.start()
    house.do(ENQUEUE)
    for already in (1, NUMBER // 3):
        house.wait_until_sent(already)
        house.kill()
        house.empty_the_broker()
        house.do(LET_LEASES_RUN_OUT)  # rather than wait for a minute and a half
        house.start()

    house.wait_until_sent(NUMBER)

    twice = [subject for subject, times in house.sent().items() if times > 1]
    assert len(twice) <= 2 * 2  # two workers, killed twice, in the documented narrow window
    assert max(house.sent().values()) <= 2


def test_nothing_is_left_to_do_once_all_is_done(house):
    house.start()
    house.do(ENQUEUE)
    house.wait_until_sent(NUMBER)

    until = time.monotonic() + PATIENCE
    while house.do(REMAINING).strip() != "0":
        assert time.monotonic() < until
    assert max(house.sent().values()) == 1
