from typing import Any

from django.db import migrations


def make_forum(apps: Any, schema_editor: object) -> None:
    apps.get_model("spaces", "Space").objects.get_or_create(
        slug="forum", defaults={"name_fr": "Le forum", "name_en": "The forum", "is_public": True}
    )


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_initial")]
    operations = [migrations.RunPython(make_forum, migrations.RunPython.noop)]
