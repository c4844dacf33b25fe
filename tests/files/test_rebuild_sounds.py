"""Of a recording remains what is heard in it."""

import pytest

from palabre.files.cell import AS_IT_IS, Refused
from palabre.files.cell import sounds as workshop
from palabre.files.kinds import Kind
from palabre.files.rebuild import CannotRebuild, Refusal
from tests.files import made, sounds
from tests.files.referee import told_by


def refusal_of(content: bytes) -> Refusal:
    with pytest.raises(CannotRebuild) as refused:
        made.rebuilt(content)
    return refused.value.refusal


def test_no_trace_is_left_of_any_recording(tmp_path):
    sent = {kind: sounds.recording(kind) for kind in sounds.KINDS} | {
        "cover": sounds.with_a_cover()
    }

    out = {kind: made.rebuilt(content) for kind, content in sent.items()}

    assert told_by(out, tmp_path) == {}
    assert {(file.suffix, file.media_type) for file in out.values()} == {(".ogg", "audio/ogg")}
    assert [kind for kind, file in out.items() if made.TRACE.encode() in file.content] == []
    assert [kind for kind, file in out.items() if b"Lav" in file.content] == []


@pytest.mark.parametrize("kind", ["m4a", "mp3", "ogg"])
def test_a_voice_is_still_heard_as_it_was(kind):
    samples, rate = sounds.heard(made.rebuilt(sounds.recording(kind)))

    assert len(samples) / rate == pytest.approx(2.0, abs=0.1)
    assert sounds.pitch_of(samples, rate) == pytest.approx(sounds.PITCH, rel=0.03)
    assert sounds.formant_of(samples, rate) == pytest.approx(sounds.FORMANT, rel=0.03)


def test_what_an_old_phone_records_is_heard():
    samples, rate = sounds.heard(made.rebuilt(sounds.amr()))

    assert len(samples) / rate == pytest.approx(1.0, abs=0.1)


def test_the_same_sound_gives_the_same_bytes():
    assert (
        made.rebuilt(sounds.recording("wav")).content
        == made.rebuilt(sounds.recording("flac")).content
    )


def test_a_damaged_piece_is_passed_over():
    whole = bytearray(sounds.recording("mp3"))
    whole[len(whole) // 2 : len(whole) // 2 + 300] = bytes(300)

    samples, rate = sounds.heard(made.rebuilt(bytes(whole)))

    assert len(samples) / rate > 1.5


def test_a_film_is_refused():
    assert refusal_of(sounds.film()) is Refusal.FILM


def test_a_recording_without_a_sound_in_it_is_refused():
    assert refusal_of(sounds.silent()) is Refusal.BROKEN


def test_more_than_an_hour_is_refused(monkeypatch):
    monkeypatch.setattr(workshop, "MOST_SECONDS", 1)

    with pytest.raises(Refused, match="too_much_sound"):
        workshop.make(sounds.recording("m4a"), Kind.MP4, AS_IT_IS)
