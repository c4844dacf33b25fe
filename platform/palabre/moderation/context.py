"""What helps a moderator to judge: what stands around it, what came of it before, what was decided of
others like it. Nothing here says who wrote, and nothing is asked for of speech without a name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Prefetch
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.core.text import clean, words_of
from palabre.moderation import rules
from palabre.moderation.models import Case, CaseQuerySet, Decision, last_words
from palabre.moderation.models.case import LONG
from palabre.moderation.registry import Exhibit, around, keeper_of
from palabre.people.models import User
from palabre.people.naming import own_name
from palabre.search.words import stems_of

A_YEAR = timedelta(days=365)
AS_FAR_AS, MOST_WORDS = 40, 1000
SHOWN = 3
EXCERPT, FEW_WORDS = 400, 120
QUOTE_BEGINS = re.compile(r"<blockquote>\s*")
QUOTE_ENDS = re.compile(r"(?:\s*</p>)?\s*</blockquote>")
MARKS = {"fr": ("«\u00a0", "\u00a0»")}


@dataclass(frozen=True)
class Neighbour:
    """What was said beside it: a number and words."""

    number: str
    words: str
    lang: str
    url: str


@dataclass(frozen=True)
class Earlier:
    """A case that is closed, with what each side said last."""

    case: Case
    words: str  # a few, as they were; none once they are forgotten
    decisions: list[Decision]


@dataclass(frozen=True)
class Context:
    before: list[Neighbour]
    after: list[Neighbour]
    same: list[Earlier]
    alike: list[Earlier]
    of_author: str


def context_of(case: Case, exhibit: Exhibit | None, *, for_user: User) -> Context:
    item = case.item
    beside = around(case.label, item) if item is not None else None
    author = keeper_of(case.label).author_of(item) if item is not None else None
    same, alike = _earlier(case, words_of(exhibit.html) if exhibit else "", for_user)
    return Context(
        before=[_neighbour(each, author) for each in beside.before] if beside else [],
        after=[_neighbour(each, author) for each in beside.after] if beside else [],
        same=same,
        alike=alike,
        of_author=_removed_before(case, author) if author else "",
    )


def _neighbour(exhibit: Exhibit, author: User | None) -> Neighbour:
    """Others may quote the author, or call them by their name."""
    words = words_of(_with_marks(exhibit.html, exhibit.lang))
    if author is not None:
        # The longer first: who was called otherwise before is quoted by that name.
        names = sorted({str(author), own_name(author)}, key=len, reverse=True)
        theirs = "|".join(map(re.escape, names))
        words = re.sub(theirs, _("(author hidden)"), words, flags=re.IGNORECASE)
    return Neighbour(exhibit.title, _clipped(words, EXCERPT), exhibit.lang, exhibit.url)


def _clipped(words: str, most: int) -> str:
    return words[:most].rstrip() + "…" if len(words) > most else words


def _with_marks(html: str, lang: str) -> str:
    """What somebody quotes is told from what they answer, when the lines are all that is left."""
    begin, end = MARKS.get(lang, ("“", "”"))
    return QUOTE_ENDS.sub(f"{end}</p>", QUOTE_BEGINS.sub(begin, html))


def _earlier(case: Case, words: str, user: User) -> tuple[list[Earlier], list[Earlier]]:
    """About this same thing; and about others, under the same rule, the closest words first.

    What an appeal is against is not among them: a different pair judges, and of whatever they may
    yet judge on appeal they read no reasons.
    """
    closed = Case.objects.decided().filter(label=case.label).exclude(pk__in=case.same_matter)
    same = _with_all_to_show(closed.filter(item_pk=case.item_pk))
    others = _with_all_to_show(
        closed.filter(space=case.space_id, rule=case.rule_id).exclude(item_pk=case.item_pk)
    )
    stems = stems_of(words[:MOST_WORDS], case.lang)
    others.sort(key=lambda each: -_likeness(stems, each))
    return _with_decisions(same[:SHOWN], user), _with_decisions(others[:SHOWN], user)


def _with_all_to_show(closed: CaseQuerySet) -> list[Case]:
    said = Decision.objects.that_count().select_related("rule").order_by("side", "round")
    found = closed.latest_first(page=1, size=AS_FAR_AS).select_related("rule").defer(*LONG)
    began = found.annotate(began=Left("original", MOST_WORDS))
    return list(began.prefetch_related(Prefetch("decisions", said), "appeals"))


def _likeness(stems: set[str], other: Case) -> float:
    """How many of their words they share. Words are forgotten a month after the end: then the title."""
    theirs = stems_of(_began(other) or other.title, other.lang)
    return len(stems & theirs) / (len(stems | theirs) or 1)


def _began(other: Case) -> str:
    cut: str = getattr(other, "began", "") or ""
    return words_of(clean(cut))


def _with_decisions(cases: Iterable[Case], user: User) -> list[Earlier]:
    return [
        Earlier(
            case,
            _clipped(" ".join(_began(case).split()), FEW_WORDS),
            []
            if rules.may_judge_appeal_of(user, case)
            else last_words(case.decisions.all(), case.round),
        )
        for case in cases
    ]


def _removed_before(case: Case, author: User) -> str:
    """A word, not a number, and of this space alone: it must not tell who wrote."""
    if "author" not in {field.name for field in case.model._meta.get_fields()}:
        return ""
    recent = Case.objects.standing().filter(
        label=case.label, space=case.space_id, closed_on__gte=today() - A_YEAR
    )
    theirs = case.model._base_manager.filter(author=author).exclude(pk=case.item_pk)
    as_text = theirs.annotate(as_text=Cast("pk", CharField()))
    found = as_text.filter(as_text__in=recent.values("item_pk"))[:2].count()
    return {
        0: _("Nothing else by this author was removed here in the last year."),
        1: _("One other text by this author was removed here in the last year."),
        2: _("Several other texts by this author were removed here in the last year."),
    }[found]
