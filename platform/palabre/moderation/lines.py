"""The queue as lines of a page. What is asked of the database is worded once, and asked anew each time: to
have it worded takes Django ten times as long as the answer takes (docs/performance.md)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Count, Exists, F, Func, IntegerField, Max, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone

from palabre.core.asked import SOMEBODY, SOMETIME, Question, as_instant
from palabre.core.bilingual import in_language
from palabre.moderation.models import MEASURES, Case, Origin, Round, SingleKeys
from palabre.moderation.models.case import LONG, age_of
from palabre.moderation.selectors import PAGE, queue, shown
from palabre.people.models import User

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
    closed: int
    has_keys: bool  # whether this moderator works with single keys

    def of(self, show: str) -> int:
        return int(getattr(self, show))


def _beside() -> tuple[Subquery, Exists]:
    """How many are closed, and whether somebody has single keys: asked along with something else."""
    closed = Case.objects.judged_by(ANYBODY).closed().order_by()
    number = closed.annotate(number=Func(F("pk"), function="COUNT")).values("number")
    keys = Exists(SingleKeys.objects.filter(user=ANYBODY))
    return Subquery(number, output_field=IntegerField()), keys


def _weigh() -> Any:
    """What is open is weighed case by case; of what is closed only the number is asked."""
    wanted = {name: Count("pk", filter=each) for name, each in SHOWN.items()}
    closed, keys = _beside()
    beside = {"closed": Max(closed), "keys": Max(Cast(keys, IntegerField()))}
    return queue(ANYBODY, at=SOMETIME).filter(outcome="").aggregate(**wanted, **beside)


OPEN = Question(_weigh)
NOTHING_OPEN = Question(lambda: User.objects.filter(pk=SOMEBODY).values_list(*_beside()))


def count_queue(user: User) -> Counts:
    by = int(user.pk)
    ((*turns, closed, has_keys),) = OPEN.ask(by=by, at=timezone.now())
    if closed is None:  # not one is open
        ((closed, has_keys),) = NOTHING_OPEN.ask(by=by)
    todo, mine, waiting = turns
    return Counts(todo, mine, waiting, closed, bool(has_keys))


@dataclass(frozen=True, slots=True)
class Line:
    """An open case, as far as a list shows it."""

    pk: int
    url: str
    kind: str
    title: str
    lang: str
    space: str
    rule: str
    veils: bool
    came_by: str  # nothing where it was reported, as most are
    age: str
    taken_by: int | None
    taken_by_name: str
    round: str  # nothing for a first look
    is_appeal: bool
    can_be_picked: bool

    is_open = True


@lru_cache(maxsize=32)
def _question(show: str, page: int, size: int) -> Question:
    def rows() -> Any:
        cases = queue(ANYBODY, at=SOMETIME).filter(SHOWN[show]).urgent_first()
        return cases.values_list(*COLUMNS)[(page - 1) * size : page * size]

    return Question(rows)


def list_lines(user: User, show: str, *, page: int = 1, size: int = PAGE) -> list[Line]:
    """Of what is open: to do, one's own, waiting for others."""
    rows = _question(show, page, size).ask(by=int(user.pk), at=timezone.now())
    kinds = {
        label: str(apps.get_model(label)._meta.verbose_name) for label in {row[1] for row in rows}
    }
    queue_url = reverse("moderation:queue")
    return [_line(row, f"{queue_url}{row[0]}/", kinds[row[1]]) for row in rows]


def _line(row: tuple[Any, ...], url: str, kind: str) -> Line:
    pk, label, title, lang, origin, round_, appeal_of, opened_at, by, name = row[:10]
    rule_fr, rule_en, veils, space_fr, space_en = row[10:]
    is_appeal = appeal_of is not None
    is_first = round_ == Round.FIRST
    return Line(
        pk=pk,
        url=url,
        kind=kind,
        title=title,
        lang=lang,
        space=in_language(fr=space_fr, en=space_en),
        rule=in_language(fr=rule_fr, en=rule_en),
        veils=bool(veils),
        came_by="" if is_appeal or origin == Origin.REPORT else str(Origin(origin).label),
        age=age_of(as_instant(opened_at)),
        taken_by=by,
        taken_by_name=name or "",
        round="" if is_first or is_appeal else str(Round(round_).label),
        is_appeal=is_appeal,
        can_be_picked=is_first and not is_appeal and label not in MEASURES,
    )


def list_shown(user: User, show: str, *, page: int) -> list[Line] | list[Case]:
    """A page of the queue. What is closed is no work: its list may cost more."""
    if show != "closed":
        return list_lines(user, show, page=page)
    cases = Case.objects.judged_by(user).closed().latest_first(page=page, size=PAGE)
    return list(cases.select_related("rule", "space").defer(*LONG))
