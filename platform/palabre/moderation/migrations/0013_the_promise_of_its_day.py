from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def take_what_is_promised_today(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """By this every case was measured until now, whatever had been promised when it was opened."""
    cases = apps.get_model("moderation", "Case").objects
    for procedure in apps.get_model("moderation", "Procedure").objects.exclude(promise_hours=48):
        cases.filter(space=procedure.space_id).update(promise_hours=procedure.promise_hours)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0012_which_side_decided_first")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="promise_hours",
            field=models.PositiveSmallIntegerField(
                default=48, editable=False, verbose_name="decided within so many hours, as promised"
            ),
        ),
        migrations.RunPython(take_what_is_promised_today, migrations.RunPython.noop, elidable=True),
    ]
