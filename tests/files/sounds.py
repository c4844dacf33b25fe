"""Recordings as phones make them, and ears to hear what came out."""

import array
import io
import math
import wave
from fractions import Fraction
from functools import cache

import av
from PIL import Image

from palabre.files.rebuild import Rebuilt
from tests.files.made import TRACE

RATE = 48_000
PITCH, FORMANT = 120, 960  # of the voice that speaks here
KINDS = {
    "m4a": ("ipod", "aac"),
    "3gp": ("3gp", "aac"),
    "mp3": ("mp3", "libmp3lame"),
    "ogg": ("ogg", "libopus"),
    "wav": ("wav", "pcm_s16le"),
    "flac": ("flac", "flac"),
    "aac": ("adts", "aac"),
    "webm": ("webm", "libopus"),
    "aiff": ("aiff", "pcm_s16be"),
}
TOLD = {"title": TRACE, "artist": TRACE, "comment": TRACE, "date": "2026-01-01"}


def voice(seconds: float = 2.0) -> tuple[int, ...]:
    """A pitch with its harmonics, loudest near one formant."""
    harmonics = [(PITCH * n, 1 / (1 + ((PITCH * n - FORMANT) / 120) ** 2)) for n in range(1, 26)]
    period = RATE // PITCH
    one = [
        int(3000 * sum(loud * math.sin(math.tau * pitch * at / RATE) for pitch, loud in harmonics))
        for at in range(period)
    ]
    return tuple(one) * int(seconds * PITCH)


@cache
def recording(kind: str = "m4a", samples: tuple[int, ...] | None = None) -> bytes:
    """With a title, a name, a date, and the encoder's own mark."""
    written = io.BytesIO()
    container, codec = KINDS[kind]
    spoken = voice() if samples is None else samples
    with av.open(written, "w", format=container) as out:
        out.metadata.update(TOLD)
        stream = out.add_stream(codec, rate=RATE, layout="mono")
        assert isinstance(stream, av.AudioStream)
        forms = stream.codec_context.codec.audio_formats
        assert forms
        even = av.AudioResampler(forms[0].name, "mono", RATE)
        for frame in [*even.resample(framed(spoken)), *even.resample(None)]:
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return written.getvalue()


def framed(samples: tuple[int, ...]) -> av.AudioFrame:
    frame = av.AudioFrame("s16", "mono", len(samples))
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
    frame.planes[0].update(array.array("h", samples).tobytes())
    return frame


def with_a_cover() -> bytes:
    """A song as shops sell them: its cover is a stream of its own."""
    cover = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(cover, "JPEG", comment=TRACE)
    frames = b"".join(
        name + len(body).to_bytes(4, "big") + b"\0\0" + body
        for name, body in [
            (b"TPE1", b"\0" + TRACE.encode()),
            (b"APIC", b"\0image/jpeg\0\3\0" + cover.getvalue()),
        ]
    )
    size = len(frames)
    spread = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    bare = recording("mp3")
    return b"ID3\3\0\0" + spread + frames + bare[bare.index(b"\xff\xfb") :]


def silent() -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as out:
        out.setparams((1, 2, 8000, 0, "NONE", ""))
    return written.getvalue()


def film() -> bytes:
    written = io.BytesIO()
    with av.open(written, "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 64, "yuv420p"
        for _ in range(3):
            out.mux(stream.encode(av.VideoFrame(64, 64, "yuv420p")))
        out.mux(stream.encode(None))
    return written.getvalue()


def amr(frames: int = 50) -> bytes:
    """What the oldest phones record: frames of 20 ms, here at the lowest rate."""
    return b"#!AMR\n" + (b"\x04" + bytes(range(12))) * frames


def heard(made: Rebuilt) -> tuple[tuple[int, ...], int]:
    samples, rate = array.array("h"), 0
    with av.open(io.BytesIO(made.content), "r") as played:
        even = av.AudioResampler("s16", "mono", 24_000)
        for frame in played.decode(audio=0):
            for part in even.resample(frame):
                samples.frombytes(bytes(part.planes[0])[: part.samples * 2])
                rate = part.sample_rate
    return tuple(samples), rate


def pitch_of(samples: tuple[int, ...], rate: int) -> float:
    """The shortest lag at which a tenth of a second is nearly as like itself as it ever is."""
    part = samples[len(samples) // 2 :][: rate // 5]
    window = part[: len(part) // 2]
    likeness = {
        lag: sum(one * other for one, other in zip(window, part[lag:], strict=False))
        for lag in range(rate // 400, rate // 60)
    }
    enough = 0.93 * max(likeness.values())
    begins = next(lag for lag, like in likeness.items() if like > enough)
    return rate / max(range(begins, begins + rate // 1200), key=lambda lag: likeness[lag])


def formant_of(samples: tuple[int, ...], rate: int) -> float:
    """Around which height it is loudest, looked at through windows too short to see harmonics."""
    length = rate // 60
    fades = [math.sin(math.pi * at / length) ** 2 for at in range(length)]
    starts = range(len(samples) // 4, len(samples) // 2, len(samples) // 32)
    windows = [
        [value * fade for value, fade in zip(samples[start:], fades, strict=False)]
        for start in starts
    ]
    loud = {
        pitch: sum(_loud(window, pitch / rate) for window in windows)
        for pitch in range(400, 2000, 25)
    }
    return sum(pitch * its for pitch, its in loud.items()) / sum(loud.values())


def _loud(part: list[float], turn: float) -> float:
    cosine, one, two = 2 * math.cos(math.tau * turn), 0.0, 0.0
    for value in part:
        one, two = value + cosine * one - two, one
    return one * one + two * two - cosine * one * two
