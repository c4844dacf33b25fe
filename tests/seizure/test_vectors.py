"""The public vectors that apply: HMAC-SHA-256 signs the forms' tokens and the sessions.

X25519 is in tests/sealing/test_vectors.py. AES-GCM, RSA-PSS, blind RSA and SLIP-39 are
not used here.
"""

import hashlib
import hmac
import json

import pytest
from django.core.signing import Signer
from django.utils.crypto import constant_time_compare, salted_hmac

from tests.sealing.test_vectors import VECTORS as X25519

VECTORS = X25519.with_name("wycheproof_hmac_sha256_test.json")


@pytest.mark.skipif(
    not VECTORS.is_file(), reason=f"the public test vectors are not in {VECTORS.parent}"
)
def test_hmac_agrees_with_wycheproof():
    groups = json.loads(VECTORS.read_text())["testGroups"]
    wrong = [
        test["tcId"]
        for group in groups
        for test in group["tests"]
        if is_accepted(test, group["tagSize"] // 8) != (test["result"] == "valid")
    ]

    assert sum(len(group["tests"]) for group in groups) > 100
    assert wrong == []


def is_accepted(test, size):
    made = hmac.digest(bytes.fromhex(test["key"]), bytes.fromhex(test["msg"]), "sha256")
    return constant_time_compare(made[:size], bytes.fromhex(test["tag"]))


def test_what_signs_the_tokens_is_that_hmac():
    key = hashlib.sha256(b"saltsigner" + b"secret").digest()

    signature = Signer(key="secret", salt="salt").signature("2026-11-26.token")

    assert salted_hmac("saltsigner", "x", "secret", algorithm="sha256").digest() == hmac.digest(
        key, b"x", "sha256"
    )
    assert len(signature) == 43  # all 256 bits of it, in base64
