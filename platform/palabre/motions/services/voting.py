"""Votes that have names, and votes by hands. And closing: of those here, of secret ones by a job."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.jobs.services import later
from palabre.meetings.quorum import quorum_of
from palabre.motions import rules
from palabre.motions.actions import Action
from palabre.motions.counting import VOTING, Choice, Count, is_quorate
from palabre.motions.locks import alone_with
from palabre.motions.models import Stage, Vote, Voter, Way
from palabre.motions.services.settling import lock_vote, look_round, settle
from palabre.people.models import User


@transaction.atomic
def choose(vote: Vote, choice: str, *, by: User) -> None:
    """Under one's name; another choice takes its place until the vote is closed."""
    locked = Vote.objects.select_for_update(of=("self",)).get(pk=vote.pk)
    if locked.way != Way.NAMED:
        raise PermissionDenied(_("This vote is held in another way."))
    voter = Voter.objects.filter(vote=locked, user=by).first()
    require(rules.can_vote(locked, voter))
    Voter.objects.filter(vote=locked, user=by).update(choice=Choice(choice))


@transaction.atomic
def count_hands(vote: Vote, hands: Mapping[str, Count], *, by: User) -> Vote:
    """Numbers by side, as they were seen in the room, and the end of the vote."""
    locked = lock_vote(vote)
    require(rules.can_count_hands(by, locked))
    _require_so_many(locked, hands)
    look_round(locked)
    record(Action.HANDS_COUNTED, by=by, on=locked)
    counted = {side: hands.get(side, Count()) for side in VOTING if side in locked.electors}
    return settle(locked, counted, shown=True, by=by)


def _require_so_many(vote: Vote, hands: Mapping[str, Count]) -> None:
    """No more hands of a side than were counted in when the vote was opened and are still there."""
    present = quorum_of(vote.meeting) if vote.meeting else None
    for side, count in hands.items():
        most = vote.electors.get(side, 0)
        if present:
            most = min(most, present.of(side).present)
        if count.cast > most:
            raise PermissionDenied(
                _("There are more hands than voters: at most %(most)s on this side.")
                % {"most": most}
            )


def close_vote(vote: Vote, *, by: User) -> Vote:
    """From now on nobody votes. What waits on its way into the urn goes there by a job."""
    with alone_with(vote.pk), transaction.atomic():
        locked = lock_vote(vote)
        require(rules.can_close(by, locked))
        return close(locked, by=by)


def close(vote: Vote, *, by: User | None) -> Vote:
    """A locked one. `by` None: its last day is over."""
    record(Action.VOTE_CLOSED, by=by, on=vote, committee=vote.motion.committee.slug)
    look_round(vote)
    if vote.way == Way.NAMED:
        return _count_names(vote, by)
    vote.stage = Stage.CLOSING
    vote.save(update_fields=["stage", "had_quorum", "room"])
    later("motions.close", vote.pk, key=f"motions.close:{vote.pk}")
    return vote


def _count_names(vote: Vote, by: User | None) -> Vote:
    said = vote.voters.exclude(choice="").values_list("side", "choice")
    tally = {
        side: Count.of(choice for at, choice in said if at == side)
        for side in VOTING
        if side in vote.electors
    }
    if vote.meeting is None:
        cast = {side: count.cast for side, count in tally.items()}
        vote.had_quorum = is_quorate(cast, vote.electors, vote.rules.quorum)
    return settle(vote, tally, shown=True, by=by)
