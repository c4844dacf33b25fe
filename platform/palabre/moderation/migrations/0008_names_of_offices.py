"""A new house begins with one list: names of accounts that look like those of an office."""

from typing import Any

from django.db import migrations

WORDS = """\
gendarmerie
gendarme
police nationale
garde nationale
forces armées
armée
état-major
ministère
ministre
gouverneur
gouvernorat
préfet
sous-préfet
préfecture
sous-préfecture
mairie
maire de
présidence
assemblée nationale
procureur
capitaine
commandant
colonel
lieutenant
adjudant
général de
governor
prefect
ministry
minister
mayor of
army
captain
prosecutor
national assembly
secrétariat
secretariat
modérateur
modératrice
modération
moderator
administrateur
administratrice
administrator
palabre
"""


def make_list(apps: Any, schema_editor: object) -> None:
    rule = apps.get_model("moderation", "Rule").objects.filter(code="impersonation").first()
    if rule is None or apps.get_model("people", "User").objects.exists():
        return  # a house that people live in decides for itself
    apps.get_model("moderation", "WordList").objects.create(
        name="Noms d’offices et de services",
        rule=rule,
        deed="hold",
        reads="names",
        words=WORDS.rstrip("\n"),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0007_word_lists"),
        ("people", "0002_names_taken_from_view"),
    ]
    operations = [migrations.RunPython(make_list, migrations.RunPython.noop)]
