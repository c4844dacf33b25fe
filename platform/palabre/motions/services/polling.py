"""Consent polls: asked in an office, answered as nobody in particular, in the way of secret ballots.

An answer waits in memory with the mark that somebody has answered, and goes in with others, all of
the poll being written anew in random order (ADR 18, 23). It is not sealed: it decides nothing.
"""

import json
from secrets import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees.models import Discussion
from palabre.core import waiting
from palabre.core.verdict import require
from palabre.core.waiting import NoRoom, Room
from palabre.jobs.services import later
from palabre.motions import rules
from palabre.motions.actions import Action
from palabre.motions.locks import alone_with, sweep, voting_in
from palabre.motions.models import Answered, Asked, Poll, Word
from palabre.motions.services.casting import FEWEST_TOGETHER, NotTheKeeper
from palabre.people.models import User

POLLS = Room("polls")


@transaction.atomic
def open_poll(discussion: Discussion, question: str, *, by: User) -> Poll:
    require(rules.can_poll(by, discussion))
    if discussion.polls.filter(is_closed=False).exists():
        raise PermissionDenied(_("Another question is open here. Close it first."))
    poll = Poll.objects.create(discussion=discussion, question=question)
    seats = [seat for seat in discussion.committee.members if seat.user]
    Asked.objects.bulk_create(Asked(poll=poll, user=seat.user, side=seat.side) for seat in seats)
    record(Action.POLL_OPENED, by=by, on=poll, committee=discussion.committee.slug)
    return poll


def answer_poll(poll: Poll, word: str, *, by: User) -> None:
    """No row is written. The last one counts while it waits."""
    with voting_in(-poll.pk):
        found = Poll.objects.get(pk=poll.pk)
        asked = found.asked.filter(user=by).first()
        require(rules.can_answer(found, asked))
        assert asked  # noqa: S101 (the rule has asked)
        thing = json.dumps([asked.pk, asked.side, Word(word).value]).encode()
        try:
            POLLS.add(str(poll.pk), thing, mark=str(asked.pk).encode())
        except NoRoom:
            raise PermissionDenied(
                _("No answer can be taken just now. Nothing is lost: try again in a few minutes.")
            ) from None


def close_poll(poll: Poll, *, by: User) -> None:
    with alone_with(-poll.pk), transaction.atomic():
        locked = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
        require(rules.can_close_poll(by, poll))
        if not locked.is_closed:
            Poll.objects.filter(pk=poll.pk).update(is_closed=True)
            record(Action.POLL_CLOSED, by=by, on=poll)
            later("motions.close_poll", poll.pk, key=f"motions.close_poll:{poll.pk}")


def gather_answers() -> None:
    """Each minute: wherever enough answers wait."""
    for group in POLLS.groups():
        if POLLS.is_ready(group, fewest=FEWEST_TOGETHER):
            gather(int(group))


def finish_poll(pk: int) -> None:
    """The last answers come in, and who has answered is forgotten."""
    if not waiting.is_keeper():
        raise NotTheKeeper
    gather(pk)
    Asked.objects.filter(poll=pk, poll__is_closed=True).update(is_in=False)
    sweep()


def gather(pk: int) -> None:
    with alone_with(-pk), POLLS.taken(str(pk)) as things, transaction.atomic():
        poll = Poll.objects.select_for_update(of=("self",)).get(pk=pk)
        there = set(poll.asked.filter(is_in=False).values_list("pk", flat=True))
        new = [one for one in map(json.loads, things) if one[0] in there]
        if new:
            theirs = [whose for whose, _side, _word in new]
            poll.asked.filter(Q(is_in=True) | Q(pk__in=theirs)).update(is_in=True)
            _write_anew(poll, [Answered(poll=poll, side=side, word=word) for _w, side, word in new])
    sweep()


def _write_anew(poll: Poll, new: list[Answered]) -> None:
    every = [*poll.answers.all(), *new]
    SystemRandom().shuffle(every)
    poll.answers.all().delete()
    Answered.objects.bulk_create(every)
