"""Each record gets its place in a chain. Those that are there are joined in the order of their keys."""

from typing import Any

from django.db import migrations, models

import palabre.core.days
from palabre.audit.chain import GENESIS, Said, link

A_BATCH = 1000


def join_what_is_there(apps: Any, _editor: Any) -> None:
    records = apps.get_model("audit", "AuditRecord").objects
    number, digest, batch = 0, GENESIS, []
    for each in records.order_by("pk").iterator(chunk_size=A_BATCH):
        said = Said(each.day.isoformat(), each.action, each.actor, each.target, each.details)
        number += 1
        digest = link(number, each.pk, said.digest, digest)
        each.number, each.said, each.digest = number, said.digest, digest
        batch.append(each)
        if len(batch) == A_BATCH:
            records.bulk_update(batch, ["number", "said", "digest"])
            batch = []
    records.bulk_update(batch, ["number", "said", "digest"])
    apps.get_model("audit", "Head").objects.create(pk=1, number=number, digest=digest)


def nothing(_apps: Any, _editor: Any) -> None:
    """The columns go, and with them what was written in them."""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="number")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
            ],
            options={
                "verbose_name": "head of the record",
                "verbose_name_plural": "heads of the record",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_head")
                ],
            },
        ),
        migrations.CreateModel(
            name="DailyHead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        default=palabre.core.days.today, unique=True, verbose_name="day"
                    ),
                ),
                ("number", models.BigIntegerField(verbose_name="number")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
            ],
            options={
                "verbose_name": "head of a day",
                "verbose_name_plural": "heads of days",
                "ordering": ["-day"],
            },
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="said",
            field=models.CharField(
                default="",
                editable=False,
                max_length=64,
                verbose_name="digest of what it says",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="number",
            field=models.BigIntegerField(
                editable=False, null=True, unique=True, verbose_name="number"
            ),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="digest",
            field=models.CharField(
                default="", editable=False, max_length=64, verbose_name="digest"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(join_what_is_there, nothing),
    ]
