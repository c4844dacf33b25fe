"""Whether anything has moved in the queue since a page last asked, for one look into memory."""

import time
from secrets import token_hex

from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

PULSE = "moderation.pulse"
A_MINUTE = 60


def beat() -> None:
    """Somebody took a case up, gave it back or judged it: the pages that are open ask anew."""
    transaction.on_commit(lambda: cache.set(PULSE, token_hex(8), None), robust=True)


def mark_of(session: str, path: str) -> str:
    """Of what one browser is told now; for anybody else it is chance. It is another each minute,
    since a lease ends by itself."""
    pulse = cache.get_or_set(PULSE, lambda: token_hex(8), None)
    minute = int(time.time()) // A_MINUTE
    return salted_hmac(PULSE, f"{pulse} {minute} {session} {path}").hexdigest()
