"""What members of Tabakoro report of pressure, and the numbers of quarters that are over."""

import secrets

from palabre.core.days import today
from palabre.demonstration.reading import Row, read
from palabre.people.models import User
from palabre.reprisals import quarters, services
from palabre.reprisals.models import Report
from palabre.spaces.models import Space
from palabre.vaults.models import VaultKey


def load_pressure() -> None:
    rows = read("reprisals")
    for row in rows["report"]:
        _report(row)
    for row in rows["past"]:
        _past(row)


def _report(row: Row) -> None:
    to = VaultKey.objects.filter(user__username__in=row["to"]).values_list("pk", flat=True)
    said = services.Said(row["kind"], row["words"], row["named"], frozenset(to))
    services.report(
        Space.objects.get(slug=row["committee"]),
        said,
        by=User.objects.get(username=row["by"]),
        token=secrets.token_bytes(32),
    )


def _past(row: Row) -> None:
    space = Space.objects.get(slug=row["committee"])
    quarter = quarters.later(quarters.first_day(today()), -row["back"])
    ends = quarters.end_of(quarter)
    Report.objects.bulk_create(
        Report(space=space, quarter=quarter, expires_on=ends, outcome=outcome, sealed=b"")
        for outcome in row["outcomes"]
    )
