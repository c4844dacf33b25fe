"""The endings that every institution knows; and those who sit already have accepted and have a term."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.db import migrations

ENDINGS = [
    # code, French, English, offered, nobody can refuse it, both co-chairs
    ("function", "Fin de fonction", "End of function", True, False, False),
    ("term", "Fin du mandat", "End of the term", True, False, False),
    ("decision", "Décision du comité", "Decision of the committee", True, False, False),
    ("death", "Décès", "Death", True, True, False),
    ("removal", "Exclusion, avec l’accord des deux coprésidences", "Removal, with the agreement of both co-chairs", True, False, True),
    ("resigned", "Départ de son plein gré", "Left of their own accord", False, True, False),
    ("replaced", "A pris le siège, après l’avoir suppléé", "Took the seat whose deputy they were", False, True, False),
]  # fmt: skip


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def write(apps: Any, _editor: Any) -> None:
    Ending = apps.get_model("committees", "Ending")
    for position, (code, fr, en, offered, sure, both) in enumerate(ENDINGS):
        Ending.objects.get_or_create(
            code=code,
            defaults={
                "name_fr": fr,
                "name_en": en,
                "is_offered": offered,
                "nobody_can_refuse": sure,
                "needs_both_chairs": both,
                "position": position,
            },
        )
    Seat = apps.get_model("committees", "Seat")
    Rules = apps.get_model("committees", "Rules")
    months = dict(Rules.objects.order_by("number").values_list("committee", "term_months"))
    for seat in Seat.objects.filter(user__isnull=False):
        seat.accepted_on = seat.since_on
        seat.until_on = months_after(seat.since_on, months[seat.committee_id])
        seat.save(update_fields=["accepted_on", "until_on"])


class Migration(migrations.Migration):
    dependencies = [("committees", "0011_seats")]
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
