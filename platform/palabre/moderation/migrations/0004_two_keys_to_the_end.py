from datetime import timedelta
from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone


def give_what_is_there_its_time(apps: Any, _editor: Any) -> None:
    """What was opened or closed before counts from today, so that nobody loses a day of theirs."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    still_open = apps.get_model("moderation", "Case").objects.filter(outcome="")
    still_open.update(due_at=now + timedelta(days=14))
    still_open.filter(is_veiled=True).update(veiled_until=now + timedelta(hours=24))
    removed = apps.get_model("moderation", "Case").objects.filter(outcome="removed")
    removed.update(appeal_until=now.date() + timedelta(days=30))
    apps.get_model("moderation", "Rule").objects.filter(code="spam").update(is_spam=True)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0003_where_strangers_read"),
        ("spaces", "0003_letters"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Panelist",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("civilian", "Civilian"), ("forces", "Forces")],
                        max_length=12,
                        verbose_name="side",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a panel",
                "verbose_name_plural": "members of panels",
            },
        ),
        migrations.CreateModel(
            name="Procedure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "promise_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(720),
                        ],
                        verbose_name="decided within so many hours, as promised",
                    ),
                ),
                (
                    "lapse_days",
                    models.PositiveSmallIntegerField(
                        default=14,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="days until a case that nobody decides is closed",
                    ),
                ),
                (
                    "veil_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(24),
                        ],
                        verbose_name="hours for which a thing may be hidden undecided",
                    ),
                ),
                (
                    "second_look_hours",
                    models.PositiveSmallIntegerField(
                        default=24,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(168),
                        ],
                        verbose_name="hours for a second look",
                    ),
                ),
                (
                    "panel_hours",
                    models.PositiveSmallIntegerField(
                        default=72,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(336),
                        ],
                        verbose_name="hours for the panel of three",
                    ),
                ),
                (
                    "appeal_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days in which an author may appeal",
                    ),
                ),
                (
                    "spam_by_one",
                    models.BooleanField(
                        default=False,
                        verbose_name="one moderator alone may remove the spam of a newcomer",
                    ),
                ),
                (
                    "first_words",
                    models.PositiveSmallIntegerField(
                        default=0,
                        verbose_name="how many first posts of a newcomer wait to be published",
                    ),
                ),
                (
                    "holds_all",
                    models.BooleanField(
                        default=False, verbose_name="every post waits to be published"
                    ),
                ),
            ],
            options={
                "verbose_name": "procedure of moderation",
                "verbose_name_plural": "procedures of moderation",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "recusal",
                "verbose_name_plural": "recusals",
            },
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("upheld", models.PositiveIntegerField(default=0, verbose_name="removed")),
                ("dismissed", models.PositiveIntegerField(default=0, verbose_name="kept")),
            ],
            options={
                "verbose_name": "standing of a reporter",
                "verbose_name_plural": "standings of reporters",
            },
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="one_decision_a_side",
        ),
        migrations.RemoveConstraint(
            model_name="decision",
            name="one_decision_a_person",
        ),
        migrations.AddField(
            model_name="case",
            name="appeal_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appeals",
                to="moderation.case",
                verbose_name="appeal against",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="appeal_until",
            field=models.DateField(blank=True, null=True, verbose_name="appeal until"),
        ),
        migrations.AddField(
            model_name="case",
            name="due_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="this round ends at"),
        ),
        migrations.AddField(
            model_name="case",
            name="hours_open",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="hours until it was decided"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="is_held",
            field=models.BooleanField(default=False, verbose_name="waits to be published"),
        ),
        migrations.AddField(
            model_name="case",
            name="one_key",
            field=models.BooleanField(
                default=False, verbose_name="one key removes it, if it is spam"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="origin",
            field=models.CharField(
                choices=[
                    ("report", "Reported"),
                    ("words", "Holds words to look at"),
                    ("newcomer", "First words of a newcomer"),
                    ("held", "Waits to be published"),
                    ("name", "Name of an account"),
                    ("appeal", "Appeal"),
                ],
                default="report",
                max_length=10,
                verbose_name="came by",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="original",
            field=models.TextField(blank=True, verbose_name="as it was"),
        ),
        migrations.AddField(
            model_name="case",
            name="plea",
            field=models.CharField(
                blank=True, max_length=2000, verbose_name="what the author says"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="round",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "first look"), (2, "second look"), (3, "panel of three")],
                default=1,
                verbose_name="round",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="score",
            field=models.PositiveIntegerField(
                default=0, verbose_name="score, in hundredths of a report"
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="veiled_until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hidden until, at most"),
        ),
        migrations.AddField(
            model_name="decision",
            name="passage",
            field=models.CharField(blank=True, max_length=500, verbose_name="which passage"),
        ),
        migrations.AddField(
            model_name="decision",
            name="round",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "first look"), (2, "second look"), (3, "panel of three")],
                default=1,
                verbose_name="round",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="is_spam",
            field=models.BooleanField(
                default=False, verbose_name="spam: a procedure may leave it to one key"
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("kept", "Kept"),
                    ("removed", "Removed"),
                    ("disagreed", "Kept: the two sides disagreed"),
                    ("lapsed", "Kept: nobody decided in time"),
                ],
                max_length=10,
                verbose_name="outcome",
            ),
        ),
        migrations.AlterField(
            model_name="claim",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="moderation.case",
            ),
        ),
        migrations.AlterField(
            model_name="decision",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="moderation.case",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="moderation.case",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="reporter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("outcome", "")), fields=["due_at"], name="cases_that_end"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("appeal_of", None), _negated=True),
                fields=("appeal_of",),
                name="one_appeal_a_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("round__lt", 3)),
                fields=("case", "round", "side"),
                name="one_decision_a_side",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("case", "round", "moderator"), name="one_decision_a_person"
            ),
        ),
        migrations.AddField(
            model_name="panelist",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel",
                to="moderation.case",
            ),
        ),
        migrations.AddField(
            model_name="panelist",
            name="moderator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="procedure",
            name="space",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="procedure",
                to="spaces.space",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="moderation.case",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="moderator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="panelist",
            constraint=models.UniqueConstraint(
                fields=("case", "moderator"), name="one_place_on_a_panel"
            ),
        ),
        migrations.AddConstraint(
            model_name="procedure",
            constraint=models.CheckConstraint(
                condition=models.Q(("veil_hours__gte", 1), ("veil_hours__lte", 24)),
                name="hidden_undecided_for_a_day_at_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                fields=("case", "moderator"), name="one_recusal_a_person"
            ),
        ),
        migrations.RunPython(give_what_is_there_its_time, migrations.RunPython.noop),
    ]
