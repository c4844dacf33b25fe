import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0014_where_it_would_have_stood")]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="since",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="taken up at"
            ),
        ),
    ]
