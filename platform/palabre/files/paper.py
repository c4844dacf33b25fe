"""Accessible PDFs, set in type from a job by a process that ends with it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

TYPESETTER = Path(__file__).with_name("typeset.py")
PATIENCE = 60  # seconds


def in_type(source: Path, job: dict[str, Any], *, plainer: dict[str, Any]) -> bytes:
    asked = {"source": str(source), "job": job, "plainer": plainer}
    done = subprocess.run(  # noqa: S603 (our own file, and nothing of it comes from outside)
        [sys.executable, "-I", TYPESETTER],
        input=json.dumps(asked).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=True,
        env={},
    )
    return done.stdout
