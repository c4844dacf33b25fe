from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SIDES = [("civilian", "Civilian"), ("forces", "Forces")]


def say_who_decided(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    cases = apps.get_model("moderation", "Case").objects.filter(outcome="", round=1)
    for side, _name in SIDES:
        decided = models.Q(decisions__side=side, decisions__round=1)
        these = list(cases.filter(decided).values_list("pk", flat=True))
        cases.filter(pk__in=these).update(first_side=side)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0011_the_order_of_the_queue"),
        ("spaces", "0003_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="first_side",
            field=models.CharField(
                blank=True,
                choices=SIDES,
                editable=False,
                max_length=12,
                verbose_name="the side that decided first",
            ),
        ),
        migrations.RunPython(say_who_decided, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(model_name="case", name="moderation__space_i_2f8afa_idx"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["space", "outcome", "round", "first_side", "appeal_of", "writer", "id"],
                name="what_is_to_do_in_a_space",
            ),
        ),
    ]
