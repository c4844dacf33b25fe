"""A 256-bit key on paper, in fourteen groups of four, of which 24 bits catch copying mistakes."""

import hashlib
import secrets

from palabre.sealing import crockford
from palabre.sealing.errors import WrongRecoveryKey
from palabre.sealing.kdf import KEY_SIZE

CHECK_SIZE = 3
LENGTH = (KEY_SIZE + CHECK_SIZE) * 8 // 5
GROUPS_PER_LINE = 4


def new_recovery_key() -> bytes:
    return secrets.token_bytes(KEY_SIZE)


def printed(key: bytes) -> str:
    groups = crockford.grouped(crockford.spell(int.from_bytes(key + _check(key)), LENGTH))
    starts = range(0, len(groups), GROUPS_PER_LINE)
    return "\n".join(" ".join(groups[start : start + GROUPS_PER_LINE]) for start in starts)


def read(typed: str) -> bytes:
    code = crockford.tidy(typed, LENGTH)
    if code is None:
        raise WrongRecoveryKey
    checked = crockford.number(code).to_bytes(KEY_SIZE + CHECK_SIZE)
    key = checked[:KEY_SIZE]
    if not secrets.compare_digest(checked[KEY_SIZE:], _check(key)):
        raise WrongRecoveryKey
    return key


def _check(key: bytes) -> bytes:
    return hashlib.blake2b(key, digest_size=CHECK_SIZE, person=b"recovery check").digest()
