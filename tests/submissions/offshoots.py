"""What the holder of a code finds of what readers published."""

from palabre.submissions import intake
from palabre.submissions.intake import Writer
from palabre.submissions.offshoots import Grown, grown_from


def writer_with(message, codes) -> Writer:
    found = intake.come_back(codes[message.pk])
    assert found
    writer = intake.writer_of(found[0].pk, found[1])
    assert writer
    return writer


def grown(message, codes, *, secret: bytes = b"") -> list[Grown]:
    """`secret`: tried in the place of the writer's own."""
    writer = Writer(message, secret, None) if secret else writer_with(message, codes)  # type: ignore[arg-type]
    return grown_from(writer)
