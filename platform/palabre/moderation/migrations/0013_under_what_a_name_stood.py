from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0012_which_side_decided_first"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="under_label",
            field=models.CharField(
                blank=True, max_length=60, verbose_name="under which kind of thing"
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="under_pk",
            field=models.CharField(blank=True, max_length=40, verbose_name="under which one"),
        ),
    ]
