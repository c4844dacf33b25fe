from typing import Any

from argon2.low_level import hash_secret_raw
from django.contrib.auth.hashers import Argon2PasswordHasher

from palabre.sealing import kdf
from palabre.sealing.kdf import Cost


class QuickArgon2(Argon2PasswordHasher):
    """The same code at a cost that a suite can bear; tests.people.timing takes the real one."""

    time_cost, memory_cost, parallelism = 1, 1024, 1


def quick(*asked: Any) -> bytes:
    """What a code or a passphrase is stretched with, at the same cost for all that ask for one of
    the dear costs of life; whatever else a test asks for, it gets."""
    secret, salt, passes, memory_kib, *rest = asked
    if Cost(memory_kib, passes) in (kdf.RECEIPT_COST, kdf.VAULT_COST):
        passes, memory_kib = 1, 64
    return hash_secret_raw(secret, salt, passes, memory_kib, *rest)
