from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CHOICES = [("keep", "Keep it as it is"), ("remove", "Remove it")]
STAYS = "stays."


def say_with_which_choice(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Of those that a house began with, and as far as nobody has changed them."""
    first = import_module("palabre.moderation.migrations.0005_the_moderators_work").REASONS
    wordings = apps.get_model("moderation", "Wording").objects
    for _french, english in (pair for pairs in first.values() for pair in pairs):
        choice = "keep" if english.endswith(STAYS) else "remove"
        wordings.filter(text_en=english).update(choice=choice)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0015_since_when_a_case_is_held")]

    operations = [
        migrations.AddField(
            model_name="wording",
            name="choice",
            field=models.CharField(
                blank=True, choices=CHOICES, max_length=10, verbose_name="goes with"
            ),
        ),
        migrations.RunPython(say_with_which_choice, migrations.RunPython.noop, elidable=True),
    ]
