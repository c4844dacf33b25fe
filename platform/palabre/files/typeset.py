"""Sets pages in type, in a process of its own: whatever it has seen of codes ends with it.

A job comes in as JSON, the PDF goes out; no file is opened for writing.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import typst

ACCESSIBLE: Final = "ua-1"  # refused where a title is missing, or a letter that the fonts have not

Job = dict[str, Any]


def pdf_of(source: Path, job: Job, plainer: Job) -> bytes:
    """`plainer`: the same without letters that the fonts may not have."""
    try:
        return _compiled(source, job)
    except typst.TypstError:
        return _compiled(source, plainer)


def _compiled(source: Path, job: Job) -> bytes:
    return typst.compile(
        source.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,  # the same letters on every machine
        sys_inputs={"job": json.dumps(job)},
        pdf_standards=ACCESSIBLE,
    )


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(pdf_of(Path(asked["source"]), asked["job"], asked["plainer"]))
