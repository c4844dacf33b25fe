"""What time does to seats, once a day: terms come to an end, people wait, names are forgotten."""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse

from palabre.committees.models import Committee, NominationState, Seat
from palabre.committees.models.seat import TERM_IS_NEAR
from palabre.committees.services.forgetting import end_unanswered, forget_nominations
from palabre.committees.services.nominations import seat_who_waits
from palabre.committees.services.places import lock
from palabre.core.days import today
from palabre.notifications.services import tell
from palabre.people.models import User
from palabre.spaces.models import Membership, Role

NAMES_KEPT = timedelta(days=30)


def look_after_seats() -> None:
    remind_of_terms()
    end_unanswered()
    forget_nominations(today() - NAMES_KEPT)
    for committee in Committee.objects.filter(
        seats__nominations__state=NominationState.ACCEPTED
    ).distinct():
        with transaction.atomic():  # somebody of the other side may have left without a word
            lock(committee)
            seat_who_waits(committee)


@transaction.atomic
def remind_of_terms() -> None:
    """Once for each term: whoever sits there, and the secretariat. It ends nothing (ADR 21)."""
    near = Seat.objects.filter(
        left_on=None, term_told=False, user__isnull=False, until_on__lte=today() + TERM_IS_NEAR
    )
    seats = list(near.select_for_update(of=("self",)).select_related("user", "committee__space"))
    for seat in seats:
        if seat.user:
            link = reverse("committees:my_seat", args=[seat.committee.slug])
            tell(seat.user, "committees.term", link=link, committee=seat.committee.name)
    Seat.objects.filter(pk__in=[seat.pk for seat in seats]).update(term_told=True)
    for committee in {seat.committee.pk: seat.committee for seat in seats}.values():
        _tell_secretariat(committee)


def _tell_secretariat(committee: Committee) -> None:
    runs = Membership.objects.filter(space=committee.space, role=Role.SECRETARIAT)
    link = reverse("committees_desk:seats", args=[committee.slug])
    for person in User.objects.filter(pk__in=runs.values("user"), is_active=True):
        tell(person, "committees.terms", link=link, committee=committee.name)
