"""Recordings: heard to the last sample, as one voice at one rate, and spoken into a new file."""

import io
import secrets
from collections.abc import Iterator
from fractions import Fraction

import av
from av import AudioFrame, AudioResampler
from av.filter import Graph

from palabre.files.cell import ALTERED, Refused
from palabre.files.kinds import Kind

RATE = 24_000
BITS_A_SECOND = 32_000
MOST_SECONDS = 60 * 60
READERS = {
    Kind.MP4: "mov",
    Kind.MP3: "mp3",
    Kind.OGG: "ogg",
    Kind.WAV: "wav",
    Kind.FLAC: "flac",
    Kind.AMR: "amr",
    Kind.AAC: "aac",
    Kind.AIFF: "aiff",
    Kind.CAF: "caf",
    Kind.ASF: "asf",
    Kind.WEBM: "matroska",
}
LEAST_SHIFT, MOST_SHIFT = 3.0, 5.0  # semitones, up or down
STEPS = 10_000


def get_ready(kind: Kind) -> None:
    silence = AudioFrame("s16", "mono", 960)
    silence.sample_rate = RATE
    _spoken(_altered(_evenly(iter([silence]))))


def make(source: bytes, kind: Kind, how: str) -> tuple[str, list[bytes]]:
    with av.open(io.BytesIO(source), "r", format=READERS[kind], metadata_errors="ignore") as sent:
        if any(_is_film(stream) for stream in sent.streams.video):
            raise Refused("film")
        if not sent.streams.audio:
            raise Refused("broken")
        heard = _evenly(_heard(sent))
        return "opus", [_spoken(_altered(heard) if how == ALTERED else heard)]


def _is_film(stream: av.VideoStream) -> bool:
    return not stream.disposition & av.stream.Disposition.attached_pic


def _heard(sent: av.container.InputContainer) -> Iterator[AudioFrame]:
    """What a player would play: a piece that is damaged is passed over."""
    stream = sent.streams.audio[0]
    stream.codec_context.thread_count = 1
    for packet in sent.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            if isinstance(frame, AudioFrame):
                yield frame


def _evenly(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """One voice, one rate, and a clock of our own."""
    said = 0
    for even in _resampled(frames):
        even.pts, said = said, said + even.samples
        if said > MOST_SECONDS * RATE:
            raise Refused("too_much_sound")
        yield even


def _resampled(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """A recording may change its form on the way."""
    form, resampler = None, AudioResampler("s16", "mono", RATE)
    for frame in frames:
        if form != (form := (frame.format.name, frame.layout.name, frame.sample_rate)):
            resampler = AudioResampler("s16", "mono", RATE)
        frame.pts = None
        yield from resampler.resample(frame)
    if form:
        yield from resampler.resample(None)


def _altered(frames: Iterator[AudioFrame]) -> Iterator[AudioFrame]:
    """Played faster or slower by chance, which moves the pitch and the formants, then back in tempo."""
    graph = _altering(_shift())
    for frame in frames:
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _shift() -> float:
    span = (MOST_SHIFT - LEAST_SHIFT) * secrets.randbelow(STEPS + 1) / STEPS
    return secrets.choice((1, -1)) * (LEAST_SHIFT + span)


def _altering(semitones: float) -> Graph:
    factor = 2 ** (semitones / 12)
    graph = Graph()
    graph.threads = 1
    source = graph.add_abuffer(
        format="s16", sample_rate=RATE, layout="mono", time_base=Fraction(1, RATE)
    )
    steps = [
        graph.add("asetrate", str(round(RATE * factor))),
        graph.add("aresample", str(RATE)),
        graph.add("atempo", f"{1 / factor:.6f}"),
        graph.add("aformat", f"sample_fmts=s16:sample_rates={RATE}:channel_layouts=mono"),
        graph.add("abuffersink"),
    ]
    graph.link_nodes(source, *steps).configure()
    return graph


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (BlockingIOError, EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _spoken(frames: Iterator[AudioFrame]) -> bytes:
    """Exact to the bit means here: no name of the program, no number drawn for the stream."""
    spoken, said = io.BytesIO(), 0
    with av.open(spoken, "w", format="ogg", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream(
            "libopus", rate=RATE, layout="mono", options={"application": "voip"}
        )
        stream.bit_rate = BITS_A_SECOND
        stream.codec_context.flags |= av.codec.context.Flags.bitexact
        for frame in frames:
            frame.pts, said = said, said + frame.samples
            out.mux(stream.encode(frame))
        if not said:
            raise Refused("broken")
        out.mux(stream.encode(None))
    return spoken.getvalue()
