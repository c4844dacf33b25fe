"""Secret ballots on their way into the urn. No row is written when somebody votes (ADR 23).

A ballot is sealed at once, and waits in memory with what says that its voter has voted. Several go
into the urn together, in one transaction that writes every ballot there anew in random order. Where
the memory is lost, both are: nobody is taken to have voted whose ballot is not there.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count as Number
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from palabre.core import waiting
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.core.waiting import NoRoom, Room
from palabre.motions import codes, limits, rules, urn
from palabre.motions.counting import BOTH, Choice, Outcome, is_quorate, stays_secret
from palabre.motions.locks import alone_with, sweep, voting_in
from palabre.motions.models import PaperCode, Slip, Stage, Vote, Voter, Way
from palabre.motions.services.settling import end, lock_vote
from palabre.motions.services.voting import close
from palabre.people.models import User

BALLOTS = Room("ballots")
FEWEST_TOGETHER = 4


class NotTheKeeper(Exception):
    """What waits can be let out by another process only; the job is for that one."""


@dataclass(frozen=True)
class OnItsWay:
    """`whose`: the row of the voter, or of the code on paper."""

    whose: str
    civilian: str
    forces: str

    @property
    def slip(self) -> Slip:
        halves = urn.SealedBallot(b64decode(self.civilian), b64decode(self.forces))
        return Slip(civilian=halves.civilian, forces=halves.forces, number=halves.number)


# --- Voting ---------------------------------------------------------------------------------------
def cast_ballot(vote: Vote, choice: str, *, by: User) -> str:
    """Returns the number by which its voter finds it on the list, and nobody else."""
    with voting_in(vote.pk):
        found = Vote.objects.get(pk=vote.pk)
        _require_way(found, Way.SECRET)
        voter = found.voters.filter(user=by).first()
        require(rules.can_vote(found, voter))
        assert voter  # noqa: S101 (the rule has asked)
        return _let_wait(found, choice, voter.side, str(voter.pk))


def cast_with_code(typed: str, choice: str) -> str:
    """Whoever typed it: nobody knows who drew which code."""
    code = codes.found(typed)
    with voting_in(code.vote_id):
        vote = Vote.objects.get(pk=code.vote_id)
        _require_way(vote, Way.CODES)
        if not vote.is_open or vote.codes.filter(pk=code.pk, is_in=True).exists():
            raise codes.NoSuchCode
        return _let_wait(vote, choice, code.side, code.pk.hex)


def _require_way(vote: Vote, way: Way) -> None:
    if vote.way != way:
        raise PermissionDenied(_("This vote is held in another way."))


def _let_wait(vote: Vote, choice: str, side: str, whose: str) -> str:
    """The last one counts where somebody votes again while their first ballot still waits."""
    if not limits.BALLOTS.allow(whose):
        raise PermissionDenied(
            _("You have voted many times in a short time. Wait ten minutes, then vote once more.")
        )
    sealed, thing = _sealed(vote, choice, side, whose)
    try:
        BALLOTS.add(str(vote.pk), thing, mark=whose.encode())
    except NoRoom:
        raise PermissionDenied(
            _("No ballot can be taken just now. Nothing is lost: try again in a few minutes.")
        ) from None
    return sealed.number


def _sealed(vote: Vote, choice: str, side: str, whose: str) -> tuple[urn.SealedBallot, bytes]:
    keys = {key.side: bytes(key.public) for key in vote.keys.all()}
    sealed = urn.seal(Choice(choice), side, civilian=keys[BOTH[0]], forces=keys[BOTH[1]])
    halves = (b64encode(half).decode() for half in (sealed.civilian, sealed.forces))
    return sealed, json.dumps(asdict(OnItsWay(whose, *halves))).encode()


def cast_together(vote: Vote, choices: Mapping[User, str]) -> None:
    """For ballots that are brought along from before Palabre, and wait for nobody."""
    voters = {voter.user_id: voter for voter in vote.voters.all()}
    with transaction.atomic():
        things = [
            _sealed(vote, choice, voters[user.pk].side, str(voters[user.pk].pk))[1]
            for user, choice in choices.items()
        ]
        _lay_in(lock_vote(vote), things)


# --- Into the urn ---------------------------------------------------------------------------------
def fill_urns() -> None:
    """Each minute: wherever enough ballots wait."""
    for group in BALLOTS.groups():
        if BALLOTS.is_ready(group, fewest=FEWEST_TOGETHER):
            fill_urn(int(group))


def fill_urn(pk: int) -> None:
    with alone_with(pk), BALLOTS.taken(str(pk)) as things, transaction.atomic():
        vote = lock_vote(_vote(pk))
        if vote.stage in (Stage.OPEN, Stage.CLOSING):
            _lay_in(vote, things)
    sweep()


def finish_closing(pk: int) -> None:
    """The last ballots go in, everything is written anew, who voted is forgotten; then it is for the
    custodians, or over at once where too few have voted."""
    if not waiting.is_keeper():
        raise NotTheKeeper
    with alone_with(pk), BALLOTS.taken(str(pk)) as things, transaction.atomic():
        vote = lock_vote(_vote(pk))
        if vote.stage != Stage.CLOSING:
            return
        _lay_in(vote, things)
        vote.cast = _forget_who_voted(vote)
        _seal(vote)
    sweep()


def _vote(pk: int) -> Vote:
    return Vote.objects.select_related("meeting", "motion").get(pk=pk)


def _lay_in(vote: Vote, things: list[bytes]) -> None:
    """Every ballot in the urn is written anew with those that come, in random order; so is every
    mark that somebody has voted, in the order of their names on the list."""
    coming = [OnItsWay(**json.loads(thing)) for thing in things]
    marks = _marks(vote)
    there = {_name(pk) for pk in marks.filter(is_in=False).values_list("pk", flat=True)}
    new = [one for one in coming if one.whose in there]
    if not new:
        return
    theirs = [_key(vote, one.whose) for one in new]
    marks.filter(Q(is_in=True) | Q(pk__in=theirs)).update(is_in=True)
    slips = [*vote.slips.all(), *(one.slip for one in new)]
    write_anew(vote, slips)


def write_anew(vote: Vote, slips: list[Slip]) -> None:
    SystemRandom().shuffle(slips)
    vote.slips.all().delete()
    for slip in slips:
        slip.vote = vote
    Slip.objects.bulk_create(slips)


def _marks(vote: Vote) -> QuerySet[Any]:
    return vote.codes.all() if vote.way == Way.CODES else vote.voters.all()


def _name(pk: int | UUID) -> str:
    return pk.hex if isinstance(pk, UUID) else str(pk)


def _key(vote: Vote, whose: str) -> int | UUID:
    return UUID(whose) if vote.way == Way.CODES else int(whose)


def _forget_who_voted(vote: Vote) -> dict[str, int]:
    """How many of each side did, and from now on nobody's name is beside it."""
    counted = _marks(vote).filter(is_in=True).values_list("side").annotate(Number("pk")).order_by()
    cast = dict.fromkeys(vote.electors, 0) | dict(counted)
    PaperCode.objects.filter(vote=vote).delete()
    Voter.objects.filter(vote=vote).update(is_in=False)
    return cast


def _seal(vote: Vote) -> None:
    if vote.meeting is None:
        vote.had_quorum = is_quorate(vote.cast, vote.electors, vote.rules.quorum)
    if not vote.had_quorum or not _stays_secret(vote):
        vote.slips.all().delete()
        vote.keys.all().delete()
        end(vote, Outcome.TOO_FEW if vote.had_quorum else Outcome.NO_QUORUM, by=None)
        return
    write_anew(vote, list(vote.slips.all()))
    vote.stage = Stage.SEALED
    vote.save()


def _stays_secret(vote: Vote) -> bool:
    return stays_secret(vote.cast, vote.rules, fewest=vote.rules.fewest_ballots)


# --- The last day ---------------------------------------------------------------------------------
def close_what_is_over() -> None:
    """Each day: votes between two meetings whose last day has passed."""
    for vote in Vote.objects.filter(stage=Stage.OPEN, last_day__lt=today()).order_by("pk"):
        with alone_with(vote.pk), transaction.atomic():
            locked = lock_vote(vote)
            if locked.is_open:
                close(locked, by=None)
