from datetime import timedelta
from uuid import UUID

from django.db.models import (
    Exists,
    Max,
    OuterRef,
    Q,
    QuerySet,
)
from django.http import Http404
from django.urls import reverse

from palabre.core.days import today
from palabre.people.models import Side, User
from palabre.spaces.models import FORUM, Membership, Role
from palabre.submissions.mailboxes import BOTH, Intake, by_side, open_intakes
from palabre.submissions.models import KeyWrap, Kind, Readers, Status, Submission
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import Trust, trust_by_space

OVERDUE = 7  # days unread


def intake_of(trust: Trust) -> Intake:
    """Whoever reads for neither side is not among the readers: the writer is told of « civilian and
    of the forces »."""
    seats = [seat for seat in trust.seats if seat.side in BOTH and trust.counts(seat)]
    held = [(seat.side, seat.user.vault_key) for seat in seats]
    return Intake(trust.space, *by_side((side, key.pk, bytes(key.x_pk)) for side, key in held))


def intake_for(slug: str) -> Intake | None:
    """The intake of this committee; of the public forum's readers where none is named."""
    return open_intakes().get(slug or FORUM)


def is_trusted_somewhere(user: User) -> bool:
    mine = Membership.objects.filter(user=user, role=Role.READER)
    every = trust_by_space(Membership.objects.filter(space__in=mine.values("space")))
    seats = [(trust, trust.seat_of(user)) for trust in every]
    return any(seat is not None and trust.counts(seat) for trust, seat in seats)


def to_hand_on(seat: Membership, *, by_key: VaultKey) -> QuerySet[Submission]:
    """What `by_key` opens in this space, whoever sits there may read, and cannot yet."""
    theirs = Submission.objects.filter(wraps__reader_key__user=seat.user_id)
    found = Submission.objects.lasting().filter(space=seat.space_id, wraps__reader_key=by_key)
    if seat.side not in BOTH:
        return found.none()
    if seat.side != Side.CIVILIAN:
        found = found.filter(readers=Readers.ALL)
    return found.exclude(pk__in=theirs.values("pk"))


def wraps_of(key: VaultKey, submissions: QuerySet[Submission]) -> list[KeyWrap]:
    """The submissions are asked for first, so that a lock on them holds."""
    found = KeyWrap.objects.filter(reader_key=key, submission__in=list(submissions))
    return list(found.select_related("submission"))


def open_to_others(trust: Trust) -> QuerySet[Submission]:
    """Conversations that a key opens whose holder does not, or no longer, read them here."""
    intake = intake_of(trust)
    holders = KeyWrap.objects.filter(submission=OuterRef("pk"))
    stray = Exists(holders.exclude(reader_key__in=list(intake.keys)))
    stray_civilian = Exists(holders.exclude(reader_key__in=list(intake.civilian)))
    return Submission.objects.lasting().filter(
        Q(stray) | Q(stray_civilian, readers=Readers.CIVILIAN), space=trust.space
    )


def submissions_for(user: User) -> QuerySet[Submission]:
    """Those sealed to this reader who still reads there, on the side that they were sealed for."""
    seats = Membership.objects.filter(user=user, role=Role.READER)
    civilian = seats.filter(side=Side.CIVILIAN)
    return (
        Submission.objects.lasting()
        .filter(
            Q(readers=Readers.ALL) | Q(space__in=civilian.values("space")),
            wraps__reader_key__user=user,
            space__in=seats.values("space"),
        )
        .select_related("space")
        .order_by("-received_on", "id")
    )


def overdue_for(user: User) -> QuerySet[Submission]:
    """The writer's last words have waited for a week, and nobody has read them."""
    by_writer = Q(items__kind__in=[Kind.MESSAGE, Kind.REPLY])
    return (
        submissions_for(user)
        .annotate(last_words=Max("items__day", filter=by_writer))
        .filter(status=Status.RECEIVED, last_words__lte=today() - timedelta(days=OVERDUE))
    )


def get_submission(pk: UUID, *, for_user: User) -> Submission:
    found = submissions_for(for_user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def address_of(pk: UUID) -> str:
    return reverse("submissions:conversation", args=[pk])


def way_by_vault(pk: UUID) -> str:
    """To a conversation by way of the reader's vault, which is closed."""
    return f"{reverse('messages_vault:vault')}?next={address_of(pk)}"
