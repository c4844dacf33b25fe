"""A child that was taken over could answer anything: only plain pixels and sound are passed on."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.files import proof, running
from palabre.files.rebuild import CannotRebuild, Refusal
from tests.files import made, sounds

PLAIN = {"jpeg": proof.is_plain_jpeg, "png": proof.is_plain_png, "opus": proof.is_plain_opus}
SENT = {"jpeg": made.jpeg(), "png": made.png(), "opus": sounds.recording("ogg")}


@pytest.fixture(scope="module")
def plain() -> dict[str, bytes]:
    return {name: made.rebuilt(content).content for name, content in SENT.items()}


@pytest.mark.parametrize("kind", PLAIN)
def test_what_was_sent_does_not_pass(kind):
    assert not PLAIN[kind](SENT[kind])


@pytest.mark.parametrize("kind", PLAIN)
def test_what_is_made_passes_and_nothing_beside_it(kind, plain):
    content = plain[kind]

    assert PLAIN[kind](content)
    for other in (content + b"x", b"x" + content, content + content, content[:-1], b""):
        assert not PLAIN[kind](other)


@pytest.mark.parametrize("kind", PLAIN)
@pytest.mark.parametrize("other", PLAIN)
def test_one_kind_is_not_taken_for_another(kind, other, plain):
    assert PLAIN[kind](plain[other]) is (kind == other)


def test_a_remark_within_does_not_pass(plain):
    jpeg, png = plain["jpeg"], plain["png"]
    remark = b"\xff\xfe\x00\x06name"
    part = b"\x00\x00\x00\x04tEXtname\x00\x00\x00\x00"

    assert not proof.is_plain_jpeg(jpeg[:20] + remark + jpeg[20:])
    assert not proof.is_plain_jpeg(jpeg[:-2] + remark + jpeg[-2:])
    assert not proof.is_plain_png(png[:33] + part + png[33:])
    assert not proof.is_plain_opus(plain["opus"].replace(b"ffmpeg", b"Aminat"))


@settings(deadline=None)
@given(at=st.integers(0, 3000), byte=st.integers(0, 255), cut=st.integers(0, 3000))
def test_no_answer_breaks_the_one_who_reads_it(at, byte, cut):
    for kind, is_plain in PLAIN.items():
        broken = bytearray(SENT[kind])
        broken[at % len(broken)] = byte
        assert is_plain(bytes(broken[: len(broken) - cut])) in (True, False)


@pytest.mark.parametrize(
    "answer",
    [
        b"made jpeg\n" + len(SENT["jpeg"]).to_bytes(8, "big") + SENT["jpeg"],
        b"made pages\n",
        b"made pages\n" + (9).to_bytes(8, "big") + b"%PDF-1.7\n",
        b"made opus\n" + (2**63).to_bytes(8, "big") + b"OggS",
        b"made program\n" + (4).to_bytes(8, "big") + b"\x7fELF",
    ],
)
def test_an_answer_that_is_more_than_asked_for_is_refused(answer, monkeypatch):
    monkeypatch.setattr(
        running, "START", f"import os, sys; sys.stdin.buffer.read(); os.write(1, {answer!r})"
    )

    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(made.jpeg())

    assert refused.value.refusal is Refusal.BROKEN
