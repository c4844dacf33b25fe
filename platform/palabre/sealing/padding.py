"""Length classes, so that the size of a sealed thing says little about what was written."""

from palabre.sealing.errors import Unreadable

STEP = 2048
LENGTH_BYTES = 4


def padded_size(size: int) -> int:
    """Steps of 2 KiB, then Padmé, which never adds more than an eighth."""
    return padme(-(-size // STEP) * STEP)


def padme(size: int) -> int:
    """Nikitin et al., PURBs (2019): keep only the leading bits of the length."""
    exponent = size.bit_length() - 1
    dropped = exponent - exponent.bit_length()
    mask = (1 << dropped) - 1
    return (size + mask) & ~mask


def pad(body: bytes) -> bytes:
    framed = len(body).to_bytes(LENGTH_BYTES) + body
    return framed.ljust(padded_size(len(framed)), b"\0")


def unpad(padded: bytes) -> bytes:
    """Only what `pad` could have made is accepted."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES])
    body = padded[LENGTH_BYTES:end]
    if pad(body) != padded:
        raise Unreadable
    return body
