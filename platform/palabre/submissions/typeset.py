"""Sets sheets in type, in a process of its own: whatever it has seen of the codes ends with it.

A job comes in as JSON, the PDF goes out; no file is opened for writing.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

import typst

SOURCE = Path(__file__).with_name("sheets.typ")
ACCESSIBLE: Final = "ua-1"  # refused where a title is missing, or a letter that the fonts have not

Job = dict[str, Any]


def pdf_of(job: Job) -> bytes:
    try:
        return _compiled(job)
    except typst.TypstError:  # the name of the space is in a script that the fonts do not have
        words = {**job["words"], "to": job["words"]["to_in_ascii"]}
        return _compiled({**job, "words": words})


def _compiled(job: Job) -> bytes:
    return typst.compile(
        SOURCE.read_bytes(),
        format="pdf",
        ignore_system_fonts=True,  # the same letters on every machine
        sys_inputs={"job": json.dumps(job)},
        pdf_standards=ACCESSIBLE,
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(json.load(sys.stdin)))
