"""A named person who is called a suspect stops a text; a sentence without a person does not."""

import pytest

from palabre.core.marking import find_accusation
from palabre.demonstration.reading import DATA, read
from tests.hostile.bombs import again

STOPPED = """
Moussa Traoré est un terroriste.
Le capitaine Diarra travaille avec les groupes armés.
C’est Issa qui a posé la bombe.
C’est Issa qui a volé les moutons.
C’est Issa qui a tué mon frère.
C’est le chef de poste qui a tué mon frère.
Mme Keïta, c’est une indic.
Moussa Traoré vit ici. Il est complice.
Moussa Traoré vit ici. Il a tué un enfant.
Un terroriste habite chez nous. C’est Moussa Traoré.
L’imam de Ber est un terroriste.
Le maire est complice.
Le maire de Sokoura travaille avec les terroristes.
Zakaria Bidanessy collabore avec les gens de la brousse.
Moussa Traoré collabore avec eux.
Moussa Traoré a tué l’enfant.
Les terroristes : Moussa Traoré et Ali Diarra.
Moussa Traoré fait partie des terroristes.
Moussa Traoré et Ali Diarra. Ce sont des voleurs.
Iyad ag Ghali est un trafiquant.
El Hadj Sidi Touré est soupçonné de trafic.
Ils ont arrêté Moussa Traoré, suspect dans cette affaire.
Hier j’ai vu Zakaria, un voleur.
Le voleur s’appelle Moussa Traoré.
L’assassin, c’est Ousmane.
Moussa Traoré a été recruté par les terroristes.
Adama Sangaré ravitaille les hommes armés.
Moussa Traoré renseigne le JNIM.
Moussa Traoré is a terrorist.
Captain Diarra works with the armed groups.
It was Issa who planted the bomb.
It was Issa who stole the sheep.
Moussa Traoré stole my motorbike.
Moussa Traoré has killed a child.
Mr Keita is an informant.
Amadou Diallo is suspected of theft.
The mayor is a thief.
Moussa Traoré helps the terrorists.
Moussa Traoré collaborates with them.
Le fils de Modibo Cissé a rejoint le JNIM.
Ce voleur de Yaya Doumbia nous a encore pris deux bœufs.
On accuse Kadiatou Traoré de sorcellerie.
Sidi Ag Mohamed est le cerveau de l’attaque.
Un certain Garba serait informateur.
Fatoumata D. héberge des terroristes.
Le boutiquier Hamidou Barry vend de l’essence aux djihadistes.
"""
DENIED = """
Moussa Traoré n’est pas un terroriste.
Moussa Traoré is not a terrorist.
"""
DISGUISED = """
moussa traoré est un terroriste
MOUSSA TRAORE EST UN TERRORISTE
zakaria est un voleur
zakaria bidanessy est un voleur
C’est zakaria qui a volé les moutons
it was zakaria who stole the sheep
Mou\u200bssa Tr\u200daoré est un terro\u00adriste
Moussa Traoré est un t3rr0r1ste
Moussa Traoré est un d j i h a d i s t e
Moussa Traoré est un t.e.r.r.o.r.i.s.t.e
Moussa Traoré est un ter-ro-riste
Moussa Traoré est un terrrroriste
Моussа Тrаоré est un tеrrоristе
Moussa Traoré est un ｔｅｒｒｏｒｉｓｔｅ
𝐌𝐨𝐮𝐬𝐬𝐚 Traoré est un 𝒕𝒆𝒓𝒓𝒐𝒓𝒊𝒔𝒕𝒆
Moussa Traore\u0301 est un te\u0301rroriste
Moussa Traoré est un voleuг
Moussa\u00a0Traoré est un\u2003voleur
moussa  traoré …  est un   voleur
"""
SAID_FREELY = """
Les terroristes ont brûlé le marché.
Les terroristes ont brûlé le marché de Sokoura.
LES TERRORISTES ONT BRULE LE MARCHE
Les djihadistes ont attaqué Sokoura.
Le ministre a promis une réponse.
Le maire dit que les terroristes ont brûlé le marché.
Le ministre parle de la lutte contre les terroristes.
Nous ne sommes pas des terroristes.
On nous traite comme des terroristes.
On nous a volé nos téléphones au poste.
Au poste, les gardes ont volé nos affaires.
Le capitaine Diarra est venu à la réunion.
Moussa Traoré a parlé au marché.
Les terroristes ont tué le maire Moussa Traoré.
Moussa Traoré a été tué par des terroristes.
Une attaque terroriste a eu lieu.
Le chef de poste a expliqué les horaires.
Moussa Traoré collabore avec la mairie.
Un colis suspect a été trouvé à Ségou.
La Minusma a tué des terroristes.
Personne n’est suspect.
Tout homme est suspect au poste.
Que faire quand un voleur est arrêté ? Le comité en parle jeudi.
Chacun est traité comme un suspect.
Les Peuls sont traités comme des suspects.
Moussa Traoré parle de la route. Le marché est fermé. Un voleur est passé.
The terrorists burned the market.
We are not terrorists.
Our mayor spoke about the terrorists.
Everybody is a suspect at the post.
Captain Diarra came to the meeting.
A thief was seen at the market.
Le lycée Askia Mohamed a été fermé après une menace terroriste.
L’avenue Modibo Keïta est bloquée par des bandits.
La gendarmerie a arrêté un suspect hier à Ségou.
Nous voulons que le suspect soit jugé devant un tribunal.
Le gouverneur a reçu les familles des victimes des terroristes.
How do we keep thieves away from the market of Kerouba?
"""


def lines(text):
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("text", lines(STOPPED) + lines(DENIED))
def test_a_person_beside_an_accusation_is_stopped(text):
    assert find_accusation(f"Bonjour à tous. {text} Merci de lire.")


@pytest.mark.parametrize("text", lines(DISGUISED))
def test_no_spelling_hides_it(text):
    assert find_accusation(text)


@pytest.mark.parametrize("text", lines(SAID_FREELY))
def test_where_no_person_is_accused_it_may_be_said(text):
    assert find_accusation(text) is None


def test_a_name_in_the_title_and_the_word_under_it_are_one_text():
    assert find_accusation("Moussa Traoré", "C’est un terroriste.")
    assert find_accusation("Au marché", "C’est un terroriste.") is None


def test_a_name_in_the_title_is_what_the_whole_text_speaks_of():
    far = "Bonjour. Je vis ici. Le marché est fermé. {}"

    assert find_accusation("Qui est Moussa Traoré ?", far.format("C’est un terroriste."))
    assert find_accusation("Qui est Moussa Traoré ?", far.format("Il a tué un enfant."))
    assert find_accusation("Qui est Moussa Traoré ?", far.format("Un voleur est passé.")) is None
    assert find_accusation("Le marché", far.format("C’est un terroriste.")) is None


def said_in(words):
    if isinstance(words, str):
        yield words
    elif isinstance(words, dict | list):
        for each in words.values() if isinstance(words, dict) else words:
            yield from said_in(each)


def test_in_all_that_people_say_in_the_demonstration_one_text_accuses():
    """It was written there to be reported."""
    texts = [text for path in DATA.glob("*.toml") for text in said_in(read(path.stem))]

    found = {found.person for text in texts if (found := find_accusation(text))}

    assert len(texts) > 1000
    assert found == {"Petit Dollar"}


def test_it_shows_what_it_saw_as_it_was_typed():
    found = find_accusation("Hier. Mou\u200bssa Traoré est un t3rr0riste.")

    assert found
    assert (found.person, found.words) == ("Mou\u200bssa Traoré", "t3rr0riste")


@pytest.mark.parametrize(
    "unit",
    [
        "le maire voleur ", "les terroristes ont tué M. Diarra, ", "le maire et les terroristes ",
        "M. Diarra a été tué par des terroristes, ", "c’est zakaria qui a volé. ", "t ", "t.", "a-b-",
    ],
)  # fmt: skip
def test_no_text_of_any_length_breaks_it(unit):
    find_accusation(again(unit)(20_000))
