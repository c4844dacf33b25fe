"""Nominations that came to nothing: they end by themselves, and no name stays (ADR 21)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from palabre.audit.services import record
from palabre.committees.actions import Action
from palabre.committees.models import Nomination, NominationState
from palabre.committees.models.nomination import OVER
from palabre.committees.services.places import end_nomination, lock
from palabre.core.days import today
from palabre.notifications.models import Notice
from palabre.spaces.services import forget_invitations

CHECKED_WITHIN = timedelta(days=60)


def end_unanswered() -> None:
    """Whom nobody invites, and who does not answer, is not kept in a list for ever."""
    for pk in Nomination.objects.filter(_unanswered()).values_list("pk", flat=True):
        _end_if_unanswered(pk)


def _unanswered() -> Q:
    """Either the invitation is over, or the points were never confirmed."""
    invited = Q(state=NominationState.INVITED, expires_on__lt=today())
    return invited | Q(state=NominationState.PROPOSED, proposed_on__lt=today() - CHECKED_WITHIN)


@transaction.atomic
def _end_if_unanswered(pk: int) -> None:
    """Read again under the lock: they may just have said yes."""
    lock(Nomination.objects.select_related("seat__committee").get(pk=pk).seat.committee)
    rows = Nomination.objects.select_related("seat__committee__space", "invitation")
    if found := rows.filter(_unanswered(), pk=pk).first():
        end_nomination(found)
        slug = found.seat.committee.slug
        record(Action.NOMINATION_WITHDRAWN, by=None, on=found, committee=slug)


@transaction.atomic
def forget_nominations(before: date) -> int:
    """Of those who declined, or of whom it came to nothing, no name stays: neither here, nor on the
    letter that they used, nor in what they and whoever invited them were told."""
    over = Nomination.objects.filter(state__in=OVER, ended_on__lt=before)
    rows = list(over.select_related("seat__committee__space", "invitation"))
    for nomination in rows:
        _forget_notices(nomination)
    letters = [each.invitation_id for each in rows if each.invitation_id]
    Nomination.objects.filter(pk__in=[each.pk for each in rows]).delete()
    forget_invitations(letters)
    return len(rows)


def _forget_notices(nomination: Nomination) -> None:
    """In whichever language their links were made."""
    letter, slug = nomination.invitation, nomination.seat.committee.slug
    whom = nomination.user_id or (letter.taken_by_id if letter else None)
    answer = _without_language(reverse("committees:answer", args=[slug]))
    told = Q(user=whom, kind__in=["committees.invited", "spaces.invited"], link__endswith=answer)
    mine = Q(link__endswith=_without_language(nomination.get_absolute_url()))
    Notice.objects.filter(told if whom else Q(pk=None), day__lte=nomination.ended_on).delete()
    Notice.objects.filter(mine).delete()


def _without_language(link: str) -> str:
    return "/" + link.split("/", 2)[2]
