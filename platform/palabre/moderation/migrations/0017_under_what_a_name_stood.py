from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0016_with_which_choice_a_reason_goes"),
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
