from datetime import UTC, date, datetime
from typing import Any

from django.db import migrations
from django.db.models import Q

FORUM, SANCTION = "forum", "moderation.sanction"


def name_the_forum(apps: Any, schema_editor: Any) -> None:
    """What waited in the forum, and names, which everybody reads there, were told of as of a closed
    space. Of other spaces nobody knows any more who might look in on that day: they stay unnamed.
    So does what researchers may have taken: no line of theirs changes."""
    today = datetime.now(UTC).date()
    of_quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    cases = apps.get_model("moderation", "Case").objects.exclude(closed_on__lt=of_quarter)
    there = cases.filter(space__slug=FORUM, space__is_public=True, is_in_public=False)
    there.filter(Q(label__startswith="forums.") | Q(label="people.user")).update(is_in_public=True)
    sanctions = apps.get_model("moderation", "Sanction").objects
    followed = sanctions.filter(because__is_in_public=True, space__slug=FORUM)
    keys = [str(pk) for pk in followed.values_list("pk", flat=True)]
    there.filter(label=SANCTION, item_pk__in=keys).update(is_in_public=True)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0013_the_promise_of_its_day")]

    operations = [migrations.RunPython(name_the_forum, migrations.RunPython.noop)]
