"""Files as somebody without an account joins them to a message."""

import re
from functools import cache

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.files import made
from tests.submissions.conftest import BODY, field

TELLS = made.TRACE.encode()
DOCUMENT = b"PK\x03\x04 a document that says who wrote it: " + TELLS


@cache
def photo() -> bytes:
    return made.jpeg()


def files(*contents: bytes, named: str = "Aminata-IMG_2039.jpg") -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(named, content) for content in contents]


def filled(client, **more):
    """What the form sends when everything is filled in."""
    form = client.get("/en/write/message/")
    said = {"body": BODY, "readers": "all", "committee": "tabakoro", "token": field(form, "token")}
    return said | more


def carried(page) -> dict[str, list[str]]:
    """What the files' part of a page would send along."""
    return {"held": re.findall(r'name="held" value="(\w+)"', page.content.decode())}


def sent(client, *, files, **words):
    """From the form over the review to the code, with what cannot be cleaned as it is."""
    said = filled(client, **words)
    review = client.post("/en/write/review/", said | {"files": files})
    assert review.status_code in (200, 422)
    held = carried(review)
    page = client.post("/en/write/code/", said | held | {"as_is": held["held"]})
    assert page.status_code == 200
    return page
