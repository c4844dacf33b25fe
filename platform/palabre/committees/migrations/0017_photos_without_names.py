import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("committees", "0016_charters_as_they_are"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamelessPicture",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.CharField(max_length=200, verbose_name="what is seen in it")),
                ("width", models.PositiveSmallIntegerField(verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(verbose_name="height")),
                ("content", models.BinaryField(verbose_name="bytes")),
                (
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picture",
                        to="committees.namelesscontribution",
                    ),
                ),
            ],
            options={
                "verbose_name": "photo without a name",
                "verbose_name_plural": "photos without names",
            },
        ),
    ]
