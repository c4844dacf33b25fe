"""What somebody has begun to say, kept on the server. In discussions with names alone (ADR 24)."""

from datetime import timedelta

from django.db import transaction

from palabre.committees import rules
from palabre.committees.models import Contribution, Discussion, Draft
from palabre.committees.services import talk
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.people.models import User

DAYS_KEPT = 30


@transaction.atomic
def keep_draft(discussion: Discussion, body: str, *, by: User) -> Draft | None:
    """None where there is nothing to keep: it is empty, or was said a moment ago."""
    locked = talk.lock(discussion.pk)
    require(rules.can_keep_draft(by, locked))
    mine = Draft.objects.filter(user=by, discussion=locked)
    last = locked.said.filter(author=by).order_by("-number").first()
    if last and last.body == body and not mine.exists():
        return None  # sent while the field was still being left
    draft, _is_new = Draft.objects.update_or_create(
        user=by, discussion=locked, defaults={"body": body, "kept_on": today()}
    )
    if not body.strip() and not draft.attachments.exists():
        draft.delete()
        return None
    return draft


@transaction.atomic
def begin_draft(discussion: Discussion, *, by: User) -> Draft:
    """For files that come before any word is kept."""
    locked = talk.lock(discussion.pk)
    require(rules.can_attach(by, locked))
    draft, _is_new = Draft.objects.get_or_create(user=by, discussion=locked)
    return draft


@transaction.atomic
def speak_from_draft(discussion: Discussion, body: str, *, by: User) -> Contribution:
    """Say it under one's name, with the files that were kept beside it. The draft goes."""
    said = talk.speak(discussion, body, by=by)
    if draft := Draft.objects.filter(user=by, discussion=discussion).first():
        hand_over(draft, said)
    return said


def hand_over(draft: Draft, said: Contribution) -> None:
    draft.attachments.update(contribution=said, draft=None)
    draft.delete()


@transaction.atomic
def drop_draft(discussion: Discussion, *, by: User) -> None:
    Draft.objects.filter(user=by, discussion=discussion).delete()


def forget_old_drafts() -> None:
    Draft.objects.filter(kept_on__lt=today() - timedelta(days=DAYS_KEPT)).delete()
