"""Files made to break things, through the form of messages: each is made anew, or refused in words.

What becomes of their bytes is told in tests/files; here it is the door, with a part of each family.
"""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from palabre.submissions.models import Piece
from tests.hostile.corpora import CORPORA, Body, family, multipart_bodies, needs_corpora
from tests.hostile.packs import lines
from tests.hostile.seen import Seen
from tests.spaces.factories import SpaceFactory
from tests.submissions.joining import DOCUMENT, carried, filled
from tests.vaults.factories import BOTH, reader

REVIEW = "/en/write/review/"
FOLDERS = ["malformed-images", "polyglots-mitra", "tiny-formats-mitra", "xss-files-patt"]
OF_EACH, AT_ONCE = 4, 5

pytestmark = [pytest.mark.django_db, needs_corpora]


@pytest.fixture
def doors():
    space = SpaceFactory.create(slug="tabakoro")
    return [reader(space, side=side) for side in BOTH]


def part_of(folder: str) -> list[bytes]:
    every = sorted(path for path in (CORPORA / folder).rglob("*") if path.is_file())
    return [path.read_bytes() for path in every[:: max(1, len(every) // OF_EACH)][:OF_EACH]]


def joined(client, named: dict[str, bytes]):
    files = [SimpleUploadedFile(name, content) for name, content in named.items()]
    return client.post(REVIEW, filled(client, files=files))


def is_harmless(page) -> bool:
    return page.status_code in (200, 422) and Seen(page.content.decode()).harm == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_hostile_file_is_held_made_anew_or_refused_and_never_an_error(client, doors, folder):
    contents = part_of(folder)

    page = joined(client, {f"{number}.jpg": each for number, each in enumerate(contents)})

    assert is_harmless(page)
    assert len(carried(page)["held"]) == Piece.objects.count() == len(contents)


def test_no_name_of_a_file_comes_back_whatever_it_is(client, doors):
    names = lines((*family("paths"), *family("naughty strings"), *family("script, patt")), 200)
    for start in range(0, min(len(names), 60), AT_ONCE):
        named = {f"canary{name}.php": DOCUMENT for name in names[start : start + AT_ONCE]}
        page = joined(client, named)
        assert is_harmless(page)
        assert "canary" not in page.content.decode()
        assert "php" not in page.content.decode()


BODIES = multipart_bodies()


@pytest.mark.parametrize("name", sorted(BODIES))
def test_a_captured_or_broken_body_with_its_file_is_answered(client, doors, name):
    """The parts of the body stand among those of a form that is filled in."""
    body: Body = BODIES[name]
    fields = filled(client)
    first = "".join(
        f'--{body.boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{text}\r\n'
        for key, text in fields.items()
    ).encode()
    theirs = body.content.replace(b'name="file"', b'name="files"')
    kind = f"multipart/form-data; boundary={body.boundary}"

    for cut in (len(theirs), len(theirs) // 2):
        page = client.post(REVIEW, first + theirs[:cut], content_type=kind)
        assert page.status_code in (200, 400, 413, 422)
