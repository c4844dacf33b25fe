"""What a seat does not show the public beside a name no account shows either; and of letters whose
nomination is forgotten, or that another letter followed, nothing stays."""

from typing import Any

from django.db import migrations

NAME, SIDE, SEATED = "name", "side", "seated"


def tells_public_all(seat: Any) -> bool:
    held = seat.deputy_of
    is_told = held is None or held.user_id is None or held.shown_to_public != SIDE
    return bool(seat.shown_to_public == NAME and is_told)


def forget_function(person: Any, *functions: str) -> None:
    if person.function and person.function.casefold() in [each.casefold() for each in functions]:
        person.function = ""
        person.save(update_fields=["function"])


def keep_to_the_seats(apps: Any, _editor: Any) -> None:
    Seat = apps.get_model("committees", "Seat")
    for seat in Seat.objects.filter(user__isnull=False).select_related("user", "deputy_of"):
        if not tells_public_all(seat):
            forget_function(seat.user, seat.function_fr, seat.function_en)


def forget_letters(apps: Any, _editor: Any) -> None:
    """Those who took one and do not sit have shown nobody anything."""
    Nomination = apps.get_model("committees", "Nomination")
    Invitation = apps.get_model("spaces", "Invitation")
    for each in Nomination.objects.filter(invitation__isnull=False).select_related(
        "invitation__taken_by"
    ):
        if each.state != SEATED and each.invitation.taken_by:
            forget_function(each.invitation.taken_by, each.invitation.function)
    linked = Nomination.objects.filter(invitation__isnull=False).values("invitation")
    Invitation.objects.filter(pk__in=linked).update(function="")
    orphans = Invitation.objects.exclude(leads_to="").exclude(pk__in=linked)
    for each in orphans.filter(taken_by__isnull=False).select_related("taken_by"):
        forget_function(each.taken_by, each.function)
    orphans.delete()


class Migration(migrations.Migration):
    dependencies = [("committees", "0012_seats_as_they_are"), ("spaces", "0003_letters")]
    operations = [
        migrations.RunPython(keep_to_the_seats, migrations.RunPython.noop),
        migrations.RunPython(forget_letters, migrations.RunPython.noop),
    ]
