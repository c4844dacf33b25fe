"""The same words are found on both databases, whoever writes them and however."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from palabre.search import services
from palabre.search.models import Entry, place_in_time
from palabre.search.selectors import MOST_WORDS, Results
from palabre.spaces.models import FORUM, Space
from tests.search.factories import EntryFactory

pytestmark = pytest.mark.django_db


def found(query, user=None, page=1):
    return [result.entry for result in Results(query, user or AnonymousUser(), page=page).items]


@pytest.mark.parametrize(
    ("text", "lang", "query"),
    [
        ("La négociation avance", "fr", "negociations"),
        ("La négociation avance", "fr", "NÉGOCIATION"),
        ("Les élections approchent", "fr", "élection"),
        ("L’armée répond", "fr", "armee"),
        ("Les armées répondent", "fr", "armée"),
        ("The herders moved", "en", "herder"),
        ("They were negotiating", "en", "negotiate"),
        ("snake_case stays whole", "en", "snake_case"),
        ("Le sigle O.N.U. aussi", "fr", "o.n.u."),
        ("À 21 h 30 exactement", "fr", "21 30"),
        ("𞤀𞤣𞤤𞤢𞤥 𞤨𞤵𞤤𞤢𞤪", "ff", "𞤨𞤵𞤤𞤢𞤪"),
        ("ߒߞߏ ߛߓߍ", "bm", "ߛߓߍ"),
        ("сообщение", "ru", "СООБЩЕНИЕ"),
        ("和平 谈判", "zh", "谈判"),
        ("de\u0301sarmement", "fr", "désarmement"),
    ],
)
def test_a_word_is_found_in_another_form_of_itself(text, lang, query):
    entry = EntryFactory.create(text=text, lang=lang)

    assert found(query) == [entry]


def test_the_title_is_found_too():
    entry = EntryFactory.create(title="A bench in the shade", text="Nothing else")

    assert found("benches") == [entry]


def test_the_title_of_something_else_leads_nowhere():
    entry = EntryFactory.build(title="A bench in the shade", space=Space.objects.get(slug=FORUM))
    entry.owns_title = False
    services.index(entry)

    assert found("benches") == []
    assert found("words") == [entry]


def test_every_word_must_be_there():
    both = EntryFactory.create(text="the bridge and the market")
    EntryFactory.create(text="the bridge alone")

    assert found("market bridge") == [both]


def test_the_newest_comes_first_in_whatever_order_they_were_written():
    newest = EntryFactory.create(day=date(2026, 11, 3))
    oldest = EntryFactory.create(day=date(2024, 1, 1))
    middle = EntryFactory.create(day=date(2025, 6, 1))

    assert found("words") == [newest, middle, oldest]


def test_two_moments_of_one_day_keep_their_order():
    morning = datetime(2026, 11, 1, 8, tzinfo=UTC)
    evening = datetime(2026, 11, 1, 20, tzinfo=UTC)

    assert place_in_time(morning) < place_in_time(evening)


def test_where_only_the_day_is_known_the_order_within_it_is_chance():
    places = [place_in_time(date(2026, 11, 1)) for _ in range(40)]

    assert places != sorted(places)
    assert max(places) < place_in_time(date(2026, 11, 2)) + (86_400 << 31)


def test_strangers_find_nothing_of_a_closed_space(space, citizen):
    entry = EntryFactory.create(space=space, text="between ourselves")

    assert found("ourselves") == []
    assert found("ourselves", citizen) == [entry]


def test_members_of_another_space_find_nothing_of_it(space, outsider):
    EntryFactory.create(space=space, text="between ourselves")

    assert found("ourselves", outsider) == []


def test_an_administrator_finds_everything(space, administrator):
    entry = EntryFactory.create(space=space, text="between ourselves")

    assert found("ourselves", administrator) == [entry]


def test_writing_anew_replaces_the_words():
    entry = EntryFactory.create(text="a bridge")
    entry.text = "a market"
    services.index(entry)

    assert found("bridge") == []
    assert found("market") == [entry]
    assert Entry.objects.count() == 1


def test_what_is_closed_later_is_found_no_more_by_strangers(forum):
    entry = EntryFactory.create(text="among ourselves")
    entry.for_members = True
    services.index(entry)

    assert found("ourselves") == []


def test_what_is_dropped_is_found_no_more():
    entry = EntryFactory.create(text="a bridge")

    services.drop(entry.label, entry.item_pk)

    assert found("bridge") == []


def test_the_count_stops_at_a_thousand():
    services.index_many(
        Entry(
            label="tests.thing", item_pk=f"many-{number}", space=EntryFactory.build().space,
            title="Many", text="common words", url="x/", lang="en", day=date(2026, 1, 1),
        )
        for number in range(1003)
    )  # fmt: skip

    results = Results("common", AnonymousUser())

    assert results.is_more
    assert (results.count, results.pages, len(results.items)) == (1000, 50, 20)


def test_pages_hold_twenty_and_do_not_overlap():
    for _ in range(21):
        EntryFactory.create()

    first, second = found("words"), found("words", page=2)

    assert (len(first), len(second)) == (20, 1)
    assert second[0] not in first


def test_the_address_takes_the_language_of_the_page():
    entry = EntryFactory.create(url="/fr/forum/topics/3/?page=2#p27")

    assert entry.url == "forum/topics/3/?page=2#p27"
    assert entry.get_absolute_url() == "/en/forum/topics/3/?page=2#p27"


@pytest.mark.parametrize("query", ["", "   ", "!!! ???", '"" * () -', "\u200b"])
def test_a_query_without_a_word_is_refused_with_words(query):
    with pytest.raises(ValidationError, match="at least one word"):
        Results(query, AnonymousUser())


def test_too_many_words_are_refused_with_words():
    with pytest.raises(ValidationError, match="too many words"):
        Results(" ".join(f"w{number}" for number in range(MOST_WORDS + 1)), AnonymousUser())


@pytest.mark.parametrize(
    "query",
    [
        'a" OR "b', "bridge AND", "NEAR(bridge market)", "bridge*", "-bridge", "stems:bridge",
        "bridge & !market", "'bridge' | x:*", "((( bridge", "bridge\\", "% _ %s {spaces}", "; DROP TABLE x",
        "a" * 900, "NOT", "x' OR '1'='1", " ".join(["bridge"] * 150), " ".join(map(str, range(150))),
    ],
)  # fmt: skip
def test_signs_of_query_languages_are_only_signs(query):
    EntryFactory.create(text="a bridge")

    assert isinstance(found(query), list)


def test_entries_are_written_by_the_service_alone():
    with pytest.raises(TypeError):
        EntryFactory.build().save()
