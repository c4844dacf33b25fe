import secrets
from typing import Any

from django.db import migrations, models

import palabre.committees.models.discussion


def mark(apps: Any, schema_editor: Any) -> None:
    """What was said before has marks like all that comes, which nobody can make again."""
    said = apps.get_model("committees", "NamelessContribution")
    for pk in said.objects.values_list("pk", flat=True):
        marks = {name: secrets.token_bytes(16) for name in ("tag", "voice")}
        said.objects.filter(pk=pk).update(**marks)


def field(label: str, **more: Any) -> Any:
    return models.BinaryField(verbose_name=label, **more)


TAG, VOICE = "mark of whoever said it", "mark of the voice"
CHANCE = palabre.committees.models.discussion.random_mark
STATE = models.CharField(
    choices=[
        ("published", "published"),
        ("veiled", "hidden while both sides look at it"),
        ("removed", "removed"),
        ("withdrawn", "withdrawn"),
    ],
    default="published",
    max_length=10,
    verbose_name="state",
)


class Migration(migrations.Migration):
    dependencies = [("committees", "0008_attachments")]

    operations = [
        migrations.AddField("namelesscontribution", "tag", field(TAG, null=True)),
        migrations.AddField("namelesscontribution", "voice", field(VOICE, null=True)),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AlterField("namelesscontribution", "tag", field(TAG, default=CHANCE)),
        migrations.AlterField("namelesscontribution", "voice", field(VOICE, default=CHANCE)),
        migrations.AlterField("contribution", "state", STATE),
        migrations.AlterField("namelesscontribution", "state", STATE),
    ]
