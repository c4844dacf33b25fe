import secrets

from palabre.people.models import Side, User
from palabre.sealing import vault
from palabre.sealing.kdf import Cost
from palabre.spaces.models import Membership, Role, Space
from palabre.vaults.endorsing import vouch
from palabre.vaults.founding import Founder, founders_of, write_founders
from palabre.vaults.models import VaultKey
from palabre.vaults.rules import can_vouch
from palabre.vaults.trust import keys_of, trust_in
from tests.spaces.factories import join

PHRASE = "une longue phrase de passe"
# Argon2 at full cost is what makes a vault safe, and a suite slow; the code path is the same.
QUICK = Cost(memory_kib=64, passes=1)
BOTH = (Side.CIVILIAN, Side.FORCES)
VAULTS: dict[bytes, vault.OpenVault] = {}  # what each of them holds, by their signing key


def reader(
    space: Space, *, side: str = Side.CIVILIAN, name: str = "", trusted: bool = True
) -> User:
    """Somebody who reads for this space, with a vault; trusted once both sides are there."""
    user = join(space, side=side, role=Role.READER, name=name)
    enrol(user)
    if trusted:
        trust_each_other(space)
    return user


def custodian(
    space: Space, *, side: str = Side.CIVILIAN, name: str = "", trusted: bool = True
) -> User:
    """The same, for a custodian: trusted where two readers have begun."""
    user = join(space, side=side, role=Role.CUSTODIAN, name=name)
    enrol(user)
    if trusted:
        trust_each_other(space)
    return user


def enrol(user: User) -> VaultKey:
    opened = vault.OpenVault(secrets.token_bytes(vault.SECRET_SIZE))
    made = vault.seal_vault(opened, PHRASE, QUICK)
    VAULTS[made.public.ed] = opened
    return VaultKey.objects.create(
        user=user,
        x_pk=made.public.x,
        ed_pk=made.public.ed,
        by_passphrase=made.sealed.by_passphrase,
        by_recovery=made.sealed.by_recovery,
    )


def vault_of(user: User) -> vault.OpenVault:
    return VAULTS[bytes(user.vault_key.ed_pk)]


def fingerprint_of(seat: Membership) -> str:
    return vault.fingerprint(keys_of(seat.user.vault_key))


def held_by(seat: Membership) -> bytes:
    return keys_of(seat.user.vault_key).ed


def trust_each_other(space: Space) -> None:
    """The first of each side begin, as soon as both are there; they vouch for all the others."""
    known = [seat for seat in trust_in(space).seats if held_by(seat) in VAULTS]
    pair = {seat.side: seat for seat in reversed(known) if seat.side in BOTH}
    if set(pair) != set(BOTH):
        return
    if not founders_of(space.slug):
        write_founders(
            space.slug,
            [
                Founder(seat.user.username, seat.side, keys_of(seat.user.vault_key))
                for seat in pair.values()
            ],
        )
    for role in (Role.READER, Role.CUSTODIAN):
        trust = trust_in(space, role)
        for seat in trust.seats:
            for by in pair.values():
                if can_vouch(by.user, seat, trust):
                    vouch(seat, by=by.user, opened=VAULTS[held_by(by)], seen=fingerprint_of(seat))
