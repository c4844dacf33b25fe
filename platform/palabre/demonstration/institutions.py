"""Around the committees: whom their seats are for, how rules and charters changed, which territories."""

from datetime import timedelta

from palabre.committees.composition import numbers_of
from palabre.committees.models import Charter, Committee, Rules, SeatKind, Territory
from palabre.committees.seating import charter_digest
from palabre.committees.services.catalogue import keep_territory
from palabre.committees.services.charters import words_of
from palabre.committees.services.rule_changes import give_shares
from palabre.core.days import today
from palabre.demonstration.reading import Row, day, read
from palabre.people.models import User

Committees = dict[str, Committee]
People = dict[str, User]
CHARTER = ("charter_fr", "charter_en")


def load_kinds(committees: Committees) -> None:
    kinds = {kind.code: kind for kind in SeatKind.objects.all()}
    for slug, seats in read("kinds").items():
        for name, code in seats.items():
            committees[slug].seats.filter(user__username=name).update(kind=kinds[code])


def load_rule_changes(committees: Committees, people: People) -> None:
    """Written as they would have been on their day: a service announces today alone."""
    for row in read("rules_of_committees")["change"]:
        change_rules(committees[row["committee"]], row, people)


def keys_of(row: Row, people: People) -> dict[str, User]:
    """Who of the co-chairs has agreed."""
    return {f"{people[name].side}_by": people[name] for name in row.get("agreed", [])}


def change_rules(committee: Committee, row: Row, people: People) -> None:
    last = committee.rules_ever.order_by("-number")[0]
    following = Rules.objects.create(
        committee=committee,
        number=last.number + 1,
        announced_on=day(row["announced_ago"]),
        in_force_from=day(row["ago"]),
        reason_fr=row["reason_fr"],
        reason_en=row["reason_en"],
        waits=row.get("waits", False),
        **keys_of(row, people),
        **{**numbers_of(last), **row["numbers"]},
    )
    before = {kind.code: fewest for kind, fewest in last.fewest_of().items()}
    wanted = {**before, **row["shares"]}
    kinds = SeatKind.objects.filter(code__in=wanted)
    give_shares(following, {kind: wanted[kind.code] for kind in kinds})


def load_charters(committees: Committees, people: People) -> None:
    rows = read("charters")
    for row in rows["change"]:
        _change_charter(committees[row["committee"]], row)
    for row in rows["proposed"]:
        committee = Committee.objects.get(pk=committees[row["committee"]].pk)
        more = {name: f"{getattr(committee, name)}\n{row[f'adds_{name[-2:]}']}" for name in CHARTER}
        Charter.objects.create(
            committee=committee,
            number=committee.charters.count() + 1,
            in_force_from=today() + timedelta(days=row["in_days"]),
            waits=True,
            **keys_of(row, people),
            **{name: row[name] for name in ("reason_fr", "reason_en")},
            **{**words_of(committee), **more},
        )


def _change_charter(committee: Committee, row: Row) -> None:
    """The words of today are the new ones: those before lacked a point."""
    committee = Committee.objects.get(pk=committee.pk)
    begins = f"{row['without']}. "
    for name in CHARTER:
        lines = getattr(committee, name).splitlines()
        before = "\n".join(line for line in lines if not line.startswith(begins))
        committee.charters.filter(number=1).update(**{name: before})
    charter = Charter.objects.create(
        committee=committee,
        number=2,
        announced_on=day(row["announced_ago"]),
        in_force_from=day(row["ago"]),
        began_on=day(row["ago"]),
        reason_fr=row["reason_fr"],
        reason_en=row["reason_en"],
        **words_of(committee),
    )
    seats = committee.seats.filter(left_on=None).exclude(user=None)
    seats.exclude(user__username__in=row["unanswered"]).update(
        accepted_on=charter.began_on, accepted_charter=charter_digest(charter)
    )


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
