from typing import Any

from django.db import migrations, models


def name_the_forum(apps: Any, schema_editor: Any) -> None:
    """The forum has no closed corners. What else was decided before stays without a place."""
    cases = apps.get_model("moderation", "Case").objects
    cases.filter(label__startswith="forums.", space__is_public=True).update(is_in_public=True)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_rules")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="is_in_public",
            field=models.BooleanField(default=False, verbose_name="stands where anyone may read"),
        ),
        migrations.RunPython(name_the_forum, migrations.RunPython.noop),
    ]
