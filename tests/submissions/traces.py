"""Whether a text gives a code away, and what lies in the cache."""

from typing import Any

from django.conf import settings
from django.core.cache import caches

LONG_ENOUGH = 8  # characters in a row: four of them stand by chance in addresses and in ports


def tells(text: str, code: str) -> bool:
    """Any eight characters of the code in a row, in whatever case, and however they are set apart."""
    plain = _bare(code)
    there = _bare(text)
    starts = range(len(plain) - LONG_ENOUGH + 1)
    return any(plain[start : start + LONG_ENOUGH] in there for start in starts)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def cached() -> dict[str, str]:
    """Keys and values as they lie there: in this process's memory, or in Redis."""
    inside: Any = getattr(caches["default"], "_cache", None)
    if not settings.REDIS_URL:
        return {str(key): str(value) for key, value in inside.items()}
    client = inside.get_client()
    return {key.decode(): str(client.get(key)) for key in client.keys("*")}
