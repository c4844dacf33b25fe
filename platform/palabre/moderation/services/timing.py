"""What ends by itself: a veil after a day, a round, and what we remember of a closed case."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone

from palabre.audit.services import record
from palabre.core.days import today
from palabre.moderation.actions import Action
from palabre.moderation.models import Case, CaseQuerySet, Decision, Note, Outcome, Report, Round
from palabre.moderation.models.choices import SANCTION
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import closing, rounds
from palabre.moderation.services.opening import locked

REMEMBERED = timedelta(days=30)
# What is asked without a name on the last day comes out with a batch, a day later at most.
A_BATCH = timedelta(days=1)


def look_after_cases() -> None:
    """Each by itself: where one fails, no other stays hidden or open for it."""
    veiled = Case.objects.open().filter(is_veiled=True, veiled_until__lte=timezone.now())
    due: list[Callable[[], None]] = [partial(_lift_veil, case) for case in veiled]
    due += [partial(_end_round, case) for case in Case.objects.overdue()]
    due += [partial(_fill_panel, case) for case in Case.objects.open().filter(round=Round.PANEL)]
    failures = [error for deed in [*due, _forget] if (error := _failure_of(deed))]
    if failures:
        raise failures[0]


def _failure_of(deed: Callable[[], None]) -> Exception | None:
    try:
        deed()
    except Exception as error:  # whatever it is
        return error
    return None


@transaction.atomic
def _lift_veil(case: Case) -> None:
    """A day is over and the sides have not agreed: it is shown again, and the case goes on."""
    held = locked(case)
    if not held.is_open or not held.is_veiled:
        return
    held.is_veiled = False
    held.save(update_fields=["is_veiled"])
    record(Action.VEIL_LIFTED, by=None, on=held)
    item = held.item
    if item is not None:
        keeper_of(held.label).restore(item)
        closing.tell_author_of_return(held, item)


@transaction.atomic
def _end_round(case: Case) -> None:
    held = locked(case)
    if not held.is_open or held.due_at is None or held.due_at > timezone.now():
        return
    if held.round == Round.FIRST:
        closing.close(held, Outcome.LAPSED)
    elif held.round == Round.SECOND:
        rounds.end_second_look(held)
    else:
        rounds.settle_panel(held, is_over=True)


@transaction.atomic
def _fill_panel(case: Case) -> None:
    """Whoever lost their office since the lot called them votes no more: another lot."""
    held = locked(case)
    for seat in held.panel.select_related("moderator"):
        voted = held.decisions.filter(round=Round.PANEL, moderator=seat.moderator_id)
        if held.is_open and not voted.exists() and held.side_of(seat.moderator) != seat.side:
            rounds.replace_on_panel(held, seat.moderator)


def _forget() -> None:
    """Who reported, and the words as they were, are kept for an appeal and no longer."""
    over = _over()
    Report.objects.filter(case__in=over).exclude(reporter=None).update(reporter=None)
    for case in over.exclude(original="", plea=""):
        _forget_words(case)


def _over() -> CaseQuerySet:
    no_appeal_any_more = Q(appeal_until=None) | Q(appeal_until__lt=today() - A_BATCH)
    closed = Case.objects.closed().filter(no_appeal_any_more, closed_on__lt=today() - REMEMBERED)
    # Who reported judges no sanction that followed, nor its appeal, until both are over.
    about = Case.objects.filter(label=SANCTION, item_pk=OuterRef("sanction_pk"))
    undecided = about.filter(Q(outcome="") | Q(appeals__outcome=""))
    appealable = about.filter(outcome=Outcome.REMOVED, appeal_of=None, appeals=None)
    followed = closed.annotate(sanction_pk=Cast("sanction__pk", CharField()))
    followed = followed.exclude(Exists(undecided))
    followed = followed.exclude(Exists(appealable.filter(appeal_until__gte=today())))
    return followed.exclude(Q(appeals__outcome="") & Q(appeals__isnull=False))


@transaction.atomic
def forget_words_of(item: Model) -> None:
    """Whoever said it took it back: nothing that was judged before keeps a word of it."""
    about = Case.objects.about(item).closed()
    Decision.objects.filter(case__in=about).exclude(passage="").update(passage="")
    about.update(original="", plea="")
    Report.objects.filter(case__in=about).update(note="")
    Note.objects.filter(case__in=about).delete()


@transaction.atomic
def _forget_words(case: Case) -> None:
    held = locked(case)
    held.original = held.plea = ""
    held.save(update_fields=["original", "plea"])
    held.reports.exclude(note="").update(note="")
    held.decisions.exclude(passage="").update(passage="")
    held.notes.all().delete()  # they may repeat them
    item = held.item
    if item is None or Case.objects.about(item).filter(pk__gt=held.pk).exists():
        return  # what is kept beside it belongs to a later case
    if Case.objects.about(item).standing().exists():
        keeper_of(held.label).forget(item)
