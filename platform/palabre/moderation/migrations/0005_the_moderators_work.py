"""Notes, single keys, and the ready reasons that a new house starts with; its secretariat changes them."""

from typing import Any

import django.db.models.deletion
import palabre.core.days
from django.conf import settings
from django.db import migrations, models

REASONS = {
    "danger": [
        (
            "Ce passage peut conduire quelqu’un chez une personne. Vous pouvez redire le fait sans ce qui permet de la trouver.",
            "This passage could send somebody to a person’s door. You may tell the fact again, without what leads to them.",
        )
    ],
    "personal-data": [
        (
            "Un nom, un numéro ou une adresse n’est pas à vous de donner. Réécrivez sans cela : le reste est le bienvenu.",
            "A name, a number or an address is not yours to give. Write it again without: the rest is welcome.",
        )
    ],
    "operational-detail": [
        (
            "Vous pouvez critiquer ce poste. Dire combien ils sont et quand ils se relèvent met des vies en danger.",
            "You may criticise this post. Saying how many they are and when they change puts lives in danger.",
        )
    ],
    "hate": [
        (
            "Votre message vise tout un groupe. Dites ce qui s’est passé, quand, et ce que vous demandez.",
            "Your message is aimed at a whole group. Say what happened, when, and what you ask for.",
        )
    ],
    "insult": [
        (
            "Vous avez le droit d’être en colère. Redites-le sans l’insulte : on pourra vous répondre.",
            "You have the right to be angry. Say it again without the insult, and you can be answered.",
        ),
        (
            "C’est dur à lire, mais ce n’est pas une insulte : le message reste.",
            "It is hard to read, but it is no insult: the message stays.",
        ),
    ],
    "campaigning": [
        (
            "On n’appelle pas ici à voter pour ou contre quelqu’un, qui que l’on soit.",
            "Nobody calls here for a vote for or against anyone, whoever they are.",
        )
    ],
    "impersonation": [
        (
            "Vous parlez au nom d’un autre. Si ce service veut répondre, il le fera lui-même.",
            "You speak in somebody else’s name. If that service wants to answer, it will do so itself.",
        )
    ],
    "spam": [
        (
            "Ceci est une annonce, et sa place n’est pas ici.",
            "This is an advertisement, and its place is not here.",
        )
    ],
    "off-topic": [
        (
            "Votre idée sera mieux lue dans un sujet à elle : ouvrez-en un.",
            "Your idea will be better read in a topic of its own: open one.",
        )
    ],
}


def offer_reasons(apps: Any, schema_editor: object) -> None:
    rules = {rule.code: rule for rule in apps.get_model("moderation", "Rule").objects.all()}
    wording = apps.get_model("moderation", "Wording")
    for code, pairs in REASONS.items():
        for fr, en in pairs if code in rules else ():
            french = fr.replace(" :", "\u00a0:")
            wording.objects.create(rule=rules[code], text_fr=french, text_en=en)


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0004_two_keys_to_the_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="ready_en",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="ready reason in English"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="ready_fr",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="ready reason in French"
            ),
        ),
        migrations.CreateModel(
            name="Note",
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
                (
                    "round",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "first look"), (2, "second look"), (3, "panel of three")],
                        default=1,
                        verbose_name="round",
                    ),
                ),
                ("text", models.CharField(max_length=1000, verbose_name="note")),
                (
                    "written_on",
                    models.DateField(default=palabre.core.days.today, verbose_name="written on"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="moderation.case",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="SingleKeys",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "single keys",
                "verbose_name_plural": "single keys",
            },
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_fr", models.CharField(max_length=300, verbose_name="reason in French")),
                ("text_en", models.CharField(max_length=300, verbose_name="reason in English")),
                ("is_active", models.BooleanField(default=True, verbose_name="on offer")),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="moderation.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "ready reason",
                "verbose_name_plural": "ready reasons",
                "ordering": ["rule__number", "pk"],
            },
        ),
        migrations.RunPython(offer_reasons, migrations.RunPython.noop),
    ]
