"""Somebody's key counts once a trusted person of each side has signed for it.

Without this, whoever holds the database could add a reader, or a custodian, whom nobody has met.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from palabre.sealing import signing
from palabre.sealing.vault import PublicKeys

ENDORSEMENT = b"endorsement"
READER = "reader"
SIDES = frozenset({"civilian", "forces"})


@dataclass(frozen=True)
class Claim:
    """This person has this role in this committee, on this side, with these keys, from this epoch on."""

    committee: str
    user: str
    side: str
    keys: PublicKeys
    epoch: int
    role: str = READER


@dataclass(frozen=True)
class Endorsement:
    endorser: bytes
    signature: bytes


def endorse(claim: Claim, *, endorser_seed: bytes) -> Endorsement:
    signature = signing.sign(endorser_seed, ENDORSEMENT, _encode(claim))
    return Endorsement(signing.public_of(endorser_seed), signature)


def holds(claim: Claim, endorsement: Endorsement) -> bool:
    """Nobody vouches for their own key."""
    return endorsement.endorser != claim.keys.ed and signing.is_signed(
        endorsement.endorser, ENDORSEMENT, _encode(claim), endorsement.signature
    )


def is_endorsed(
    claim: Claim, endorsements: Collection[Endorsement], sides: Mapping[bytes, str]
) -> bool:
    """`sides` says on which side each trusted endorser's Ed25519 key stands."""
    valid = {sides.get(given.endorser) for given in endorsements if holds(claim, given)}
    return valid >= SIDES


def vouched_for(
    founders: Mapping[bytes, str], given: Mapping[Claim, Collection[Endorsement]]
) -> set[Claim]:
    """The claims that hold, from the founding pair on: who is vouched for may vouch in turn.

    `founders` gives the side of each of the pair by their Ed25519 keys.
    """
    sides, holding = dict(founders), set[Claim]()
    while newly := {
        claim
        for claim, endorsements in given.items()
        if claim not in holding and is_endorsed(claim, endorsements, sides)
    }:
        holding |= newly
        # Nobody changes the side of one who has been trusted on another.
        sides = {claim.keys.ed: claim.side for claim in newly} | sides
    return holding


def _encode(claim: Claim) -> bytes:
    keys = claim.keys
    # The role stands last, and only where it is another: what was signed for readers keeps its form.
    role = [] if claim.role == READER else [claim.role]
    return json.dumps(
        [claim.committee, claim.user, claim.side, keys.x.hex(), keys.ed.hex(), claim.epoch, *role]
    ).encode()
