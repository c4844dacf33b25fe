"""Putting something to the vote: what, under which rules, and who votes, settled from here on."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees.models import Committee, Meeting, Rules, Seat
from palabre.committees.rules import is_balanced
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.meetings.services.session import lock as lock_meeting
from palabre.motions import rules, urn
from palabre.motions.actions import Action
from palabre.motions.counting import BOTH, VOTING
from palabre.motions.models import (
    Amendment,
    Motion,
    State,
    UrnKey,
    UrnShare,
    Vote,
    Voter,
    Way,
)
from palabre.motions.services.moving import lock, require_fitting
from palabre.notifications.services import tell
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from palabre.vaults.trust import trust_in


@dataclass(frozen=True)
class Call:
    """How and when: in a meeting that is in session, or between two until a day."""

    way: str
    meeting: Meeting | None = None
    last_day: date | None = None


@transaction.atomic
def open_vote(motion: Motion, call: Call, *, amendment: Amendment | None = None, by: User) -> Vote:
    meeting = lock_meeting(call.meeting) if call.meeting else None
    locked = lock(motion)
    if meeting:
        locked.committee = meeting.committee
    found = locked.amendments.get(pk=amendment.pk) if amendment else None
    require(rules.can_put_to_vote(by, locked, found))
    require(rules.can_vote_in_this_way(call.way, meeting))
    agreed = meeting.rules if meeting else locked.committee.rules
    if meeting is None:  # in a meeting, it has been asked with the quorum
        require(is_balanced(locked.committee))
        _require_time(call.last_day, agreed)
    there = _there(meeting) if meeting else None
    seats = _voting(locked.committee, agreed, there)
    vote = Vote.objects.create(
        motion=locked,
        amendment=found,
        meeting=meeting,
        rules=agreed,
        way=call.way,
        text=_text_of(locked, found),
        electors=dict(Counter(seat.side for seat in seats)),
        last_day=None if meeting else call.last_day,
    )
    _make_ready(vote, [(_acting_in(seat, there), seat.side) for seat in seats])
    locked.state = State.VOTING
    locked.save(update_fields=["state"])
    record(Action.VOTE_OPENED, by=by, on=vote, committee=locked.committee.slug, way=call.way)
    return vote


def _text_of(motion: Motion, amendment: Amendment | None) -> str:
    if amendment is None:
        return motion.text
    amendment.motion = motion
    return require_fitting(amendment)


def first_last_day(agreed: Rules) -> date:
    """A vote between two meetings stays open for as long as a meeting is announced ahead: whoever has
    no line today still votes."""
    return today() + timedelta(days=max(1, agreed.notice_days))


def _require_time(last_day: date | None, agreed: Rules) -> None:
    first = first_last_day(agreed)
    if last_day is None or last_day < first:
        raise PermissionDenied(
            _("Between two meetings, a vote stays open for %(days)s days at least.")
            % {"days": (first - today()).days}
        )


def _there(meeting: Meeting) -> dict[int, bool]:
    """The seats that are taken in the room, and whether by a deputy."""
    return dict(meeting.attendances.values_list("seat", "by_deputy"))


def _voting(committee: Committee, agreed: Rules, there: dict[int, bool] | None) -> list[Seat]:
    """`there`: in the room; None between two meetings."""
    sides = VOTING if agreed.parliament_votes else BOTH
    seats = [seat for seat in committee.members if seat.side in sides]
    return seats if there is None else [seat for seat in seats if seat.pk in there]


def _acting_in(seat: Seat, there: dict[int, bool] | None) -> User | None:
    """In a meeting whoever is in the room for it; between two, whoever acts for it today."""
    if there is None:
        return seat.committee.acting_in(seat)
    deputy = seat.committee.deputy_of(seat) if there[seat.pk] else None
    return deputy.user if deputy else seat.user


def _make_ready(vote: Vote, acting: list[tuple[User | None, str]]) -> None:
    """`acting`: whoever votes for each seat, with its side."""
    if vote.is_secret:
        _make_urn(vote)
    if vote.way in (Way.NAMED, Way.SECRET):
        known = [(user, side) for user, side in acting if user]
        Voter.objects.bulk_create(Voter(vote=vote, user=user, side=side) for user, side in known)
        for user, _side in known:
            tell(user, "motions.vote", link=vote.get_absolute_url(), title=str(vote.motion))


def _make_urn(vote: Vote) -> None:
    vaults = custodians_of(vote.motion.committee)
    counting = {side for side in BOTH if vaults[side]}
    require(rules.can_stay_secret(vote.electors, counting, vote.rules))
    for side in BOTH:
        made = urn.new_key(vaults[side])
        key = UrnKey.objects.create(vote=vote, side=side, public=made.public)
        UrnShare.objects.bulk_create(
            UrnShare(key=key, custodian=vault, sealed=sealed)
            for vault, sealed in made.shares.items()
        )


def custodians_of(committee: Committee) -> dict[str, list[bytes]]:
    """The vaults of those of each side who count. Any one of a side will do."""
    trusted = trust_in(committee.space, Role.CUSTODIAN).counting
    return {
        side: [bytes(one.user.vault_key.x_pk) for one in trusted if one.side == side]
        for side in (Side.CIVILIAN.value, Side.FORCES.value)
    }
