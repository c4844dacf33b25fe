"""Text that others wrote to break things, read from the folder beside the project.

The files stay there: they have licences of their own. Where the folder is missing, the tests that
ask for it are skipped, and say so.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[3] / "shared" / "corpora"
MISSING = f"Hostile text lies in {CORPORA}, which is not on this machine."
needs_corpora = pytest.mark.skipif(not CORPORA.is_dir(), reason=MISSING)


def _strings(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.json")):
        for each in json.loads(path.read_text("utf-8")):
            yield from each.values() if isinstance(each, dict) else [each]


def _tests(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.test")):
        yield path.read_text("utf-8", "replace").split("\n--\n")[0]


def _tokenizer(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.test")):
        yield from (each["input"] for each in json.loads(path.read_text("utf-8"))["tests"])


def _bidi(folder: Path) -> Iterator[str]:
    for line in (folder / "BidiCharacterTest.sample.txt").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            yield "".join(chr(int(point, 16)) for point in line.split(";")[0].split())


def _confusables(folder: Path) -> Iterator[str]:
    found = json.loads((folder / "confusables.json").read_text("utf-8"))
    yield from (sign + "".join(like["c"] for like in likes) for sign, likes in found.items())


READERS: dict[str, tuple[str, Callable[[Path], Iterator[str]]]] = {
    "naughty strings": ("naughty-strings", _strings),
    "script, payloadbox": ("xss-payloadbox", _strings),
    "script, patt": ("xss-patt", _strings),
    "script, DOMPurify": ("xss-dompurify", _strings),
    "script, bleach": ("xss-bleach", _tests),
    "html5lib": ("html5lib-tokenizer", _tokenizer),
    "paths": ("path-traversal", _strings),
    "addresses": ("open-redirect", _strings),
    "two directions": ("unicode", _bidi),
    "letters alike": ("unicode", _confusables),
}


@cache
def family(name: str) -> tuple[str, ...]:
    """Each text once, as a browser would send it: without half a surrogate pair."""
    folder, read = READERS[name]
    if not (CORPORA / folder).is_dir():
        return ()
    found = (str(text) for text in read(CORPORA / folder))
    whole = (text.encode("utf-8", "replace").decode("utf-8") for text in found)
    return tuple(dict.fromkeys(whole))


FAMILIES = [name for name in READERS if family(name)]
SCRIPTS = [name for name in FAMILIES if name.startswith("script")]


@cache
def everything() -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for name in FAMILIES for text in family(name)))


@dataclass(frozen=True)
class Body:
    content: bytes
    boundary: str


def multipart_bodies() -> dict[str, Body]:
    """Bodies as browsers and worse have sent them, each with the boundary that its request named."""
    found = {}
    for path in (CORPORA / "multipart").glob("*.http"):
        beside = path.with_suffix(".yaml")
        content = path.read_bytes()
        named = (
            re.search(r"^boundary: (\S+)", beside.read_text("utf-8")) if beside.exists() else None
        )
        boundary = named[1] if named else content.split(b"\r\n")[0].decode("ascii")[2:]
        found[path.stem] = Body(content, boundary)
    return found
