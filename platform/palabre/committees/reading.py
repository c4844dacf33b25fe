"""Discussions and what was said in them, as a page shows them to one reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.db.models import Exists, JSONField, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from palabre.committees.models import (
    Attachment,
    Committee,
    Contribution,
    Discussion,
    Ending,
    NamelessContribution,
    NamelessPicture,
    Seat,
    Shown,
    State,
)
from palabre.committees.models.discussion import A_PAGE, Spoken
from palabre.committees.rules import is_theirs_to_edit
from palabre.committees.voices import OwnVoice
from palabre.core.bilingual import in_language
from palabre.moderation.models import Rule
from palabre.moderation.paused import Running, pause_of
from palabre.people.models import Side
from palabre.spaces.models import Anyone

Said = Contribution | NamelessContribution
Seen = Mapping[int, int]
FILES_BESIDE = Attachment.objects.filter(contribution=OuterRef("pk"))
PICTURE_BESIDE = NamelessPicture.objects.filter(contribution=OuterRef("pk"))
File = Attachment | NamelessPicture


@dataclass(frozen=True)
class Voice:
    """Who speaks, as this reader may know it. Without a side: nobody in particular."""

    name: str
    function: str = ""
    side: str = ""
    is_chair: bool = False
    is_deputy: bool = False


@dataclass(frozen=True)
class Row:
    """A discussion in a list."""

    discussion: Discussion
    unread: int

    @property
    def url(self) -> str:
        if not self.unread:
            return self.discussion.get_absolute_url()
        first = self.discussion.contributions - self.unread + 1
        return self.discussion.address_of(first, anchor="new")

    @cached_property
    def pause(self) -> Running | None:
        return pause_of(self.discussion)


@dataclass(frozen=True)
class Line:
    """A contribution in a discussion."""

    said: Said
    voice: Voice
    gone: str
    may_edit: bool = False
    is_own: bool = False  # said without a name, by whoever has this vault open
    is_first_unread: bool = False
    attachments: Sequence[File] = ()


@dataclass(frozen=True)
class Page:
    discussion: Discussion
    number: int
    lines: list[Line]
    last_read: int | None  # None: whoever reads is not told what is new

    @property
    def pages(self) -> int:
        return self.discussion.pages

    @property
    def is_last(self) -> bool:
        return self.number >= self.pages

    @property
    def last_number(self) -> int:
        return self.lines[-1].said.number if self.lines else 0

    @property
    def unread(self) -> int:
        if self.last_read is None:
            return 0
        return max(0, self.discussion.contributions - self.last_read)

    @property
    def read(self) -> int:
        return self.discussion.contributions - self.unread

    @property
    def first_unread_url(self) -> str:
        return self.discussion.address_of(self.read + 1, anchor="new") if self.unread else ""


def last_read(discussion: Discussion, *, user: Anyone, seen: Seen) -> int | None:
    """From our marker where people speak under their names, from the device alone elsewhere."""
    if not discussion.committee.standing_of(user).inside:
        return None
    if discussion.is_nameless:
        return seen.get(discussion.pk, 0)
    known: int | None = getattr(discussion, "last_read", None)
    return known or 0


def in_committee(discussions: Iterable[Discussion], committee: Committee) -> list[Discussion]:
    """With the committee that is already at hand."""
    found = list(discussions)
    for discussion in found:
        discussion.committee = committee
    return found


def rows(discussions: Iterable[Discussion], *, user: Anyone, seen: Seen) -> list[Row]:
    """The unread ones first, in each half the latest first."""
    found = []
    for discussion in discussions:
        read = last_read(discussion, user=user, seen=seen)
        unread = 0 if read is None else max(0, discussion.contributions - read)
        found.append(Row(discussion, unread))
    return sorted(found, key=lambda row: not row.unread)


def read_page(
    discussion: Discussion,
    *,
    number: int | None,
    user: Anyone,
    seen: Seen,
    own: OwnVoice | None = None,
) -> Page:
    page = min(max(number or 1, 1), discussion.pages)
    read = last_read(discussion, user=user, seen=seen)
    said = said_in(discussion).filter(number__gt=(page - 1) * A_PAGE, number__lte=page * A_PAGE)
    found = list(_of(discussion, said))
    beside = files_of(found)
    lines = [
        line(one, user=user, read=read, own=own, beside=beside.get(one.pk, ())) for one in found
    ]
    return Page(discussion, page, lines, read)


def files_of(said: Sequence[Spoken]) -> dict[Any, Sequence[File]]:
    """By contribution. Where there are none, nothing is asked."""
    nameless = [one for one in said if isinstance(one, NamelessContribution)]
    return {**attachments_of(said), **_pictures_of(nameless)}


def attachments_of(said: Sequence[Spoken]) -> dict[Any, list[Attachment]]:
    named: dict[Any, Contribution] = {
        one.pk: one
        for one in said
        if isinstance(one, Contribution) and getattr(one, "has_files", True)
    }
    beside: dict[Any, list[Attachment]] = {}
    rows = Attachment.objects.filter(contribution__in=list(named)) if named else ()
    for each in rows:
        each.discussion = named[each.contribution_id].discussion
        beside.setdefault(each.contribution_id, []).append(each)
    return beside


def _pictures_of(said: Sequence[NamelessContribution]) -> dict[Any, list[NamelessPicture]]:
    with_one = {one.pk: one for one in said if getattr(one, "has_files", True)}
    beside = {}
    pictures = NamelessPicture.objects.without_bytes().filter(contribution__in=list(with_one))
    for each in pictures if with_one else ():
        each.contribution = with_one[each.contribution_id]
        beside[each.contribution_id] = [each]
    return beside


def read_one(said: Said, *, user: Anyone) -> Line:
    (found,) = _of(said.discussion, said_in(said.discussion).filter(pk=said.pk))
    beside = files_of([found]).get(found.pk, ())
    return line(found, user=user, read=None, beside=beside)


def said_in(discussion: Discussion) -> QuerySet[Any]:
    """With the rule, if one took it away, in the same query."""
    rule = Rule.objects.filter(code=OuterRef("removed_under"))
    words = JSONObject(number="number", fr="title_fr", en="title_en")
    found: QuerySet[Any] = (
        discussion.said_namelessly.annotate(
            first_of_voice=_first_of_voice(discussion), has_files=Exists(PICTURE_BESIDE)
        )
        if discussion.is_nameless
        else discussion.said.select_related("author").annotate(has_files=Exists(FILES_BESIDE))
    )
    named = Subquery(rule.values(words=words)[:1], output_field=JSONField())
    return cast("QuerySet[Any]", found.annotate(rule=named))


def _first_of_voice(discussion: Discussion) -> Subquery:
    same = discussion.said_namelessly.filter(voice=OuterRef("voice")).order_by("number")
    return Subquery(same.values("number")[:1])


def _of(discussion: Discussion, said: Iterable[Said]) -> Iterable[Said]:
    for one in said:
        one.discussion = discussion
        yield one


def line(
    said: Said,
    *,
    user: Anyone,
    read: int | None,
    own: OwnVoice | None = None,
    beside: Sequence[File] = (),
) -> Line:
    return Line(
        said=said,
        voice=voice_of(said, user=user),
        gone=gone(said),
        may_edit=isinstance(said, Contribution) and bool(is_theirs_to_edit(user, said)),
        is_own=own is not None and isinstance(said, NamelessContribution) and own.said(said),
        is_first_unread=read is not None and said.number == read + 1 and said.number > 1,
        attachments=beside,
    )


def voice_of(said: Said, *, user: Anyone) -> Voice:
    """Members and the public each read what the seat lets them read."""
    if isinstance(said, NamelessContribution):
        first: int = getattr(said, "first_of_voice", said.number)
        again = _("The voice of no. %(number)s") % {"number": first}
        return Voice(_("A voice") if first == said.number else again)
    committee, author = said.discussion.committee, said.author
    seat = committee.last_seat_of(author.pk)
    if seat is None:
        function = author.function if author.is_verified else ""  # as in the forum
        return Voice(str(author), function, author.side)
    return seat_voice(seat, inside=committee.standing_of(user).inside)


def seat_voice(seat: Seat, *, inside: bool) -> Voice:
    shown = seat.shown_to(inside=inside)
    tells = seat.user is not None and shown == Shown.NAME and seat.tells_function(inside=inside)
    function = seat.function if tells else ""
    return Voice(seat.name_as(shown), function, seat.side, seat.is_chair, seat.is_deputy)


@dataclass(frozen=True)
class Bench:
    """One side of the table, as this reader may see it."""

    code: str
    seats: list[Seat]
    deputies: list[Seat]
    inside: bool

    @property
    def voices(self) -> list[Voice]:
        return [seat_voice(seat, inside=self.inside) for seat in self._told]

    @property
    def functions(self) -> str:
        return " · ".join(seat.function for seat in self._told if not seat.is_deputy)

    @property
    def _told(self) -> list[Seat]:
        return [seat for seat in self._held if seat.shown_to(inside=self.inside) != Shown.SIDE]

    @property
    def _held(self) -> list[Seat]:
        return [seat for seat in [*self.seats, *self.deputies] if seat.user_id]

    @property
    def shy(self) -> int:
        """How many are shown by side only."""
        return len(self._held) - len(self._told)

    @property
    def empty(self) -> int:
        return sum(seat.user_id is None for seat in self.seats)


def benches(committee: Committee, *, inside: bool) -> list[Bench]:
    found = []
    for code in Side.values:
        seats = [seat for seat in committee.sitting if seat.side == code]
        deputies = [seat for seat in committee.deputies if seat.side == code]
        if seats:
            found.append(Bench(code, seats, deputies, inside))
    return found


@dataclass(frozen=True)
class Past:
    """Who sat in a committee, as they had themselves shown, and from when to when."""

    voice: Voice
    since_on: date
    left_on: date | None
    ending: str


@dataclass(frozen=True)
class History:
    told: list[Past]
    shy: int


def history(committee: Committee, *, inside: bool) -> History:
    """The latest first. How it ended is for those inside; why, for the secretariat alone."""
    gone = [seat for seat in committee.seats_ever if seat.left_on and seat.user_id]
    told = [seat for seat in gone if seat.shown_to(inside=inside) != Shown.SIDE]
    endings = {each.pk: each.name for each in Ending.objects.all()} if inside else {}
    rows = [
        Past(
            seat_voice(seat, inside=inside),
            seat.since_on,
            seat.left_on,
            endings.get(seat.ending_id or 0, ""),
        )
        for seat in told
    ]
    rows.sort(key=lambda past: past.left_on or past.since_on, reverse=True)
    return History(rows, len(gone) - len(told))


def gone(said: Said) -> str:
    """The words in the place of what is not shown."""
    if said.state == State.PUBLISHED:
        return ""
    if said.state == State.WITHDRAWN:
        return _("Withdrawn by whoever said it.")
    rule: dict[str, Any] | None = getattr(said, "rule", None)
    if said.state == State.VEILED:
        return _("Hidden until both sides of the moderation have decided, for a day at most.")
    if rule is None:
        return _("Removed by both sides of the moderation.")
    return _("Removed under rule %(number)s: %(title)s") % {
        "number": rule["number"],
        "title": in_language(fr=rule["fr"], en=rule["en"]),
    }


def page_asked(asked: str) -> int | None:
    """A page number from an address; nonsense is the first page."""
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None  # noqa: PLR2004 (more digits are no page)
