"""Sets a page in type, in a process of its own: whatever it has seen of a code ends with it.

A job goes in as JSON, the PDF comes out; no file is opened for writing.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

Job = dict[str, Any]
ACCESSIBLE: Final = "ua-1"  # refused where a title is missing, or a letter that the fonts have not
PATIENCE = 60  # seconds


def set_in_type(template: Path, job: Job) -> bytes:
    """`template`: a file of ours in Typst, which reads the job from `sys.inputs.job`."""
    done = subprocess.run(  # noqa: S603 (our own file, and nothing of it comes from outside)
        [sys.executable, "-I", __file__, str(template)],
        input=json.dumps(job).encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=PATIENCE,
        check=True,
        env={},
    )
    return done.stdout


def compiled(source: bytes, job: str) -> bytes:
    import typst  # noqa: PLC0415 (only the process of its own loads it)

    return typst.compile(
        source,
        format="pdf",
        ignore_system_fonts=True,  # the same letters on every machine
        sys_inputs={"job": job},
        pdf_standards=ACCESSIBLE,
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(compiled(Path(sys.argv[1]).read_bytes(), sys.stdin.read()))
