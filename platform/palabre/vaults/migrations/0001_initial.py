"""Keys of vaults were the readers' alone, in the app of messages. Their tables stay where they are."""

import uuid
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import palabre.core.days


def rename_content_types(apps: Any, _schema: Any) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="submissions")
    types.filter(model="readerkey").update(app_label="vaults", model="vaultkey")
    types.filter(model="endorsement").update(app_label="vaults")


def name_them_as_before(apps: Any, _schema: Any) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="vaults")
    types.filter(model="vaultkey").update(app_label="submissions", model="readerkey")
    types.filter(model="endorsement").update(app_label="submissions")


KEY = migrations.CreateModel(
    name="VaultKey",
    fields=[
        (
            "id",
            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
        ),
        ("x_pk", models.BinaryField(verbose_name="sealing key")),
        ("ed_pk", models.BinaryField(verbose_name="signing key")),
        ("by_passphrase", models.BinaryField(verbose_name="vault, locked by the passphrase")),
        ("by_recovery", models.BinaryField(verbose_name="vault, locked by the recovery sheet")),
        (
            "enrolled_on",
            models.DateField(default=palabre.core.days.today, verbose_name="enrolled on"),
        ),
        (
            "user",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="vault_key",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        (
            "former_user",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ],
    options={
        "db_table": "submissions_readerkey",
        "verbose_name": "key of a vault",
        "verbose_name_plural": "keys of vaults",
    },
)
ENDORSEMENT = migrations.CreateModel(
    name="Endorsement",
    fields=[
        (
            "id",
            models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
        ),
        ("username", models.CharField(max_length=150, verbose_name="user name")),
        ("side", models.CharField(max_length=12, verbose_name="side")),
        ("signature", models.BinaryField(verbose_name="signature")),
        ("day", models.DateField(default=palabre.core.days.today, verbose_name="day")),
        (
            "space",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="spaces.space"
            ),
        ),
        (
            "key",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="endorsements",
                to="vaults.vaultkey",
            ),
        ),
        (
            "by_key",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vaults.vaultkey"
            ),
        ),
    ],
    options={
        "db_table": "submissions_endorsement",
        "verbose_name": "endorsement of a key",
        "verbose_name_plural": "endorsements of keys",
        "constraints": [
            models.UniqueConstraint(fields=("space", "key", "by_key"), name="one_vouches_once")
        ],
    },
)


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("spaces", "0002_forum"),
        ("submissions", "0008_last_ending"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[KEY, ENDORSEMENT]),
        migrations.RunPython(rename_content_types, name_them_as_before),
    ]
