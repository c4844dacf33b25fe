"""Whether a text gives a code away."""

LONG_ENOUGH = 8  # characters in a row: four of them stand by chance in addresses and in ports


def tells(text: str, code: str) -> bool:
    """Any eight characters of the code in a row, in whatever case, and however they are set apart."""
    plain = _bare(code)
    there = _bare(text)
    starts = range(len(plain) - LONG_ENOUGH + 1)
    return any(plain[start : start + LONG_ENOUGH] in there for start in starts)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
