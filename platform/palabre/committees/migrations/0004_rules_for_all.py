import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("committees", "0003_first_rules")]
    operations = [
        migrations.AlterField(
            model_name=name,
            name="rules",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committees.rules",
                verbose_name="under the rules",
            ),
        )
        for name in ("discussion", "meeting")
    ]
