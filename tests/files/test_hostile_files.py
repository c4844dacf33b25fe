"""Files that others collected, some to break programs: each is made anew, or refused with words."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from palabre.files.rebuild import CannotRebuild, Rebuilt, Refusal, rebuild
from tests.files.referee import told_by
from tests.hostile.corpora import CORPORA, needs_corpora

CHILDREN = 2  # at once: one for each core
FULL_OF_TRACES = "metadata-*"
HOSTILE = ["malformed-images", "polyglots-mitra", "tiny-formats-mitra", "xss-files-patt"]
OURS = {
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG", "image/png"),
    ".pdf": (b"%PDF-1.4", "application/pdf"),
    ".ogg": (b"OggS", "audio/ogg"),
}

pytestmark = [needs_corpora, pytest.mark.slow, pytest.mark.timeout(400)]


def files_of(*families: str) -> list[Path]:
    found = [path for family in families for path in CORPORA.glob(f"{family}/**/*")]
    return sorted(path for path in found if path.is_file())


def outcome(path: Path) -> Rebuilt | Refusal:
    with path.open("rb") as source:
        try:
            return rebuild(iter(lambda: source.read(1 << 14), b""))
        except CannotRebuild as refused:
            return refused.refusal


def outcomes(paths: list[Path]) -> dict[str, Rebuilt | Refusal]:
    with ThreadPoolExecutor(CHILDREN) as pool:
        ends = pool.map(outcome, paths)
        return {str(path.relative_to(CORPORA)): end for path, end in zip(paths, ends, strict=True)}


def only_rebuilt(ends: dict[str, Rebuilt | Refusal]) -> dict[str, Rebuilt]:
    return {name: end for name, end in ends.items() if isinstance(end, Rebuilt)}


def assert_they_are_ours(made: dict[str, Rebuilt]) -> None:
    for name, file in made.items():
        start, media_type = OURS[file.suffix]
        assert file.content.startswith(start), name
        assert file.media_type == media_type, name


def test_nothing_that_identifies_is_left_in_what_is_full_of_traces(tmp_path):
    ends = outcomes(files_of(FULL_OF_TRACES))

    made = only_rebuilt(ends)
    photos = [name for name in ends if name.lower().endswith((".jpg", ".png", ".webp", ".heic"))]
    assert_they_are_ours(made)
    assert len(made.keys() & set(photos)) > len(photos) * 0.7
    assert told_by(made, tmp_path) == {}


def test_what_is_made_to_break_programs_breaks_nothing(tmp_path):
    ends = outcomes(files_of(*HOSTILE))

    made = only_rebuilt(ends)
    assert_they_are_ours(made)
    assert len(made) > 10
    assert told_by(made, tmp_path) == {}
    reasons = Counter(end for end in ends.values() if isinstance(end, Refusal))
    assert reasons[Refusal.CLOSED] == 0
    assert reasons[Refusal.TOO_LONG] == 0
