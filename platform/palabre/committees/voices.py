"""Knowing one's own words again, with what one's vault alone holds (ADR 18).

Every contribution carries two numbers that look like chance. For whoever spoke with their vault
open they are made from it: one by which only they know the words for theirs, one that stays the
same from one meeting to the next if they want to be heard as one voice. For all others they are
chance, so that nothing tells who has a vault.
"""

import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from hmac import compare_digest

from django.utils import timezone

from palabre.committees.models import Discussion, NamelessContribution
from palabre.committees.models.discussion import MARK_BYTES
from palabre.sealing.kdf import subkey
from palabre.sealing.vault import OpenVault


@dataclass(frozen=True)
class OwnVoice:
    """What somebody's open vault makes of them here. Who it is does not come in."""

    secret: bytes = field(repr=False)
    is_one: bool = False  # heard as one voice until the next meeting

    def tag_of(self, key: str) -> bytes:
        """For the contribution with this key, which is chosen before it is written."""
        return self._made(bytes.fromhex(key), b"tag")

    def in_epoch(self, discussion: Discussion) -> bytes:
        """Another one after each meeting: a voice that stays for ever can be known by its style."""
        return self._made(f"{discussion.pk} {epoch_of(discussion)}".encode(), b"voice")

    def said(self, said: NamelessContribution) -> bool:
        return compare_digest(self.tag_of(said.pk.hex), bytes(said.tag))

    def _made(self, what: bytes, use: bytes) -> bytes:
        return blake2b(what, key=self.secret, digest_size=MARK_BYTES, person=use).digest()


def own_voice(opened: OpenVault | None) -> OwnVoice | None:
    return OwnVoice(subkey(opened.x_secret, b"speech")) if opened else None


def nobodys() -> str:
    return secrets.token_hex(MARK_BYTES)


def epoch_of(discussion: Discussion) -> int:
    """How many meetings the committee has begun."""
    return discussion.committee.meetings.filter(starts_at__lte=timezone.now()).count()
