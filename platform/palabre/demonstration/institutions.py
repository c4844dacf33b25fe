"""Around the committees: whom their seats are for, how their rules changed, which territories."""

from palabre.committees.composition import numbers_of
from palabre.committees.models import Committee, Rules, SeatKind, Territory
from palabre.committees.services.catalogue import keep_territory
from palabre.committees.services.rule_changes import give_shares
from palabre.demonstration.reading import Row, day, read
from palabre.people.models import User

Committees = dict[str, Committee]


def load_kinds(committees: Committees) -> None:
    kinds = {kind.code: kind for kind in SeatKind.objects.all()}
    for slug, seats in read("kinds").items():
        for name, code in seats.items():
            committees[slug].seats.filter(user__username=name).update(kind=kinds[code])


def load_rule_changes(committees: Committees) -> None:
    """Written as they would have been on their day: a service announces today alone."""
    for row in read("rules_of_committees")["change"]:
        change_rules(committees[row["committee"]], row)


def change_rules(committee: Committee, row: Row) -> None:
    last = committee.rules_ever.order_by("-number")[0]
    following = Rules.objects.create(
        committee=committee,
        number=last.number + 1,
        announced_on=day(row["announced_ago"]),
        in_force_from=day(row["ago"]),
        reason_fr=row["reason_fr"],
        reason_en=row["reason_en"],
        **{**numbers_of(last), **row["numbers"]},
    )
    before = {kind.code: fewest for kind, fewest in last.fewest_of().items()}
    wanted = {**before, **row["shares"]}
    kinds = SeatKind.objects.filter(code__in=wanted)
    give_shares(following, {kind: wanted[kind.code] for kind in kinds})


def load_territories(committees: Committees, *, by: User) -> None:
    made: dict[str, Territory] = {}
    for row in read("territories")["territory"]:
        column, line = row["tile"]
        planned = {key: row[key] for key in ("planned_fr", "planned_en") if key in row}
        territory = Territory(
            name=row["name"],
            parent=made.get(row.get("parent", "")),
            is_planned="planned_fr" in row,
            column=column,
            row=line,
            **planned,
        )
        made[row["name"]] = keep_territory(territory, by=by)
        if slug := row.get("committee"):
            Committee.objects.filter(pk=committees[slug].pk).update(area=territory)
