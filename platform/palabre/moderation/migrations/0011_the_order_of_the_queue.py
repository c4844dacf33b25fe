from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def mark_urgent(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    cases = apps.get_model("moderation", "Case").objects
    cases.filter(outcome="", rule__veils=True).update(is_urgent=True)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0010_closed_cases_by_their_day"),
        ("spaces", "0003_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="is_urgent",
            field=models.BooleanField(default=False, editable=False, verbose_name="urgent"),
        ),
        migrations.RunPython(mark_urgent, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["-is_urgent", "-score", "opened_at", "id"],
                name="open_cases_in_order",
            ),
        ),
    ]
