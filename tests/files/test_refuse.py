"""What cannot be rebuilt is refused by what it is, with words that say what to do instead."""

import pytest
from django.utils import translation

from palabre.files.kinds import Kind, Other, kind_of
from palabre.files.rebuild import CannotRebuild, Refusal, rebuild
from tests.files import made, sounds

REFUSED = {
    "a letter in Word": (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", Refusal.OFFICE),
    "an older letter": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), Refusal.OFFICE),
    "a letter in RTF": (b"{\\rtf1\\ansi Bonjour}", Refusal.OFFICE),
    "an archive": (b"PK\x05\x06" + bytes(18), Refusal.OFFICE),
    "a page": (b"\xef\xbb\xbf\n <!DOCTYPE html><script>alert(1)</script>", Refusal.CODE),
    "a drawing": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Refusal.CODE),
    "a moving picture": (b"GIF89a" + bytes(20), Refusal.PICTURE),
    "a scan": (b"II*\x00" + bytes(20), Refusal.PICTURE),
    "a picture of a new kind": (b"\x00\x00\x00\x1cftypavif" + bytes(20), Refusal.PICTURE),
    "a raw photo": (b"\x00\x00\x00\x18ftypcrx \x00\x00\x00\x01crx isom", Refusal.PICTURE),
    "a film": (b"RIFF\x00\x00\x01\x00AVI LIST", Refusal.FILM),
    "a text": ("Réunion à Bamako, demain.\r\n".encode(), Refusal.TEXT),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(99), Refusal.UNKNOWN_KIND),
    "nothing": (b"", Refusal.EMPTY),
}


@pytest.mark.parametrize("sent", REFUSED)
def test_it_is_refused_by_what_it_is(sent):
    content, refusal = REFUSED[sent]

    with pytest.raises(CannotRebuild) as refused:
        rebuild([content])

    assert refused.value.refusal is refusal


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (made.jpeg(), Kind.JPEG),
        (made.png(), Kind.PNG),
        (made.webp(), Kind.WEBP),
        (made.heic(), Kind.HEIC),
        (b"\r\n%PDF-1.4", Kind.PDF),
        (sounds.recording("m4a"), Kind.MP4),
        (sounds.recording("3gp"), Kind.MP4),
        (b"\x00\x00\x00\x08wide\x00\x00\x00\x08mdat", Kind.MP4),
        (b"\xff\xfb\x90\x64", Kind.MP3),
        (b"\xff\xf1\x50\x80", Kind.AAC),
        (sounds.recording("wav"), Kind.WAV),
        (sounds.recording("webm"), Kind.WEBM),
        (b"#!AMR-WB\n", Kind.AMR),
    ],
)
def test_a_kind_is_known_by_its_first_bytes(content, kind):
    assert kind_of(content[:4096]) is kind


def test_a_file_that_is_two_things_is_made_anew_as_one():
    both = made.jpeg() + b"PK\x03\x04<script>alert(1)</script>%PDF-1.7"

    out = made.rebuilt(both)

    assert out.suffix == ".jpg"
    assert b"script" not in out.content


def words_of(refusal: Refusal, language: str) -> str:
    with translation.override(language):
        return str(refusal.label)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_says_why_and_what_to_do_in_both_languages(refusal):
    english, french = words_of(refusal, "en"), words_of(refusal, "fr")

    assert english != french
    for words in (english, french):
        assert len(words.split(". ")) >= 2
        assert len(words) < 250


def test_whatever_is_no_kind_has_words():
    assert {Refusal(other.value) for other in Other} <= set(Refusal)
