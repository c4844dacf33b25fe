from datetime import timedelta
from typing import Any

from django.db import migrations, models

from palabre.core.days import today
from palabre.vaults import epochs

DAYS = 90


def let_them_end(apps: Any, _schema_editor: Any) -> None:
    """What came before keys ended is locked with them too, from today on."""
    submission_model = apps.get_model("submissions", "Submission")
    for submission in submission_model.objects.all():
        since = max(submission.received_on, today() - timedelta(days=DAYS // 2))
        ends = epochs.monday_after(since, days=DAYS)
        if not epochs.is_there(ends):
            epochs.make(ends)
        submission.expires_on = ends
        submission.t_sk_for_writer = epochs.lock(ends, bytes(submission.t_sk_for_writer))
        submission.save(update_fields=["expires_on", "t_sk_for_writer"])
        for wrap in submission.wraps.all():
            wrap.sealed = epochs.lock(ends, bytes(wrap.sealed))
            wrap.save(update_fields=["sealed"])


class Migration(migrations.Migration):
    dependencies = [
        ("submissions", "0002_endorsements"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="expires_on",
            field=models.DateField(null=True, verbose_name="ends on"),
        ),
        migrations.AddField(
            model_name="submission",
            name="extended",
            field=models.BooleanField(default=False, verbose_name="was given more time"),
        ),
        migrations.RunPython(let_them_end, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="submission",
            name="expires_on",
            field=models.DateField(verbose_name="ends on"),
        ),
    ]
