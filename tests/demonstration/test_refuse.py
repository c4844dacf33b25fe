"""Production and the demonstration's people never meet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import lay_in

ROOT = Path(__file__).parents[2]
ADD_AWA = (
    "from palabre.people.models import User;"
    "User.objects.create(username='awa', email='awa@palabre.example', name='Awa')"
)


def environment(folder, **more):
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT / "platform"),
        "PALABRE_DATA": str(folder),
        "PALABRE_SECRET_KEY": os.urandom(48).hex(),
        "PALABRE_HOSTS": "palabre.example",
        **more,
    }


def manage(folder, *arguments, **more):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp("production") / "data"
    lay_in(folder)
    return folder


def starts(folder):
    return subprocess.run(
        [sys.executable, "-c", "import palabre.config.wsgi"],
        cwd=ROOT, env=environment(folder), capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_production_starts_on_its_own_people_and_not_on_the_demonstrations(folder):
    assert starts(folder).returncode == 0

    manage(folder, "shell", "-v0", "-c", ADD_AWA, PALABRE_DEMONSTRATION="1")

    refused = starts(folder)
    assert refused.returncode != 0
    assert "passwords everybody knows" in refused.stderr
    assert "palabre.E001" in manage(folder, "check", "--deploy", "--database", "default").stderr
