from dataclasses import replace

import pytest

from palabre.sealing.endorsement import (
    ENDORSEMENT,
    Claim,
    Endorsement,
    endorse,
    holds,
    is_endorsed,
)
from palabre.sealing.report import ANSWER
from palabre.sealing.signing import is_signed, public_of, sign
from palabre.sealing.vault import OpenVault
from tests.submissions.altered import each_byte_flipped

CIVILIAN, OTHER_CIVILIAN, FORCES, STRANGER = (OpenVault(bytes([n]) * 64) for n in range(1, 5))
NEWCOMER = OpenVault(bytes([9]) * 64)
SIDES = {
    CIVILIAN.public.ed: "civilian",
    OTHER_CIVILIAN.public.ed: "civilian",
    FORCES.public.ed: "forces",
}
CLAIM = Claim(committee="mopti", user="42", side="civilian", keys=NEWCOMER.public, epoch=3)


def test_one_reader_of_each_side_is_enough():
    assert is_endorsed(CLAIM, by(CIVILIAN, FORCES), SIDES)


@pytest.mark.parametrize(
    "endorsers",
    [
        [],
        [CIVILIAN],
        [FORCES],
        [CIVILIAN, OTHER_CIVILIAN],
        [CIVILIAN, CIVILIAN],
        [CIVILIAN, STRANGER],
        [STRANGER],
    ],
)
def test_one_side_alone_is_not_enough(endorsers):
    assert not is_endorsed(CLAIM, by(*endorsers), SIDES)


def test_a_stranger_beside_both_sides_does_no_harm():
    assert is_endorsed(CLAIM, by(STRANGER, CIVILIAN, FORCES), SIDES)


@pytest.mark.parametrize(
    "other",
    [
        replace(CLAIM, committee="gao"),
        replace(CLAIM, user="43"),
        replace(CLAIM, epoch=4),
        replace(CLAIM, keys=STRANGER.public),
        replace(CLAIM, keys=replace(NEWCOMER.public, x=STRANGER.public.x)),
        replace(CLAIM, keys=replace(NEWCOMER.public, ed=STRANGER.public.ed)),
        replace(CLAIM, committee="mopt", user="i42"),
    ],
    ids=["committee", "user", "epoch", "keys", "sealing key", "signing key", "moved boundary"],
)
def test_an_endorsement_holds_for_nothing_else(other):
    assert not is_endorsed(other, by(CIVILIAN, FORCES), SIDES)


def test_nobody_vouches_for_themselves():
    own = replace(CLAIM, keys=FORCES.public)

    assert not holds(own, endorse(own, endorser_seed=FORCES.ed_seed))
    assert not is_endorsed(own, by(CIVILIAN, FORCES, claim=own), SIDES)


def test_a_signature_credited_to_another_is_refused():
    (given,) = by(CIVILIAN)

    assert not holds(CLAIM, replace(given, endorser=FORCES.public.ed))


def test_a_flipped_bit_in_any_byte_is_refused():
    (given,) = by(CIVILIAN)

    for altered in each_byte_flipped(given.signature):
        assert not holds(CLAIM, replace(given, signature=altered))


@pytest.mark.parametrize("endorser", [b"", bytes(31), bytes(32), b"\xff" * 32])
@pytest.mark.parametrize("signature", [b"", b"\1", b"\1" + bytes(64), b"\1" + bytes(65)])
def test_junk_is_no_endorsement(endorser, signature):
    assert not holds(CLAIM, Endorsement(endorser, signature))


def test_a_signature_for_one_purpose_does_not_serve_another():
    signature = sign(CIVILIAN.ed_seed, ANSWER, b"words")

    assert is_signed(public_of(CIVILIAN.ed_seed), ANSWER, b"words", signature)
    assert not is_signed(public_of(CIVILIAN.ed_seed), ENDORSEMENT, b"words", signature)


def by(*endorsers, claim=CLAIM):
    return [endorse(claim, endorser_seed=endorser.ed_seed) for endorser in endorsers]
