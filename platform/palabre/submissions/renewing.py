"""What follows when somebody no longer reads, or has lost their vault: keys that are no longer theirs."""

from django.db import transaction

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.people.models import User
from palabre.sealing import report, vault, wrapping
from palabre.sealing.errors import SealError
from palabre.spaces.models import Space
from palabre.submissions import rules, selectors
from palabre.submissions.actions import Action
from palabre.submissions.mailboxes import Intake
from palabre.submissions.models import Item, KeyWrap, Submission
from palabre.submissions.onward import drop_proposals
from palabre.submissions.services import whole_keys, wrapped_for
from palabre.vaults import epochs
from palabre.vaults.models import VaultKey
from palabre.vaults.services import require_own
from palabre.vaults.trust import trust_in


@transaction.atomic
def renew_keys(space: Space, *, by: User, opened: vault.OpenVault) -> int:
    """New keys for each conversation that somebody else's key opens too: sealed to the writer and to
    those who read it here and had it, and everything said sealed again. Returns how many."""
    trust = trust_in(space)
    require(rules.can_renew(by, trust))
    own = VaultKey.objects.get(user=by)
    require_own(own, opened)
    intake = selectors.intake_of(trust)
    wanted = selectors.open_to_others(trust).filter(wraps__reader_key=own)
    locked = (
        Submission.objects.filter(pk__in=wanted.values("pk")).select_for_update().order_by("pk")
    )
    wraps = selectors.wraps_of(own, locked)
    found = [(wrap.submission, keys) for wrap in wraps if (keys := whole_keys(wrap, opened))]
    for submission, keys in found:
        _renew(submission, keys, intake)
    record(Action.KEYS_RENEWED, by=by, on=space)
    return len(found)


def _renew(submission: Submission, keys: wrapping.ReportKeys, intake: Intake) -> None:
    fresh = wrapping.new_report_keys(keys.writer, keys.terms)
    for item in submission.items.all():
        _seal_again(item, keys, fresh)
    # Sealed to the keys that somebody has signed for, whatever the table says by now.
    trusted = intake.keys_for(submission.readers)
    had = submission.wraps.filter(reader_key__in=list(trusted))
    staying = [VaultKey(pk=wrap.reader_key_id, x_pk=trusted[wrap.reader_key_id]) for wrap in had]
    wraps = [wrapped_for(key, submission, fresh) for key in staying]
    drop_proposals(submission)
    submission.wraps.all().delete()
    KeyWrap.objects.bulk_create(sorted(wraps, key=lambda wrap: wrap.pk))
    for_writer = wrapping.wrap_report_key(fresh, submission.pk, wrapping.WRITER, keys.writer)
    submission.t_pk = fresh.public
    submission.t_sk_for_writer = epochs.lock(submission.expires_on, for_writer)
    submission.save(update_fields=["t_pk", "t_sk_for_writer"])


def _seal_again(item: Item, keys: wrapping.ReportKeys, fresh: wrapping.ReportKeys) -> None:
    """What somebody altered stays as it is, and is refused where it is read."""
    place = report.ItemContext(item.submission_id, item.kind, item.seq, item.day)
    try:
        sealed = report.reseal_item(keys.secret, fresh.public, place, bytes(item.sealed))
    except SealError:
        return
    Item.objects.filter(pk=item.pk).update(sealed=sealed)
