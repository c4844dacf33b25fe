"""The nine rules that a new house starts with. Those who run it change them on their own pages."""

from typing import Any

from django.db import migrations

RULES = [
    {
        "number": 1,
        "code": "danger",
        "veils": True,
        "title_fr": "Ne mettez personne en danger",
        "title_en": "Put nobody in danger",
        "text_fr": (
            "N’écrivez rien qui puisse conduire quelqu’un chez une personne pour lui faire du "
            "mal, la menacer ou se venger, même si vous pensez avoir raison. Une rumeur suffit "
            "parfois à vider une concession. Un texte signalé pour ce motif est masqué tout de "
            "suite ; les deux modérateurs le lisent ensuite et le rétablissent s’il n’y avait "
            "pas de danger."
        ),
        "text_en": (
            "Write nothing that could send anyone to a person’s door to hurt, threaten or take "
            "revenge on them, even if you think you are right. A rumour is sometimes enough to "
            "empty a home. A text reported for this reason is hidden at once; both moderators "
            "then read it, and bring it back if there was no danger."
        ),
    },
    {
        "number": 2,
        "code": "personal-data",
        "veils": False,
        "title_fr": "Ne donnez ni nom, ni numéro, ni adresse d’une autre personne",
        "title_en": "Do not give another person’s name, number or address",
        "text_fr": (
            "Parlez de ce qui s’est passé, pas de qui habite où. Une maladie, un numéro de "
            "téléphone, une concession que tout le quartier reconnaît : cela ne vous "
            "appartient pas, et celui qui lit n’est pas toujours un ami. Le message est retiré "
            "avec son motif, et vous pouvez le réécrire sans ce passage."
        ),
        "text_en": (
            "Tell what happened, not who lives where. An illness, a telephone number, a house "
            "the whole quarter would recognise: these are not yours to give, and not every "
            "reader is a friend. The message is removed with its reason, and you may write it "
            "again without that passage."
        ),
    },
    {
        "number": 3,
        "code": "operational-detail",
        "veils": True,
        "title_fr": "Pas de détail d’opération",
        "title_en": "No operational detail",
        "text_fr": (
            "On peut critiquer une fouille, un horaire, une façon de parler. On n’écrit pas "
            "combien d’hommes tiennent un poste, quand ils se relèvent, ni par où passera un "
            "convoi : ceux qui attaquent lisent aussi. Un texte signalé pour ce motif est "
            "masqué tout de suite, puis jugé par les deux côtés."
        ),
        "text_en": (
            "You may criticise a search, a timetable, a way of speaking. You do not write how "
            "many men hold a post, when they are relieved, or which road a convoy will take: "
            "those who attack can read too. A text reported for this reason is hidden at once, "
            "then judged by both sides."
        ),
    },
    {
        "number": 4,
        "code": "hate",
        "veils": False,
        "title_fr": "Personne n’est coupable de naissance",
        "title_en": "Nobody is guilty by birth",
        "text_fr": (
            "On ne reproche rien à une communauté, à une langue, à une religion, à un métier "
            "ou à un uniforme tout entier. Dites le fait, la date, ce que vous demandez. Un "
            "message qui vise tout un groupe est retiré ; si cela se répète, le compte ne peut "
            "plus écrire pendant un temps."
        ),
        "text_en": (
            "Blame nothing on a whole community, language, religion, trade or uniform. Say the "
            "fact, the date, what you are asking for. A message aimed at a whole group is "
            "removed; if it happens again, the account cannot write for a time."
        ),
    },
    {
        "number": 5,
        "code": "insult",
        "veils": False,
        "title_fr": "La colère, oui ; l’insulte, non",
        "title_en": "Anger, yes; insults, no",
        "text_fr": (
            "Vous avez le droit d’être en colère, et même de le rester. Mais celui qu’on "
            "insulte ne répond plus à la question, et c’est la réponse que nous voulons. Le "
            "message est retiré et son auteur est invité à le redire autrement."
        ),
        "text_en": (
            "You have the right to be angry, and to stay angry. But a person who is insulted "
            "stops answering the question, and the answer is what we are here for. The message "
            "is removed and its author is invited to say it again differently."
        ),
    },
    {
        "number": 6,
        "code": "campaigning",
        "veils": False,
        "title_fr": "Pas de campagne ici",
        "title_en": "No campaigning here",
        "text_fr": (
            "Les élus parlent ici de leur travail de contrôle, pas de leur prochaine élection, "
            "et personne n’y appelle à voter pour ou contre quelqu’un. Si la sécurité devient "
            "l’affaire d’un camp, l’autre moitié de la salle se tait. Le message est retiré, "
            "qui que soit son auteur."
        ),
        "text_en": (
            "Elected members speak here of their work of oversight, not of their next "
            "election, and nobody calls for a vote for or against anyone. If security becomes "
            "the property of one camp, the other half of the room goes quiet. The message is "
            "removed, whoever wrote it."
        ),
    },
    {
        "number": 7,
        "code": "impersonation",
        "veils": False,
        "title_fr": "Ne parlez pas à la place d’un autre",
        "title_en": "Do not speak as somebody else",
        "text_fr": (
            "N’écrivez pas au nom d’une personne, d’un service ou d’une association qui ne "
            "vous l’a pas demandé. Une fausse réponse de la gendarmerie peut faire prendre une "
            "route à quelqu’un. Le message est retiré et le secrétariat vérifie le compte."
        ),
        "text_en": (
            "Do not write in the name of a person, a service or an association that has not "
            "asked you to. A false answer from the gendarmerie can put somebody on the wrong "
            "road. The message is removed and the secretariat checks the account."
        ),
    },
    {
        "number": 8,
        "code": "spam",
        "veils": False,
        "title_fr": "Ni publicité, ni message en boucle",
        "title_en": "No advertising, no repeated messages",
        "text_fr": (
            "Ce n’est pas un endroit pour vendre, pour recruter, ni pour coller dix fois le "
            "même texte. Sur un petit téléphone, un message inutile coûte du crédit à celui "
            "qui le charge. Il est retiré sans discussion."
        ),
        "text_en": (
            "This is not a place to sell, to recruit, or to paste the same text ten times. On "
            "a small phone, a useless message costs its reader money. It is removed without "
            "debate."
        ),
    },
    {
        "number": 9,
        "code": "off-topic",
        "veils": False,
        "title_fr": "Restez sur le sujet",
        "title_en": "Keep to the subject",
        "text_fr": (
            "Si une autre idée vous vient, ouvrez un autre sujet : elle y sera mieux lue. Ce "
            "motif sert peu, et jamais à écarter une question gênante. Le message est retiré "
            "avec un mot qui dit où le reposer."
        ),
        "text_en": (
            "If another idea comes to you, open another topic: it will be better read there. "
            "This reason is seldom used, and never to push aside an awkward question. The "
            "message is removed with a word saying where to put it instead."
        ),
    },
]


def make_rules(apps: Any, schema_editor: object) -> None:
    model = apps.get_model("moderation", "Rule")
    for rule in RULES:
        model.objects.get_or_create(code=rule["code"], defaults=rule)


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_initial")]
    operations = [migrations.RunPython(make_rules, migrations.RunPython.noop)]
