"""The keys of readers are keys of vaults now, for others too. Nothing changes in the database."""

import django.db.models.deletion
from django.db import migrations, models

REPOINTED = [
    migrations.AlterField(
        model_name="keywrap",
        name="reader_key",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.CASCADE,
            related_name="wraps",
            to="vaults.vaultkey",
        ),
    ),
    migrations.AlterField(
        model_name="proposal",
        name="by_key",
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="vaults.vaultkey"
        ),
    ),
    migrations.DeleteModel(name="Endorsement"),
    migrations.DeleteModel(name="ReaderKey"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0008_last_ending"),
        ("vaults", "0001_initial"),
    ]

    operations = [migrations.SeparateDatabaseAndState(state_operations=REPOINTED)]
