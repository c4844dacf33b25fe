"""Writing minutes, agreeing to them, publishing the draft, approving them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees.models import Meeting
from palabre.core.days import today
from palabre.core.verdict import require
from palabre.meetings import minutes_rules as rules
from palabre.meetings.actions import Action
from palabre.meetings.document import content_of, digest_of, names_to_withhold
from palabre.meetings.finding import index_minutes
from palabre.meetings.models import BOTH_SIDES, Assent, Minutes, Passage, Progress, Version
from palabre.meetings.services.asking import ask_the_other_side
from palabre.meetings.services.session import lock
from palabre.notifications.services import tell
from palabre.people.models import User


@dataclass(frozen=True)
class PassageWords:
    text_fr: str
    text_en: str
    for_members: bool


def locked(minutes: Minutes) -> Minutes:
    """Read afresh, with its meeting and its committee's seats standing still."""
    meeting = lock(minutes.meeting)
    found = Minutes.objects.select_for_update().get(pk=minutes.pk)
    found.meeting = meeting
    return found


@transaction.atomic
def begin_minutes(meeting: Meeting, *, by: User) -> Minutes:
    """A passage for each item of the agenda. Called again, it adds those that came since."""
    held = lock(meeting)
    require(rules.can_begin(by, held))
    minutes, is_new = Minutes.objects.get_or_create(
        meeting=held, defaults={"is_public": held.committee.space.is_public}
    )
    minutes.meeting = held
    if minutes.is_being_written:
        _add_passages(minutes)
    if is_new:
        record(Action.MINUTES_BEGUN, by=by, on=minutes, committee=held.committee.slug)
    return minutes


def _add_passages(minutes: Minutes) -> None:
    known = set(minutes.passages.values_list("item", flat=True))
    Passage.objects.bulk_create(
        Passage(
            minutes=minutes,
            item=item,
            position=item.position or 0,
            title_fr=item.title_fr,
            title_en=item.title_en,
            for_members=item.for_members,
        )
        for item in minutes.meeting.items.accepted()
        if item.pk not in known
    )


@transaction.atomic
def write_minutes(
    minutes: Minutes,
    words: Mapping[UUID, PassageWords],
    *,
    edition: int,
    is_public: bool,
    by: User,
) -> Minutes:
    """`edition`: the one that was read when this was written; another's words are not lost unseen."""
    written = locked(minutes)
    require(rules.can_write(by, written))
    if edition != written.edition:
        raise PermissionDenied(
            _("Somebody else has changed these minutes meanwhile. Compare, then save again.")
        )
    require(rules.names_nobody(written, *_texts(words), by=by))
    passages = list(written.passages.all())
    for passage in passages:
        if said := words.get(passage.pk):
            passage.text_fr, passage.text_en = said.text_fr, said.text_en
            passage.for_members = said.for_members
    Passage.objects.bulk_update(passages, ["text_fr", "text_en", "for_members"])
    written.begin_edition()
    written.is_public = is_public and written.meeting.committee.space.is_public
    written.save()
    return written


def _texts(words: Mapping[UUID, PassageWords]) -> list[str]:
    return [text for said in words.values() for text in (said.text_fr, said.text_en)]


@transaction.atomic
def assent(
    minutes: Minutes, *, edition: int, words: str = "", by: User, on: date | None = None
) -> Minutes:
    """A co-chair says of an edition that it is right, or, with words, where their side disagrees.

    Once both sides have spoken, and one of them at least agrees, the draft goes to the members. Where
    one agrees first, the other is asked, and told until when (ADR 22).
    `on`: the day of it, for what is brought along from before Palabre.
    """
    read = locked(minutes)
    require(rules.can_assent(by, read))
    if edition != read.edition:
        raise PermissionDenied(_("The words have changed since you read them. Read them again."))
    require(rules.names_nobody(read, words, by=by))
    seat = rules.chair_of(by, read)
    Assent.objects.update_or_create(
        minutes=read,
        side=seat.side if seat else "",
        defaults={"edition": edition, "agrees": not words, "words": words},
    )
    action = Action.MINUTES_DISAGREED if words else Action.MINUTES_VALIDATED
    record(action, by=by, on=read, edition=edition)
    ask_the_other_side(read, on=on or today())
    if read.is_being_written and _both_spoke(read):
        _publish(read, by=by, on=on or today())
    return read


@transaction.atomic
def go_on_without(minutes: Minutes, *, by: User) -> Minutes:
    """One side agrees, and the other let its day pass: the draft goes to the members, and says so."""
    read = locked(minutes)
    require(rules.can_publish_without(by, read))
    read.silent = rules.side_awaited(read)
    record(Action.MINUTES_WENT_ON, by=by, on=read, edition=read.edition, side=read.silent)
    _publish(read, by=by, on=today())
    return read


def _both_spoke(minutes: Minutes) -> bool:
    said = minutes.assents.filter(edition=minutes.edition)
    return said.count() == len(BOTH_SIDES) and said.filter(agrees=True).exists()


def _publish(minutes: Minutes, *, by: User, on: date) -> None:
    passages = list(minutes.passages.all())
    texts = [text for one in passages for text in (one.text_fr, one.text_en)]
    # Somebody may have joined since it was written.
    require(rules.names_nobody(minutes, *texts, by=by))
    names = names_to_withhold(minutes)
    for one in passages:  # nowhere do the words differ from the version that all read
        one.text_fr, one.text_en = names.withheld(one.text_fr), names.withheld(one.text_en)
    Passage.objects.bulk_update(passages, ["text_fr", "text_en"])
    minutes.progress = Progress.CONTEST
    minutes.published_on = on
    minutes.contest_until = on + timedelta(days=minutes.meeting.rules.contest_days)
    minutes.save()
    keep_version(minutes, on=on)
    _tell_members(minutes, "meetings.draft")


def keep_version(minutes: Minutes, *, is_final: bool = False, on: date | None = None) -> Version:
    content = content_of(minutes)
    return Version.objects.create(
        minutes=minutes,
        number=minutes.versions.count() + 1,
        is_final=is_final,
        made_on=on or today(),
        content=content,
        digest=digest_of(content),
    )


@transaction.atomic
def approve_minutes(minutes: Minutes, *, by: User, on: date | None = None) -> Minutes:
    """From now on no word of them changes."""
    agreed = locked(minutes)
    require(rules.can_approve(by, agreed))
    agreed.progress = Progress.APPROVED
    agreed.silent = rules.side_awaited(agreed)
    agreed.approved_on = on or today()
    agreed.save()
    version = keep_version(agreed, is_final=True, on=on)
    index_minutes(agreed, version)
    record(Action.MINUTES_APPROVED, by=by, on=agreed, digest=version.digest)
    _tell_members(agreed, "meetings.approved")
    return agreed


def _tell_members(minutes: Minutes, kind: str) -> None:
    """Nobody is told of what was brought along from before."""
    if today() not in (minutes.published_on, minutes.approved_on):
        return
    committee = minutes.meeting.committee
    until = minutes.contest_until.isoformat() if minutes.contest_until else ""
    for seat in committee.members:
        if seat.user:
            tell(
                seat.user,
                kind,
                link=minutes.get_absolute_url(),
                committee=committee.name,
                day=minutes.meeting.starts_at.date().isoformat(),
                until=until,
            )
