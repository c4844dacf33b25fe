"""Reporting, noting what became of it, and the end of it. Nothing here writes down who reported."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.days import today
from palabre.core.scatter import give_way, keep_others_out, lay_anew, look_at_keys, lots, sweep
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.reprisals import quarters, rules, selectors, telling
from palabre.reprisals.actions import Action
from palabre.reprisals.limits import MEMBERS
from palabre.reprisals.models import PENDING, Outcome, Report
from palabre.reprisals.telling import Telling
from palabre.sealing.vault import OpenVault
from palabre.spaces.models import Space
from palabre.vaults import ending, epochs


@dataclass(frozen=True)
class Said:
    """What somebody reports, and with which keys it may be read."""

    kind: str
    words: str
    is_named: bool
    to: frozenset[UUID]


@transaction.atomic
def report(
    space: Space, said: Said, *, by: User, token: bytes, own: OpenVault | None = None
) -> Report:
    """Seal it to the custodians chosen, and to whoever reports where their vault is open. `by` is
    asked for the right to, named inside the seal if they want to be, and then forgotten.

    The same form sent twice is one report: what it is kept under follows from its token and words.
    """
    require(rules.can_report(by, space))
    chosen = [
        seat for seat in selectors.custodians_for(by, space) if seat.user.vault_key.pk in said.to
    ]
    if not chosen or len(chosen) != len(said.to):
        raise PermissionDenied(
            _("Somebody whom you chose can no longer receive reports. Choose again.")
        )
    pk = _place_of(said, token)
    if known := Report.objects.filter(pk=pk).first():
        return known
    if not MEMBERS.allow(by.pk):
        raise PermissionDenied(
            _(
                "You have sent several reports in a short time. Wait ten minutes, then send this one."
            )
        )
    made = _new(pk, space)
    publics = [bytes(seat.user.vault_key.x_pk) for seat in chosen]
    # Of a vault that is open here: a key from the database alone could be somebody else's.
    publics += [own.public.x] if own else []
    name = _name_of(by) if said.is_named else ""
    words = Telling(said.kind, said.words, name, today(), said.to)
    made.sealed = telling.seal(made, words, publics)
    Report.objects.bulk_create([made], ignore_conflicts=True)  # of two taps at once, one is kept
    return made


def _new(pk: UUID, space: Space) -> Report:
    quarter = quarters.first_day(today())
    ends = quarters.end_of(quarter)
    if not epochs.is_there(ends):
        ending.make_keys_ahead()
    return Report(pk=pk, space=space, quarter=quarter, expires_on=ends)


def _place_of(said: Said, token: bytes) -> UUID:
    """Nobody who does not know the token can work it out; it is kept nowhere."""
    words = repr((said.kind, said.words, said.is_named, sorted(map(str, said.to))))
    digest = blake2b(words.encode("utf-8", "surrogatepass"), key=token[:64], digest_size=16)
    return UUID(bytes=digest.digest(), version=4)


def _name_of(user: User) -> str:
    return f"{user}, {user.function}" if user.function else str(user)


@transaction.atomic
def note_outcome(report: Report, outcome: Outcome, *, by: User, opened: OpenVault) -> Report:
    """By a custodian to whom it is sealed. The record says for which committee, not of which report:
    to whom a report went is known to those to whom it went."""
    locked = (
        Report.objects.select_for_update(of=("self",)).select_related("space").get(pk=report.pk)
    )
    require(rules.can_look_into(by, locked))
    said = telling.unseal(locked, opened.x_secret)
    if said is None or by.vault_key.pk not in said.to:
        raise PermissionDenied(_("This report is not sealed to you."))
    if locked.outcome != outcome:
        locked.outcome = outcome
        locked.save(update_fields=["outcome"])
        record(Action.OUTCOME_NOTED, by=by, on=locked.space)
    return locked


def forget_what_is_over(day: date) -> None:
    """The words go, and what is left is one more in a number. Its key is destroyed next."""
    over = Report.objects.filter(expires_on__lte=day).exclude(sealed=b"")
    over.filter(outcome__in=PENDING).update(outcome=Outcome.NONE)
    over.update(sealed=b"")


def scatter() -> None:
    """All reports that last are laid anew in random order, whenever they came: where they lie tells
    nothing within their quarter (ADR 16)."""
    give_way(_lay_together)
    sweep([Report])


def _lay_together() -> None:
    keep_others_out([Report])
    every: Collection[UUID] = Report.objects.lasting().order_by("?").values_list("pk", flat=True)
    for some in lots(list(every)):
        lay_anew(Report, some)
    look_at_keys()
