"""The words that hold today are each committee's first; rules that hold today stay as they were agreed."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

TEXTS = ("purpose_fr", "purpose_en", "charter_fr", "charter_en")


def write(apps: Any, _editor: Any) -> None:
    Committee = apps.get_model("committees", "Committee")
    Charter = apps.get_model("committees", "Charter")
    Seat = apps.get_model("committees", "Seat")
    for committee in Committee.objects.all():
        Charter.objects.create(
            committee=committee,
            number=1,
            announced_on=committee.founded_on,
            in_force_from=committee.founded_on,
            began_on=committee.founded_on,
            **{name: getattr(committee, name) for name in TEXTS},
        )
        chairs = Seat.objects.filter(
            committee=committee, is_chair=True, left_on=None, user__isnull=False
        )
        if {"civilian", "forces"} <= set(chairs.values_list("side", flat=True)):
            committee.chairs_since = datetime.now(UTC).date()
            committee.save(update_fields=["chairs_since"])
    # Nobody agreed to keys when these were announced: a change brings them, if it is wanted.
    apps.get_model("committees", "Rules").objects.update(chairs_agree=False)


class Migration(migrations.Migration):
    dependencies = [("committees", "0015_charters")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
