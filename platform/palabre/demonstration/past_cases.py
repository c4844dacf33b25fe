"""Months of closed cases, laid as they left them: so that the account of the last month, and what
researchers take of the last quarter, have something to tell."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from palabre.core.days import today
from palabre.demonstration.reading import Row, read
from palabre.forums.models import Post
from palabre.moderation.models import Case, Choice, Decision, Outcome, Report, Rule
from palabre.people.models import User
from palabre.reports.quarters import quarter_of

JUDGES = {"civilian": "mariam", "forces": "salif"}
NO_POST = count(2_000_000_000)  # what was deleted for good
Made = list[tuple[Case, Row]]


def load_past_cases(people: dict[str, User], posts: list[tuple[Row, Post]]) -> None:
    free = _unjudged(posts)
    last = _before(today().replace(day=1))
    of_quarter = _before(quarter_of(today()).first_day)
    _load_month(last, "number", free, people)
    if of_quarter != last:
        _load_month(of_quarter, "earlier", free, people)


def _load_month(day: date, many: str, posts: Iterator[Post], people: dict[str, User]) -> None:
    made = list(_cases(day, many, posts))
    Case.objects.bulk_create(case for case, _row in made)
    Report.objects.bulk_create(
        Report(case=case, rule=case.rule) for case, row in made if row["origin"] == "report"
    )
    for look in (1, 2):
        _look(made, look, people)
    for outcome in Outcome:
        ended = [case.pk for case, row in made if _outcome(row) == outcome]
        Case.objects.filter(pk__in=ended).update(outcome=outcome, closed_on=day)


def _unjudged(posts: list[tuple[Row, Post]]) -> Iterator[Post]:
    judged = set(Case.objects.values_list("item_pk", flat=True))
    for row, post in posts:
        is_of_a_judge = post.author and post.author.username in JUDGES.values()
        if "reportable" not in row and not is_of_a_judge and str(post.pk) not in judged:
            yield post


def _before(first_day: date) -> date:
    """In the middle of the month before."""
    return (first_day - timedelta(days=1)).replace(day=15)


def _cases(day: date, many: str, posts: Iterator[Post]) -> Iterator[tuple[Case, Row]]:
    rules = {rule.code: rule for rule in Rule.objects.all()}
    at = datetime.combine(day, time(9), tzinfo=UTC)
    for row in read("past_cases")["group"]:
        for _ in range(row[many]):
            post = next(posts)
            case = Case(
                label=post._meta.label_lower,
                item_pk=str(next(NO_POST) if "gone" in row else post.pk),
                title=row.get("gone", post.topic.title),
                lang=post.topic.lang,
                space=post.topic.category.space,
                rule=rules[row["rule"]],
                is_in_public=True,
                origin=row["origin"],
                hours_open=row["hours"],
                opened_at=at - timedelta(hours=row["hours"]),
            )
            yield case, row


def _look(made: Made, look: int, people: dict[str, User]) -> None:
    looked_at = [(case, row["looks"][look - 1]) for case, row in made if len(row["looks"]) >= look]
    Case.objects.filter(pk__in=[case.pk for case, _said in looked_at]).update(round=look)
    Decision.objects.bulk_create(
        Decision(
            case=case,
            round=look,
            side=side,
            moderator=people[who],
            choice=said[side],
            rule=case.rule,
        )
        for case, said in looked_at
        for side, who in JUDGES.items()
    )


def _outcome(row: Row) -> Outcome:
    if not row["looks"]:
        return Outcome.LAPSED
    said = set(row["looks"][-1].values())
    if len(said) > 1:
        return Outcome.DISAGREED
    return Outcome.KEPT if said == {Choice.KEEP} else Outcome.REMOVED
