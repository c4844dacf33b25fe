"""Files beside what somebody says under their name: made anew, kept with the draft, said with it.

Nothing of a file is stored but what was made anew of it (ADR 10, 24).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from palabre.committees import rules
from palabre.committees.models import Attachment, AttachmentPart, Contribution, Draft
from palabre.committees.models.attachment import A_PART
from palabre.core.arriving import Arrived
from palabre.core.disk import is_disk_full
from palabre.core.verdict import require
from palabre.files.pages import size_of
from palabre.files.rebuild import CannotRebuild, Rebuilt, rebuild, rebuild_small
from palabre.moderation import services as moderation
from palabre.people.models import User

MOST_FILES = 3
MOST_BYTES = 10_000_000  # of one contribution, as they come
MOST_BYTES_MADE = 20_000_000  # and made anew: a short PDF can become large pages


class LeftOut(Exception):
    """A file that is not taken, with words for whoever sent it."""


@dataclass(frozen=True)
class Made:
    """A file made anew, and the small picture that a page shows of it."""

    whole: Rebuilt
    small: bytes = b""


def make_anew(arrived: Arrived) -> Made:
    """Asks no database: it may take many seconds."""
    try:
        whole = rebuild(arrived.clear())
        is_picture = whole.media_type.startswith("image/")
        return Made(whole, rebuild_small(whole).content if is_picture else b"")
    except CannotRebuild as cannot:
        raise LeftOut(str(cannot.refusal.label)) from None


@transaction.atomic
def attach(draft: Draft, made: Made, *, about: str, by: User) -> Attachment:
    locked = Draft.objects.select_for_update().get(pk=draft.pk, user=by)
    require(rules.can_attach(by, draft.discussion))
    here = locked.attachments.aggregate(number=Max("number"), size=Sum("size"))
    if locked.attachments.count() >= MOST_FILES:
        raise LeftOut(_("At most 3 files go with a contribution. The others were left out."))
    if (here["size"] or 0) + len(made.whole.content) > MOST_BYTES_MADE:
        raise LeftOut(
            _("Made anew, the files would have more than 20 MB together. Send fewer pages.")
        )
    _require_room(draft)
    width, height = size_of(made.small) if made.small else (None, None)
    attachment = Attachment.objects.create(
        discussion=draft.discussion,
        draft=locked,
        number=(here["number"] or 0) + 1,
        media_type=made.whole.media_type,
        about=about,
        size=len(made.whole.content),
        width=width,
        height=height,
    )
    parts = [*_parts(attachment, made.whole.content), *_parts(attachment, made.small, small=True)]
    AttachmentPart.objects.bulk_create(parts, batch_size=16)
    return attachment


def _require_room(draft: Draft) -> None:
    beside = Attachment.objects.filter(discussion__committee=draft.discussion.committee_id)
    taken: int = beside.aggregate(all=Sum("size"))["all"] or 0
    if taken > settings.MOST_ATTACHED_BYTES or is_disk_full():
        raise LeftOut(
            _("There is no room for more files in this committee. Your text can go without them.")
        )


def _parts(
    attachment: Attachment, content: bytes, *, small: bool = False
) -> Iterable[AttachmentPart]:
    for number, start in enumerate(range(0, len(content), A_PART)):
        piece = content[start : start + A_PART]
        yield AttachmentPart(attachment=attachment, is_small=small, number=number, content=piece)


def describe(attachments: "QuerySet[Attachment]", words: dict[UUID, str]) -> None:
    for attachment in attachments:
        if (about := words.get(attachment.pk)) is not None and about != attachment.about:
            attachment.about = about
            attachment.save(update_fields=["about"])


def leave_out(attachments: "QuerySet[Attachment]", pks: Iterable[UUID]) -> None:
    attachments.filter(pk__in=list(pks)).delete()


@transaction.atomic
def change_attachments(
    said: Contribution, *, words: dict[UUID, str], dropped: Iterable[UUID], by: User
) -> None:
    """Whoever spoke takes a file away, or describes it better."""
    moderation.locked_about(said)
    require(rules.can_edit(by, said))
    leave_out(said.attachments.all(), dropped)
    describe(said.attachments.all(), words)


def drop_with(said: Contribution) -> None:
    """What both sides removed goes with its files: they are nowhere afterwards."""
    said.attachments.all().delete()
