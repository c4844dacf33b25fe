from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from palabre.people.models import Side, User
from palabre.spaces.models import FORUM, Membership, Role, Space
from palabre.submissions.models import ReaderKey, Readers, Submission
from palabre.submissions.trust import trust_by_space

BOTH = {Side.CIVILIAN.value, Side.FORCES.value}


@dataclass(frozen=True)
class Intake:
    """Where a message may go, and to how many readers of each side it would be sealed."""

    space: Space
    keys: dict[UUID, bytes]
    civilian: dict[UUID, bytes]

    def keys_for(self, readers: str) -> dict[UUID, bytes]:
        return self.civilian if readers == Readers.CIVILIAN else self.keys

    @property
    def others(self) -> int:
        return len(self.keys) - len(self.civilian)


def open_intakes() -> dict[str, Intake]:
    """By the space's slug: those with at least one trusted reader of each side. A space that
    strangers may not know of is not among them: its name would stand in their form. Whoever reads
    for neither side is not among the readers: the writer is told of « civilian and of the forces »."""
    public = trust_by_space(Membership.objects.filter(space__is_public=True))
    trusted = {
        trust.space.slug: [seat for seat in trust.seats if seat.side in BOTH and trust.counts(seat)]
        for trust in public
    }
    return {
        slug: _intake(seats)
        for slug, seats in trusted.items()
        if {seat.side for seat in seats} >= BOTH
    }


def _intake(seats: list[Membership]) -> Intake:
    keys = {seat.user.reader_key.pk: bytes(seat.user.reader_key.x_pk) for seat in seats}
    civilian = {
        seat.user.reader_key.pk: bytes(seat.user.reader_key.x_pk)
        for seat in seats
        if seat.side == Side.CIVILIAN
    }
    return Intake(seats[0].space, keys, civilian)


def intake_for(slug: str) -> Intake | None:
    """The intake of this committee; of the public forum's readers where none is named."""
    return open_intakes().get(slug or FORUM)


def is_trusted_somewhere(user: User) -> bool:
    mine = Membership.objects.filter(user=user, role=Role.READER)
    every = trust_by_space(Membership.objects.filter(space__in=mine.values("space")))
    seats = [(trust, trust.seat_of(user)) for trust in every]
    return any(seat is not None and trust.counts(seat) for trust, seat in seats)


def to_hand_on(seat: Membership, *, by_key: ReaderKey) -> QuerySet[Submission]:
    """What `by_key` opens in this space, whoever sits there may read, and cannot yet."""
    theirs = Submission.objects.filter(wraps__reader_key__user=seat.user_id)
    found = Submission.objects.filter(space=seat.space_id, wraps__reader_key=by_key)
    if seat.side not in BOTH:
        return found.none()
    if seat.side != Side.CIVILIAN:
        found = found.filter(readers=Readers.ALL)
    return found.exclude(pk__in=theirs.values("pk"))


def submissions_for(user: User) -> QuerySet[Submission]:
    """Those sealed to this reader who still reads there, unread first; no order within a day."""
    seats = Membership.objects.filter(user=user, role=Role.READER)
    return (
        Submission.objects.filter(wraps__reader_key__user=user, space__in=seats.values("space"))
        .select_related("space")
        .order_by("-received_on", "id")
    )


def get_submission(pk: UUID, *, for_user: User) -> Submission:
    found = submissions_for(for_user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_reader_key(user: User) -> ReaderKey | None:
    return ReaderKey.objects.filter(user=user).first()


def address_of(pk: UUID) -> str:
    return reverse("submissions:conversation", args=[pk])


def vault_address() -> str:
    return reverse("submissions:vault")
