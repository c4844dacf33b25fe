"""Sixteen moderation cases, at every stage, brought about by the deeds that bring them about."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from palabre.committees.models import Committee
from palabre.demonstration.reading import Row, day, read
from palabre.forums.models import Post, Topic
from palabre.moderation import services
from palabre.moderation.models import Case, Choice, Rule
from palabre.moderation.procedure_services import set_procedure
from palabre.people.models import User


def load_cases(
    people: dict[str, User], posts: list[tuple[Row, Post]], said: dict[str, list[Any]]
) -> None:
    rules = {rule.code: rule for rule in Rule.objects.all()}
    targets = Targets(posts, said)
    for row in read("cases")["case"]:
        item = targets.find(row)
        for report in row["reports"]:
            case = services.report(
                item,
                rule=rules[report["rule"]],
                note=report["note"].strip(),
                by=people[report["by"]],
            )
        if "hours" in row["reports"][0]:
            _date_by_hours(case, row["reports"], rules)
        else:
            date_case(case, opened=max(report["ago"] for report in row["reports"]))
        _judge(case, row, rules, people)
        if "sanction" in row:
            _agree(services.propose_sanction(case, **row["sanction"], by=people["mariam"]), people)
    for row in read("cases")["pause"]:
        topic = Topic.objects.get(title=row["topic"])
        asked = {key: row[key] for key in ("kind", "days", "note")}
        rule = rules[row["rule"]]
        _agree(services.propose_pause(topic, **asked, rule=rule, by=people["mariam"]), people)


def _date_by_hours(case: Case, reports: list[Row], rules: dict[str, Rule]) -> None:
    """Of today, or of last night: what is hidden until both sides agree is so for a day at most."""
    hidden = max(report["hours"] for report in reports if rules[report["rule"]].veils)
    opened = max(report["hours"] for report in reports)
    case.refresh_from_db()
    assert case.veiled_until is not None  # noqa: S101 (a case that hides nothing is dated by days)
    Case.objects.filter(pk=case.pk).update(
        opened_at=case.opened_at - timedelta(hours=opened),
        veiled_until=case.veiled_until - timedelta(hours=hidden),
    )


def _agree(asked: Case, people: dict[str, User]) -> None:
    services.decide(asked, choice=Choice.REMOVE, rule=asked.rule, by=people["salif"])


def load_procedures(committees: dict[str, Committee], *, by: User) -> None:
    """Tabakoro promises to be quicker than others, and lets nothing lie for two weeks."""
    set_procedure(committees["tabakoro"].space, by=by, promise_hours=36, lapse_days=10)


def _judge(case: Case, row: Row, rules: dict[str, Rule], people: dict[str, User]) -> None:
    said = row.get("decisions", [])
    looks = 2 if len({decision["choice"] for decision in said}) > 1 else 1
    for decision in said * looks:  # who differs looks again, and here stands by what they said
        services.decide(
            case,
            choice=decision["choice"],
            rule=rules[decision["rule"]],
            note=decision["note"].strip(),
            by=people[decision["by"]],
        )
    if "claimed_by" in row:
        services.claim(case, by=people[row["claimed_by"]])
    case.refresh_from_db()
    if not case.is_open:
        on = day(min(decision["ago"] for decision in row["decisions"]))
        until = on + timedelta(days=30) if case.appeal_until else None
        Case.objects.filter(pk=case.pk).update(closed_on=on, appeal_until=until)
        case.refresh_from_db()


def date_case(case: Case, *, opened: int) -> None:
    at = datetime.combine(day(opened), time(9), tzinfo=UTC)
    Case.objects.filter(pk=case.pk).update(opened_at=at)


RECENT = range(21, 90)


class Targets:
    """What a case of the file is about: `forum:3`, `forum:any:1`, `discussion:key:index` or `title:…`."""

    def __init__(self, posts: list[tuple[Row, Post]], said: dict[str, list[Any]]) -> None:
        self.said = said
        self.reportable = [post for row, post in posts if "reportable" in row]
        self.ordinary = [
            post for row, post in posts if "reportable" not in row and row["ago"] in RECENT
        ]

    def find(self, row: Row) -> Any:
        kind, *where = row["target"].split(":")
        if kind == "discussion":
            return self.said[where[0]][int(where[1]) - 1]
        if kind == "title":
            return Topic.objects.get(title=where[0])
        if where[0] != "any":
            return self.reportable[int(where[0]) - 1]
        reporters = {report["by"] for report in row["reports"]}
        others = [
            post for post in self.ordinary if post.author and post.author.username not in reporters
        ]
        return others[int(where[1]) * 7]
