"""Opening, speaking under one's name and closing. Nothing here writes down who opened."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees import finding, rules
from palabre.committees.actions import Action
from palabre.committees.models import (
    Committee,
    Contribution,
    Discussion,
    Mode,
    ReadMarker,
)
from palabre.core.evenness import even_out
from palabre.core.text import render_markdown
from palabre.core.verdict import require
from palabre.moderation import services as moderation
from palabre.people.models import User

LONGEST_TITLE = Discussion._meta.get_field("title").max_length or 0


@transaction.atomic
def open_discussion(
    committee: Committee, *, title: str, lang: str, mode: str, is_public: bool = False, by: User
) -> Discussion:
    """Ask a question. `by` is asked for the right to, and then forgotten: no record, no column."""
    require(rules.can_open(by, committee))
    if mode == Mode.CHATHAM:
        require(rules.can_be_nameless(committee))
        title = even_title(title, lang=lang)
    return begin_discussion(committee, title=title, lang=lang, mode=mode, is_public=is_public)


def even_title(title: str, *, lang: str) -> str:
    """Evened out, a title may have grown: French puts a space inside its quotation marks."""
    even = even_out(title, lang=lang)
    if len(even) > LONGEST_TITLE:
        raise PermissionDenied(
            _("This question is a little too long once its signs are evened out. Shorten it.")
        )
    return even


def begin_discussion(
    committee: Committee, *, title: str, lang: str, mode: str, is_public: bool
) -> Discussion:
    return Discussion.objects.create(
        committee=committee,
        rules=committee.rules,
        title=title,
        lang=lang,
        mode=mode,
        # A closed committee that opens its door later does not open what was said behind it.
        is_public=is_public and committee.space.is_public,
    )


@transaction.atomic
def close_discussion(discussion: Discussion, *, by: User) -> Discussion:
    locked = lock(discussion.pk)
    require(rules.can_close(by, locked))
    if not locked.is_closed:
        locked.is_closed = True
        locked.save(update_fields=["is_closed"])
        record(Action.DISCUSSION_CLOSED, by=by, on=locked, committee=locked.committee.slug)
    return locked


def lock(pk: int) -> Discussion:
    """Numbers are allotted one at a time."""
    rows = Discussion.objects.select_related("committee__space")
    return rows.select_for_update(of=("self",)).get(pk=pk)


@transaction.atomic
def speak(
    discussion: Discussion, body: str, *, by: User, lang: str = "", at: datetime | None = None
) -> Contribution:
    """Say something under one's name. `at`: for what is brought along from before Palabre."""
    locked = lock(discussion.pk)
    require(rules.can_speak(by, locked))
    require_mode(locked, Mode.NAMED)
    if twin := locked.said.filter(number=locked.contributions, author=by, body=body).first():
        return twin  # a slow line, a second tap
    moment = at or timezone.now()
    said = Contribution.objects.create(
        discussion=locked,
        number=_next_number(locked, moment.date()),
        author=by,
        body=body,
        html=render_markdown(body),
        lang=lang or locked.lang,
        posted_at=moment,
    )
    finding.index_named(said)
    if at is None:
        moderation.look_at(said)  # what members say is never held back; a list may have it read
    return said


def require_mode(discussion: Discussion, mode: Mode) -> None:
    if discussion.mode != mode:
        raise PermissionDenied(_("This discussion is held in the other way."))


def _next_number(discussion: Discussion, day: date) -> int:
    discussion.contributions += 1
    discussion.last_on = day
    discussion.save(update_fields=["contributions", "last_on"])
    return discussion.contributions


@transaction.atomic
def edit_contribution(contribution: Contribution, *, body: str, by: User) -> Contribution:
    moderation.locked_about(contribution)
    rows = Contribution.objects.select_related("discussion__committee__space")
    locked = rows.select_for_update(of=("self",)).get(pk=contribution.pk)
    require(rules.can_edit(by, locked))
    if body == locked.body:
        return locked
    locked.body, locked.html = body, render_markdown(body)
    locked.edited_at = timezone.now()
    locked.save(update_fields=["body", "html", "edited_at"])
    finding.index_named(locked)
    moderation.look_later(locked)
    return locked


def mark_read(discussion: Discussion, number: int, *, by: User) -> None:
    """How far a member has read, never backwards. Of discussions without names we keep nothing;
    nor of an empty one, which nobody but whoever opened it has seen yet (ADR 0005)."""
    if number < 1 or discussion.is_nameless or not discussion.committee.standing_of(by).inside:
        return
    known: int | None = getattr(discussion, "last_read", None)
    if known is not None and known >= number:
        return
    ReadMarker.objects.bulk_create(
        [ReadMarker(user=by, discussion=discussion, last_number=number)],
        update_conflicts=True,
        unique_fields=["user", "discussion"],
        update_fields=["last_number"],
    )
