from palabre.people.models import Side, User
from palabre.spaces.models import Role, Space
from palabre.submissions.models import ReaderKey
from palabre.submissions.sealing import vault
from palabre.submissions.sealing.kdf import Cost
from tests.spaces.factories import join

PHRASE = "une longue phrase de passe"
# Argon2 at full cost is what makes a vault safe, and a suite slow; the code path is the same.
QUICK = Cost(memory_kib=64, passes=1)


def reader(space: Space, *, side: str = Side.CIVILIAN, name: str = "") -> User:
    """Somebody who reads for this space, with a vault."""
    user = join(space, side=side, role=Role.READER, name=name)
    made = vault.enrol(PHRASE, QUICK)
    ReaderKey.objects.create(
        user=user,
        x_pk=made.public.x,
        ed_pk=made.public.ed,
        by_passphrase=made.sealed.by_passphrase,
        by_recovery=made.sealed.by_recovery,
    )
    return user
