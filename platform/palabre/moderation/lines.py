"""The queue as lines of a page. What is asked of the database is worded once, and asked anew each time: to
have it worded takes Django ten times as long as the answer takes (docs/performance.md)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Exists, IntegerField, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from palabre.core.asked import SOMEBODY, SOMETIME, Question, as_instant
from palabre.core.bilingual import in_language
from palabre.core.mould import Mould, Row
from palabre.moderation.models import JUDGES, MEASURES, Case, Origin, Round, SingleKeys
from palabre.moderation.models.case import LONG, age_of, heading_of
from palabre.moderation.selectors import PAGE, queue, shown
from palabre.people.models import User
from palabre.spaces.models import Membership, Role

ANYBODY = User(pk=SOMEBODY)
SHOWN = shown(ANYBODY)
COLUMNS = (
    "pk", "label", "title", "lang", "origin", "round", "appeal_of", "opened_at", "taken_by",
    "taken_by_name", "rule__title_fr", "rule__title_en", "rule__veils",
    "space__name_fr", "space__name_en",
)  # fmt: skip


@dataclass(frozen=True)
class Counts:
    todo: int
    mine: int
    waiting: int
    has_keys: bool  # whether this moderator works with single keys

    def of(self, show: str) -> int:
        return {"todo": self.todo, "mine": self.mine, "waiting": self.waiting}[show]


class Number(Subquery):
    """How many there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def _weigh() -> Any:
    """Of what is open, seat by seat; what is theirs, once more with each. What is closed is not
    counted: it grows for ever, and is no work."""
    here = queue(ANYBODY, at=SOMETIME, among=Case.objects.at_seat())
    theirs = queue(ANYBODY, at=SOMETIME, among=Case.objects.met_by(ANYBODY))
    seats = Membership.objects.filter(user=ANYBODY, role=Role.MODERATOR, side__in=dict(JUDGES))
    return seats.values_list(
        Number(here.filter(SHOWN["todo"]).values("pk")),
        Number(here.filter(SHOWN["waiting"]).values("pk")),
        Number(theirs.filter(SHOWN["mine"]).values("pk")),
        Exists(SingleKeys.objects.filter(user=ANYBODY)),
    )


SEATS = Question(_weigh)
KEYS = Question(lambda: SingleKeys.objects.filter(user=ANYBODY).values_list("pk")[:1])


def count_queue(user: User) -> Counts:
    by = int(user.pk)
    seats = SEATS.ask(by=by, at=timezone.now())
    if not seats:
        return Counts(0, 0, 0, KEYS.is_so(by=by))
    *_numbers, mine, has_keys = seats[0]
    todo, waiting, *_same = map(sum, zip(*seats, strict=True))
    return Counts(todo, mine, waiting, bool(has_keys))


@dataclass(frozen=True, slots=True)
class Line:
    """An open case, as far as a list shows it."""

    pk: int
    kind: str
    title: str
    lang: str
    space: str
    rule: str
    is_urgent: bool
    came_by: str  # nothing where it was reported, as most are
    age: str
    taken_by: int | None
    taken_by_name: str
    round: str  # nothing for a first look
    is_appeal: bool
    can_be_picked: bool


@lru_cache(maxsize=32)
def _question(show: str, page: int, size: int) -> Question:
    def rows() -> Any:
        in_order = queue(ANYBODY, at=SOMETIME, among=Case.objects.met_by(ANYBODY)).urgent_first()
        these = in_order.filter(SHOWN[show]).values("pk")[(page - 1) * size : page * size]
        # Who is at work on it is asked of those that are shown, and not of all before them.
        on_page = queue(ANYBODY, at=SOMETIME).filter(pk__in=these)
        return on_page.urgent_first().values_list(*COLUMNS)

    return Question(rows)


def list_lines(user: User, show: str, *, page: int = 1, size: int = PAGE) -> list[Line]:
    """Of what is open: to do, one's own, waiting for others."""
    rows = _question(show, page, size).ask(by=int(user.pk), at=timezone.now())
    tell = Telling(cache(_name_of), cache(lambda fr, en: in_language(fr=fr, en=en)), cache(_age))
    return [_line(row, tell) for row in rows]


def _name_of(label: str) -> str:
    return capfirst(str(apps.get_model(label)._meta.verbose_name))


def _age(opened_at: datetime) -> str:
    return age_of(as_instant(opened_at))


class Telling(NamedTuple):
    """How things are said on this page: most are said again and again."""

    kind: Callable[[str], str]
    text: Callable[[str, str], str]
    age: Callable[[datetime], str]


def _line(row: tuple[Any, ...], tell: Telling) -> Line:
    pk, label, title, lang, origin, round_, appeal_of, opened_at, by, name = row[:10]
    rule_fr, rule_en, veils, space_fr, space_en = row[10:]
    is_appeal = appeal_of is not None
    is_first = round_ == Round.FIRST
    return Line(
        pk=pk,
        kind=tell.kind(label),
        title=heading_of(label, title),
        lang=lang,
        space=tell.text(space_fr, space_en),
        rule=tell.text(rule_fr, rule_en),
        is_urgent=bool(veils),
        came_by="" if is_appeal or origin == Origin.REPORT else str(Origin(origin).label),
        age=tell.age(opened_at),
        taken_by=by,
        taken_by_name=name or "",
        round="" if is_first or is_appeal else capfirst(str(Round(round_).label)),
        is_appeal=is_appeal,
        can_be_picked=is_first and not is_appeal and label not in MEASURES,
    )


LINE = Mould("moderation/line.html", (
    "pk", "queue", "kind", "title", "lang", "space", "rule", "came_by", "age", "colleague", "round",
    "is_urgent", "is_mine", "is_here", "is_appeal", "can_be_picked",
))  # fmt: skip


def as_html(
    lines: Iterable[Line], *, for_user: User, here: int | None = None, ticks: bool = False
) -> SafeString:
    """`here`: the case on this page. `ticks`: whether they can be picked."""
    seen = for_user.pk, reverse("moderation:queue")
    return LINE.fill(_row(line, seen, here=here, ticks=ticks) for line in lines)


def _row(line: Line, seen: tuple[int, str], *, here: int | None, ticks: bool) -> Row:
    me, url = seen  # by whom, and where the queue is
    is_mine = line.taken_by == me
    return (
        SafeString(line.pk), url, line.kind, line.title, line.lang, line.space, line.rule,
        line.came_by, line.age, "" if is_mine else line.taken_by_name, line.round,
        line.is_urgent, is_mine, line.pk == here, line.is_appeal,
        ticks and line.can_be_picked and (is_mine or line.taken_by is None),
    )  # fmt: skip


def show_open(user: User, show: str, *, page: int) -> dict[str, Any]:
    """A page of the queue: `cases`, and their `lines` in HTML."""
    lines = list_lines(user, show, page=page)
    return {"cases": lines, "lines": as_html(lines, for_user=user, ticks=show == "todo")}


def list_closed(user: User, *, page: int) -> list[Case]:
    """The latest first. It is no work: its list may cost more."""
    cases = Case.objects.judged_by(user).closed().latest_first(page=page, size=PAGE)
    return list(cases.select_related("rule", "space").defer(*LONG))


def count_closed(user: User) -> int:
    return Case.objects.judged_by(user).closed().count()
