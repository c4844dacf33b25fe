from django.core.validators import MaxValueValidator
from django.db import migrations, models


def days(default: int) -> models.Field[int, int]:
    return models.PositiveSmallIntegerField(
        default=default,
        help_text="0: they wait for as long as it takes.",
        validators=[MaxValueValidator(90)],
        verbose_name="days for which minutes wait for a co-chair who says nothing",
    )


class Migration(migrations.Migration):
    """Rules that hold already say nothing of it, and no rule acts backwards: there, minutes wait."""

    dependencies = [("committees", "0013_functions_as_shown")]

    operations = [
        migrations.AddField("rules", "silence_days", days(0)),
        migrations.AlterField("rules", "silence_days", days(7)),
        migrations.AddField("template", "silence_days", days(7)),
    ]
