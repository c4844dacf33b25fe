import pytest
from django.utils import translation

from palabre.moderation.models import Choice
from palabre.moderation.services import decide, report
from palabre.moderation.words import KINDS
from palabre.notifications.models import Notice
from palabre.notifications.registry import is_declared, tell_in_words
from tests.moderation.factories import of_newcomer, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


REMOVE_BOTH = (Choice.REMOVE, Choice.REMOVE)


def both(case, judges, choices):
    for _look in range(1 if len(set(choices)) == 1 else 2):
        for one, choice in zip(judges, choices, strict=True):
            decide(case, choice=choice, rule=case.rule, note=f"Says {choice}.", by=one)


def told(user):
    return [tell_in_words(notice) for notice in Notice.objects.filter(user=user)]


def test_the_author_learns_which_rule_and_why_and_from_nobody(case, author, judges):
    both(case, judges, REMOVE_BOTH)

    (one,) = told(author)
    assert "has been removed" in one.sentence
    assert case.rule.title_en in one.sentence
    assert "Civilian side: “Says remove.”" in one.sentence
    assert "Forces side: “Says remove.”" in one.sentence
    assert str(judges[0]) not in one.sentence
    assert one.link == f"/en/moderation/decisions/{case.pk}/"


def test_the_reporters_learn_what_came_of_it_and_not_the_title(case, post, reporter, judges):
    second = join(case.space)
    report(post, rule=rule_named("spam"), by=second)
    both(case, judges, REMOVE_BOTH)

    for person in (reporter, second):
        (one,) = told(person)
        assert "has been removed" in one.sentence
        assert case.title not in one.sentence


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ((Choice.KEEP, Choice.KEEP), "Moderators of both sides found that it may"),
        ((Choice.REMOVE, Choice.KEEP), "The two sides disagreed"),
    ],
)
def test_the_reporter_of_what_stays_is_told_why(case, reporter, judges, choices, words):
    both(case, judges, choices)

    assert words in told(reporter)[0].sentence
    assert told(case.item.author) == []


def test_the_author_of_what_was_hidden_learns_that_it_is_back(veiled, author, judges):
    both(veiled, judges, (Choice.KEEP, Choice.REMOVE))

    assert {one.notice.kind for one in told(author)} == {
        "moderation.veiled",
        "moderation.restored",
    }


def test_where_one_key_was_enough_nobody_is_told_of_two(space, post, judges):
    newcomer = join(space)
    case = of_newcomer(space, topic=post.topic, by=newcomer)

    decide(case, choice=Choice.REMOVE, rule=case.rule, by=judges[0])

    (one,) = told(newcomer)
    assert "which one alone may decide here" in one.sentence
    assert "both sides" not in one.sentence


def test_where_nobody_is_known_nobody_is_told(case, post, judges):
    post.author = None
    post.save()

    both(case, judges, REMOVE_BOTH)

    assert set(Notice.objects.values_list("kind", flat=True)) == {"moderation.report.removed"}


def test_it_is_said_in_the_language_of_whoever_reads(case, author, judges):
    with translation.override("en"):
        both(case, judges, REMOVE_BOTH)

    with translation.override("fr"):
        (one,) = told(author)
        assert case.rule.title_fr in one.sentence
        assert one.link.startswith("/fr/moderation/decisions/")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("language", "rule"), [("fr", "5 (« La colère »)"), ("en", "5 (“Anger”)")])
def test_every_kind_has_its_words(kind, language, rule):
    facts = {"title": "Fouilles", "rule_fr": "5 (« La colère »)", "rule_en": "5 (“Anger”)"}

    with translation.override(language):
        said = tell_in_words(Notice(kind=kind, words=facts)).sentence

    assert is_declared(kind)
    assert (
        "Fouilles" in said or rule in said or kind in {"moderation.look_again", "moderation.panel"}
    )
