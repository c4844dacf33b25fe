"""What opens a report, for either side: while its week lasts, and as its writer meant it."""

from uuid import UUID

from palabre.sealing import wrapping
from palabre.sealing.errors import Misplaced
from palabre.submissions.models import Readers, Submission
from palabre.vaults import epochs


def terms_of(submission: Submission) -> wrapping.Terms:
    return wrapping.Terms(submission.space_id, submission.readers == Readers.ALL)


def open_report(
    submission: Submission, locked: bytes, key_id: UUID, secret: bytes
) -> wrapping.ReportKeys:
    """Raises SealError: also where somebody has changed the columns that say whose it is to read."""
    sealed = epochs.unlock(submission.expires_on, locked)
    keys = wrapping.unwrap_report_key(sealed, submission.pk, key_id, secret)
    if keys.terms not in (None, terms_of(submission)):
        raise Misplaced
    return keys
