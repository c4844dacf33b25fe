"""A voice that is altered on request: another pitch, another throat, the same tempo."""

import pytest

from palabre.files.cell import ALTERED
from palabre.files.cell import sounds as workshop
from palabre.files.kinds import Kind
from palabre.files.rebuild import Rebuilt
from tests.files import made, sounds

SHIFTS = [-5.0, -3.0, 3.0, 5.0]  # semitones: the ends of what is drawn


def altered_by(shift: float, monkeypatch) -> tuple[tuple[int, ...], int]:
    monkeypatch.setattr(workshop, "_shift", lambda: shift)
    _product, (spoken,) = workshop.make(sounds.recording("m4a"), Kind.MP4, ALTERED)
    return sounds.heard(Rebuilt(spoken, ".ogg", "audio/ogg"))


@pytest.mark.parametrize("shift", SHIFTS)
def test_its_pitch_and_its_throat_are_others_and_its_tempo_is_not(shift, monkeypatch):
    samples, rate = altered_by(shift, monkeypatch)

    factor = 2 ** (shift / 12)
    assert sounds.pitch_of(samples, rate) / sounds.PITCH == pytest.approx(factor, rel=0.03)
    assert sounds.formant_of(samples, rate) / sounds.FORMANT == pytest.approx(factor, rel=0.08)
    assert len(samples) / rate == pytest.approx(2.0, rel=0.05)


def test_a_voice_comes_out_altered_if_asked():
    samples, rate = sounds.heard(made.rebuilt(sounds.recording("m4a"), alter_voice=True))

    moved = sounds.pitch_of(samples, rate) / sounds.PITCH
    assert max(moved, 1 / moved) > 1.15


def test_the_shift_is_drawn_up_or_down_and_never_near_nothing():
    drawn = [workshop._shift() for _ in range(500)]

    assert {each > 0 for each in drawn} == {True, False}
    assert all(3 <= abs(each) <= 5 for each in drawn)
    assert len(set(drawn)) > 400


def test_a_photo_has_no_voice_to_alter():
    assert made.rebuilt(made.png(), alter_voice=True) == made.rebuilt(made.png())
