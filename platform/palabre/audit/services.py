from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from palabre.audit.actions import Action
from palabre.audit.chain import as_kept
from palabre.audit.models import AuditRecord, Check, DailyHead, Head
from palabre.audit.verifying import verify
from palabre.core.days import today


def record(
    action: str, *, by: AbstractBaseUser | None, on: models.Model, **details: Any
) -> AuditRecord:
    """Write that `by` did `action` on `on`, in the caller's transaction. `by` None: the machine.

    PostgreSQL joins it to the chain when that transaction ends, so that nobody waits for the chain
    with anything left to do; SQLite at once, since there one alone writes (ADR 26).
    """
    return AuditRecord.objects.create(
        action=str(action),
        actor=by.get_username() if by else "",
        target=f"{on._meta.label_lower}:{on.pk}",
        details=as_kept(details),
    )


@transaction.atomic
def give_out_head() -> DailyHead:
    """What is sent today: how far the chain reached when it was first asked for."""
    head = Head.objects.get()
    values = {"number": head.number, "digest": head.digest}
    given, is_new = DailyHead.objects.get_or_create(day=today(), defaults=values)
    if is_new:  # on the record too, so that nobody takes it away unseen
        record(Action.HEAD_GIVEN, by=None, on=given, day=str(given.day), **values)
    return given


@transaction.atomic
def check_record() -> Check:
    """Look once more, and write down what came of it: how far it is whole, and nothing of what is
    wrong. What was found wrong on a day stays so on that day."""
    found = verify()
    check, _new = Check.objects.select_for_update().get_or_create(
        day=today(), defaults={"number": found.number, "is_whole": True}
    )
    check.number = found.number
    check.is_whole &= not found.wrong
    check.is_guarded &= not found.weak
    check.save()
    return check
