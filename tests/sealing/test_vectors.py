import json
from collections import Counter
from pathlib import Path

import pytest
from nacl.bindings import crypto_scalarmult
from nacl.exceptions import CryptoError

ROOT = Path(__file__).parents[2]
VECTORS = ROOT.parent / "shared" / "corpora" / "crypto-vectors" / "wycheproof_x25519_test.json"

pytestmark = pytest.mark.skipif(
    not VECTORS.parent.is_dir(), reason=f"the public test vectors are not in {VECTORS.parent}"
)


def agree(test):
    try:
        return crypto_scalarmult(
            bytes.fromhex(test["private"]), bytes.fromhex(test["public"])
        ).hex()
    except CryptoError:
        return "refused"


def expected(test):
    """libsodium refuses a shared secret of zeros, which the vectors leave open."""
    return "refused" if not int(test["shared"], 16) else test["shared"]


def test_x25519_agrees_with_wycheproof():
    tests = [
        test for group in json.loads(VECTORS.read_text())["testGroups"] for test in group["tests"]
    ]
    wrong = [test["tcId"] for test in tests if agree(test) != expected(test)]

    assert len(tests) > 500
    assert Counter(map(expected, tests))["refused"] > 10
    assert wrong == []
