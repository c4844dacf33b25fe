"""The rules of the house that no linter knows."""

import ast
import platform
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from palabre.jobs.registry import every_task

ROOT = Path(__file__).parents[2]
HOUSE = ROOT / "platform" / "palabre"
SOURCES = [path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts]
TESTS = list((ROOT / "tests").rglob("*.py"))
DANGEROUS_MARKS = (
    'style="',
    "<style",
    " onclick=",
    " onload=",
    "javascript:",
    "|safe",
    "autoescape off",
)
LONGEST_FUNCTION = 50
LONGEST_FILE = 400


@dataclass(frozen=True)
class Source:
    """What the laws ask of a file, so that each is parsed once."""

    text: str
    functions: dict[str, int]  # how many lines each has
    imported: set[str]
    asked_later: list[str]  # names of tasks


@cache
def source(path: Path) -> Source:
    found = Source(path.read_text(encoding="utf-8"), {}, set(), [])
    for node in ast.walk(ast.parse(found.text)):
        if isinstance(node, ast.FunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            found.functions[node.name] = max(lines, found.functions.get(node.name, 0))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found.imported.update(alias.name for alias in node.names)
        elif isinstance(node, ast.Call) and is_later(node.func):
            first = node.args[0]
            found.asked_later.extend([str(first.value)] if isinstance(first, ast.Constant) else [])
    return found


def is_later(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and called.id == "later"


def test_platform_is_a_folder_not_a_package():
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert platform.python_version()


def test_files_and_functions_stay_short():
    long: dict[str, int] = {}
    for path in SOURCES + TESTS:
        file = source(path)
        name = str(path.relative_to(ROOT))
        long |= {f"{name}, {each}": lines for each, lines in file.functions.items()
                 if lines > LONGEST_FUNCTION}  # fmt: skip
        if (lines := len(file.text.splitlines())) > LONGEST_FILE:
            long[name] = lines

    assert long == {}


def test_every_task_that_is_asked_for_exists():
    known = {task.name for task in every_task()}
    asked = [(path.name, name) for path in SOURCES for name in source(path).asked_later]

    assert asked
    assert [call for call in asked if call[1] not in known] == []


def test_only_the_job_table_speaks_to_celery():
    outside = [
        path
        for path in SOURCES
        if path.relative_to(HOUSE).parts[0] not in ("jobs", "config")
        and any(
            word in source(path).text
            for word in ("shared_task", "send_task", "apply_async", ".delay(")
        )
    ]

    assert outside == []


@pytest.mark.parametrize("name", ["random", "uuid1", "uuid7", "mark_safe", "csrf_exempt"])
def test_what_is_too_dangerous_is_nowhere(name):
    assert [str(path) for path in SOURCES if name in source(path).imported] == []


@pytest.mark.parametrize("name", ["REMOTE_ADDR", "FORWARDED_FOR", "X_REAL_IP", "get_client_ip"])
def test_nothing_asks_where_a_visitor_comes_from(name):
    """Whoever counts by address shuts out a cybercafé of thirty. One adapter tells allauth nothing."""
    written = name.lower().replace("_", "-"), name.lower()
    askers = {
        str(path.relative_to(HOUSE))
        for path in SOURCES
        if any(each in source(path).text.lower() for each in written)
    }

    assert askers == ({"spaces/adapter.py"} if name == "get_client_ip" else set())


def test_no_template_carries_script_or_style_of_its_own():
    guilty = [
        str(page.relative_to(ROOT))
        for page in (ROOT / "templates").rglob("*.html")
        if any(mark in page.read_text(encoding="utf-8").lower() for mark in DANGEROUS_MARKS)
    ]

    # The hint of a field is written in the code, and allauth's are lists in HTML.
    assert set(guilty) <= {"templates/components/field.html"}


INCLUDE = re.compile(r'\{% include "([^"]+)"([^%]*)%\}')


@cache
def said_in(name: str) -> str:
    """A template with everything that it includes, and that thereby shares its fate."""
    page, _mark, part = name.partition("#")
    place = ROOT / "templates" / page
    words = place.read_text() if place.exists() else ""  # those of a library are its own
    if part:
        words = words.partition(f"{{% partialdef {part}")[2].partition("{% endpartialdef")[0]
    return words + "".join(said_in(part) for part, _how in INCLUDE.findall(words))


def test_no_form_is_cut_off_from_the_token_that_lets_it_through():
    """`only` leaves the token out, a browser's form is refused, and no test client notices."""
    guilty = {
        part
        for page in (ROOT / "templates").rglob("*.html")
        for part, how in INCLUDE.findall(page.read_text())
        if how.split()[-1:] == ["only"] and "{% csrf_token %}" in said_in(part)
    }

    assert not guilty


def test_no_model_of_ours_numbers_speech_without_a_name():
    """Sequential keys tell the order in which people spoke: those models have random ones."""
    for label in (
        "committees.NamelessContribution",
        "committees.SealedLink",
        "committees.NamelessPicture",
        "submissions.Submission",
        "submissions.Item",
        "submissions.PaperSheet",
        "submissions.Proposal",
        "submissions.Offshoot",
        "submissions.Piece",
        "submissions.PieceChunk",
        "reprisals.Report",
    ):
        model = apps.get_model(label)
        assert model._meta.pk is not None
        assert model._meta.pk.get_internal_type() == "UUIDField", label


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("live", ["vendor/htmx.min.js", "js/palabre.js"]),
        ("queue", ["js/palabre.js", "js/moderation.js"]),
        ("case", ["vendor/htmx.min.js", "js/palabre.js", "js/moderation.js"]),
    ],
)
def test_the_file_of_some_pages_is_what_it_is_made_of(name, parts):
    """`make fix` makes it: files that are always asked for together, as one."""
    static = ROOT / "static"

    made = (static / "js" / f"{name}.js").read_bytes()

    assert made == b"".join((static / part).read_bytes() for part in parts)


def test_no_colour_hangs_on_the_width_of_a_window():
    """tests/journeys/inspection.py looks at each page in the light and in the dark, at one width."""
    sheet = (ROOT / "static" / "css" / "palabre.css").read_text(encoding="utf-8")
    blocks = re.findall(r"@media[^{]*width[^{]*\{((?:[^{}]*\{[^{}]*\})*)\s*\}", sheet)

    assert len(blocks) == len(re.findall(r"@media[^{]*width", sheet)) > 0
    assert [
        block for block in blocks if re.search(r"(?<!-)color:|background|opacity|filter", block)
    ] == []
