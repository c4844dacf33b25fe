"""The very first start on a machine: nothing is compiled yet, and the demonstration is in French."""

import os
import shutil
import subprocess
import sys

from django.conf import settings

ASKED = """
from palabre.config import run
run.set_up()
from django.utils import translation
with translation.override("fr"):
    print(translation.gettext("Write without an account"))
"""


def test_the_first_process_knows_its_french(tmp_path):
    shutil.copytree(settings.LOCALE_PATHS[0], tmp_path, dirs_exist_ok=True)
    for compiled in tmp_path.glob("*/LC_MESSAGES/*.mo"):
        compiled.unlink()
    (tmp_path / "begun.py").write_text(
        f"from tests.settings import *\nLOCALE_PATHS = [{str(tmp_path)!r}]\n"
    )
    known = {
        "DJANGO_SETTINGS_MODULE": "begun",
        "PYTHONPATH": os.pathsep.join([*sys.path, str(tmp_path)]),
    }

    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={**os.environ, **known},
        capture_output=True,
        text=True,
        check=True,
    )

    assert said.stdout.strip() == "Écrire sans compte"
