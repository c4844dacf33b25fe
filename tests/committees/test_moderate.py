import pytest

from palabre.committees import services
from palabre.committees.models import Contribution, NamelessContribution, State
from palabre.moderation.registry import keeper_of
from palabre.search.models import Entry
from tests.committees.factories import DiscussionFactory
from tests.moderation.factories import remove, rule_named, veiled

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["named", "chatham"])
def said(request, committee, trader, gendarme):
    discussion = DiscussionFactory.create(
        committee=committee, mode=request.param, is_public=True, title="The bridge"
    )
    if discussion.is_nameless:
        return services.publish_at_once(discussion, "Stupid lanterns!")
    return services.speak(discussion, "Stupid lanterns!", by=trader)


def test_both_kinds_have_a_keeper():
    assert keeper_of("committees.contribution")
    assert keeper_of("committees.namelesscontribution")


def test_an_exhibit_shows_the_words_and_never_the_author(said, committee):
    keeper = keeper_of(said.label)

    exhibit = keeper.exhibit(said)

    assert keeper.space_of(said) == committee.space
    assert (exhibit.title, exhibit.where, exhibit.lang) == ("The bridge", "Kerouba", "en")
    assert "Stupid lanterns!" in exhibit.html
    assert exhibit.url == said.get_absolute_url()
    assert "rader" not in repr(exhibit)


def test_only_who_has_a_name_is_told(said, trader):
    author = keeper_of(said.label).author_of(said)

    assert author == (trader if isinstance(said, Contribution) else None)


def test_hidden_and_restored(client, said):
    keeper = keeper_of(said.label)

    rule = rule_named("insult")
    remove(said, rule)

    page = client.get(said.get_absolute_url()).content.decode()
    assert "Stupid lanterns!" not in page
    assert rule.title_en in page
    assert not Entry.objects.exists()

    keeper.restore(said)

    assert "Stupid lanterns!" in client.get(said.get_absolute_url()).content.decode()
    assert Entry.objects.count() == 1


def test_while_a_case_is_open_it_is_only_veiled(said, client):
    case = veiled(label=said.label, item_pk=str(said.pk))

    keeper_of(said.label).hide(said, rule=case.rule.code)

    said.refresh_from_db()
    assert said.state == State.VEILED
    assert "Hidden until both sides" in client.get(said.get_absolute_url()).content.decode()


def test_every_contribution_can_be_reported(as_trader, nameless, gendarme):
    said = services.publish_at_once(nameless, "Stupid lanterns!")

    page = as_trader.get(nameless.get_absolute_url()).content.decode()

    assert f"/report/committees.namelesscontribution/{said.pk}/" in page
    assert NamelessContribution.objects.count() == 1
