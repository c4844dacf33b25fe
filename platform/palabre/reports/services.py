"""What is counted day by day, because it will not be there any more when a report asks for it."""

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, F, Max, QuerySet

from palabre.core.days import today
from palabre.reports.models import MessageCount
from palabre.reports.quarters import quarter_of
from palabre.spaces.models import Space
from palabre.submissions.models import Item, Kind, Submission


def count_messages() -> None:
    """Of each space that takes messages, the days that are over and were not counted yet."""
    for space in Space.objects.all():
        _count(space, through=today() - timedelta(days=1))


@transaction.atomic
def _count(space: Space, *, through: date) -> None:
    Space.objects.select_for_update().get(pk=space.pk)  # one counter at a time
    counted = MessageCount.objects.filter(space=space)
    since: date = counted.aggregate(last=Max("through"))["last"] or date.min
    if since >= through:
        return
    received = _by_quarter(
        Submission.objects.filter(space=space), "received_on", since=since, through=through
    )
    answers = _by_quarter(
        Item.objects.filter(submission__space=space, kind=Kind.ANSWER),
        "day",
        since=since,
        through=through,
    )
    for first_day in {*received, *answers, quarter_of(through).first_day}:
        MessageCount.objects.get_or_create(
            space=space, first_day=first_day, defaults={"through": through}
        )
        counted.filter(first_day=first_day).update(
            received=F("received") + received[first_day],
            answers=F("answers") + answers[first_day],
            through=through,
        )


def _by_quarter(
    rows: "QuerySet[Submission] | QuerySet[Item]", field: str, *, since: date, through: date
) -> Counter[date]:
    """By its first day."""
    new = rows.filter(**{f"{field}__gt": since, f"{field}__lte": through}).order_by()
    found: Counter[date] = Counter()
    for day, number in new.values_list(field).annotate(number=Count("pk")):
        found[quarter_of(day).first_day] += number
    return found
