"""The kinds of seats and the templates that a new house starts with. Secretariats change them."""

from typing import Any

from django.db import migrations

CIVILIAN, FORCES, PARLIAMENT = "civilian", "forces", "parliament"
# code, side, French, English
KINDS = [
    ("women", CIVILIAN, "Associations de femmes", "Women’s associations"),
    ("youth", CIVILIAN, "Jeunes", "Youth"),
    ("religious", CIVILIAN, "Confessions religieuses", "Religious communities"),
    ("traditional", CIVILIAN, "Autorités traditionnelles", "Traditional authorities"),
    ("communities", CIVILIAN, "Communautés et quartiers", "Communities and quarters"),
    (
        "civil-society",
        CIVILIAN,
        "Organisations de la société civile",
        "Civil society organisations",
    ),
    ("unions", CIVILIAN, "Syndicats et métiers", "Unions and trades"),
    ("press", CIVILIAN, "Presse et radios", "Press and radio"),
    ("learning", CIVILIAN, "Enseignement et recherche", "Teaching and research"),
    ("health", CIVILIAN, "Santé", "Health"),
    ("elected", CIVILIAN, "Élus locaux", "Local elected officials"),
    ("administration", CIVILIAN, "Administration de l’État", "State administration"),
    ("justice", CIVILIAN, "Justice", "Justice"),
    ("army", FORCES, "Armée", "Army"),
    ("gendarmerie", FORCES, "Gendarmerie", "Gendarmerie"),
    ("police", FORCES, "Police", "Police"),
    ("guard", FORCES, "Garde nationale", "National guard"),
    ("civil-protection", FORCES, "Protection civile", "Civil protection"),
    ("forestry", FORCES, "Eaux et forêts", "Water and forest service"),
    ("deputies", PARLIAMENT, "Députés", "Members of parliament"),
    ("parliament-staff", PARLIAMENT, "Personnel de l’Assemblée", "Staff of parliament"),
]

CHARTER_FR = """
1. Civils et forces siègent ici à égalité. Si un côté manque, on se parle, mais on ne décide pas.
2. Chacun parle librement. Personne n’est le chef de personne dans cette salle : les grades et les titres restent à la porte, avec les armes.
3. Ce qui se dit ici peut être répété. Qui l’a dit, jamais : ni son nom, ni son service, ni son association. C’est la règle de Chatham House.
4. Personne n’est puni, muté, convoqué ni montré du doigt pour ce qu’il a dit ici. Qui subit une pression, ou en apprend une, le dit aux deux coprésidences.
5. La sécurité n’appartient à aucun parti. On ne fait ici campagne pour personne ni contre personne, et chacun dit à quoi il est lié.
6. On parle des faits et des règles. On n’accuse pas un absent, et on ne dit rien qui puisse servir à attaquer quelqu’un.
7. Chacun parle dans sa langue. Celui qui traduit ne corrige pas.
8. Une promesse a une date et un responsable de chaque côté. À la date, on va voir ensemble.
9. Quand on n’est pas d’accord, le procès-verbal écrit les deux avis.
10. Chacun peut quitter le comité quand il veut, sans donner de raison."""
CHARTER_EN = """
1. Civilians and forces sit here as equals. If one side is missing we talk, but we do not decide.
2. Everyone speaks freely. Nobody is anybody’s superior in this room: ranks and titles stay at the door, with the weapons.
3. What is said here may be repeated. Who said it, never: neither their name, nor their service, nor their association. This is the Chatham House Rule.
4. Nobody is punished, posted away, summoned or pointed at for what they said here. Whoever is put under pressure, or hears of it, tells both co-chairs.
5. Security belongs to no party. Nobody campaigns here for or against anyone, and everyone says what ties they have.
6. We speak of facts and rules. We accuse nobody who is absent, and say nothing that could be used to attack someone.
7. Everyone speaks their own language. Whoever translates does not correct.
8. A promise has a date and somebody on each side who answers for it. On that date we go and look together.
9. When we disagree, the minutes carry both views.
10. Anyone may leave the committee when they wish, without giving a reason."""

# code of a kind: seats, and how many of them the rules want at least
TEMPLATES: list[dict[str, Any]] = [
    {
        "code": "communal",
        "name_fr": "Communal",
        "name_en": "Municipal",
        "kind_fr": "Comité consultatif de sécurité communal",
        "kind_en": "Municipal security advisory committee",
        "purpose_fr": (
            "Parler, entre habitants et forces de la commune, de ce qui arrive au marché, sur la "
            "route et dans les quartiers. Le comité donne des avis et des recommandations, et "
            "vérifie sur place ce qui a été promis."
        ),
        "purpose_en": (
            "To talk, between the people and the forces of the municipality, about what happens "
            "at the market, on the road and in the quarters. The committee gives advice and "
            "recommendations, and goes to see whether promises were kept."
        ),
        "seats": {
            "women": (2, 2), "youth": (2, 1), "religious": (1, 0), "traditional": (1, 1),
            "communities": (1, 0), "civil-society": (1, 1), "elected": (1, 0),
            "gendarmerie": (3, 1), "police": (2, 1), "army": (2, 0), "guard": (2, 0),
            "deputies": (1, 0),
        },
        "rules": {"fewest_a_side": 4},
    },
    {
        "code": "regional",
        "name_fr": "Régional",
        "name_en": "Regional",
        "kind_fr": "Comité consultatif de sécurité régional",
        "kind_en": "Regional security advisory committee",
        "purpose_fr": (
            "Réunir la population, les élus et les forces de la région pour suivre la sécurité "
            "ensemble, conseiller le gouvernorat et les services, et répondre à ce que les "
            "comités communaux font remonter."
        ),
        "purpose_en": (
            "To bring together the people, the elected and the forces of the region: to follow "
            "security together, to advise the governor and the services, and to answer what the "
            "municipal committees pass on."
        ),
        "seats": {
            "women": (2, 2), "youth": (2, 2), "religious": (2, 1), "traditional": (2, 1),
            "civil-society": (2, 1), "unions": (1, 0), "press": (1, 0), "elected": (2, 1),
            "justice": (1, 0),
            "gendarmerie": (4, 1), "police": (4, 1), "army": (4, 1), "guard": (3, 1),
            "deputies": (2, 1),
        },
        "rules": {"fewest_a_side": 6, "notice_days": 10, "contest_days": 14},
    },
    {
        "code": "thematic",
        "name_fr": "Thématique",
        "name_en": "Thematic",
        "kind_fr": "Commission de travail thématique",
        "kind_en": "Thematic working committee",
        "purpose_fr": (
            "Travailler une seule question de sécurité avec ceux qu’elle touche et ceux qui en "
            "ont la charge, jusqu’à des recommandations que l’on peut vérifier."
        ),
        "purpose_en": (
            "To work on one question of security with those whom it touches and those who are in "
            "charge of it, until there are recommendations that can be checked."
        ),
        "seats": {
            "women": (1, 1), "youth": (1, 1), "civil-society": (2, 1), "traditional": (1, 0),
            "learning": (1, 0),
            "gendarmerie": (2, 0), "police": (2, 0), "army": (1, 0), "guard": (1, 0),
            "deputies": (1, 0),
        },
        "rules": {"fewest_a_side": 3, "notice_days": 5, "contest_days": 7, "term_months": 12},
    },
]  # fmt: skip


def make_kinds(apps: Any, _editor: object) -> None:
    kinds = apps.get_model("committees", "SeatKind")
    for position, (code, side, french, english) in enumerate(KINDS, 1):
        words = {"side": side, "name_fr": french, "name_en": english, "position": position}
        kinds.objects.get_or_create(code=code, defaults=words)


def make_templates(apps: Any, _editor: object) -> None:
    names = ("SeatKind", "Template", "TemplatePlace")
    kinds, templates, places = (apps.get_model("committees", name) for name in names)
    by_code = {kind.code: kind for kind in kinds.objects.all()}
    for position, row in enumerate(TEMPLATES, 1):
        words = {key: row[key] for key in row if key not in ("code", "seats", "rules")}
        charter = {"charter_fr": CHARTER_FR.strip(), "charter_en": CHARTER_EN.strip()}
        made, is_new = templates.objects.get_or_create(
            code=row["code"], defaults={**words, **charter, **row["rules"], "position": position}
        )
        for code, (seats, fewest) in row["seats"].items() if is_new else ():
            places.objects.create(template=made, kind=by_code[code], seats=seats, fewest=fewest)


class Migration(migrations.Migration):
    dependencies = [("committees", "0005_founding")]
    operations = [
        migrations.RunPython(make_kinds, migrations.RunPython.noop),
        migrations.RunPython(make_templates, migrations.RunPython.noop),
    ]
