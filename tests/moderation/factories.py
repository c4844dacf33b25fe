from typing import Any

from django.db.models import Model
from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.core import guards
from palabre.forums.models import Post, Topic
from palabre.forums.services import reply
from palabre.moderation.models import (
    Case,
    Choice,
    Origin,
    Outcome,
    Procedure,
    Rule,
    WordList,
)
from palabre.moderation.registry import keeper_of
from palabre.moderation.services import decide
from palabre.people.models import Side, User
from palabre.spaces.models import Role, Space
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.people.factories import UserFactory, with_second_factor
from tests.spaces.factories import SpaceFactory, join

WORDS = "Les fouilles durent une heure et le marché ferme."


class RuleFactory(DjangoModelFactory[Rule]):
    class Meta:
        model = Rule
        django_get_or_create = ["code"]

    code = Sequence("rule-{}".format)
    number = Sequence(lambda n: 20 + n)
    title_fr = Sequence("Règle {}".format)
    title_en = Sequence("Rule {}".format)
    text_fr = "Un texte."
    text_en = "A text."


class WordListFactory(DjangoModelFactory[WordList]):
    """Holds everywhere, unless a space is named."""

    class Meta:
        model = WordList

    name = Sequence("List {}".format)
    rule = SubFactory(RuleFactory, code="insult", number=5)
    words = "crocodile"


class CaseFactory(DjangoModelFactory[Case]):
    """A case about a thing that is not there: enough for lists."""

    class Meta:
        model = Case

    label = "forums.post"
    item_pk = Sequence(lambda n: str(900_000 + n))
    title = Sequence("Sujet {}".format)
    lang = "fr"
    space = SubFactory(SpaceFactory)
    rule = SubFactory(RuleFactory, code="insult", number=5)


def rule_named(code: str) -> Rule:
    return RuleFactory.create(code=code, veils=code in {"danger", "operational-detail"})


def veiled(**about: Any) -> Case:
    """One whose thing is hidden meanwhile, as if somebody had reported danger."""
    with guards.lifted():
        return CaseFactory.create(is_veiled=True, **about)


def held(number: int = 1, **about: Any) -> list[Case]:
    """Cases of what waits, for lists: nothing is there."""
    with guards.lifted():
        return CaseFactory.create_batch(number, is_held=True, origin=Origin.HELD, **about)


def of_newcomer(space: Space, *, topic: Topic, by: User | None = None) -> Case:
    """Their first words, which one key refuses where they are spam."""
    rules = Rule.objects.filter(code=rule_named("spam").code)
    rules.update(is_spam=True)
    Procedure.objects.update_or_create(
        space=space, defaults={"first_words": 1, "spam_by_one": True}
    )
    said = reply(topic.pk, body="Cheap lamps.", by=by or join(space))
    return Case.objects.about(said).get()


def closed(outcome: Outcome, number: int = 1) -> list[Case]:
    """Cases of long ago, for lists: nobody decided them."""
    with guards.lifted():
        return CaseFactory.create_batch(number, outcome=outcome, closed_on="2026-01-02")


def remove(item: Model, rule: Rule) -> None:
    """As if both sides had decided so."""
    with guards.lifted():
        CaseFactory.create(
            label=item._meta.label_lower,
            item_pk=str(item.pk),
            rule=rule,
            outcome=Outcome.REMOVED,
            closed_on="2026-01-02",
        )
    keeper_of(item._meta.label_lower).hide(item, rule=rule.code)


def delete_for_good(topic: Topic) -> None:
    """As nothing of ours does: a hand that took the guards away."""
    with guards.lifted():
        topic.delete()


def differ(case: Case, remover: User, keeper: User) -> Case:
    """The two look at it twice and stay of two minds."""
    for _look in range(2):
        decide(case, choice=Choice.REMOVE, rule=case.rule, note="It sells.", by=remover)
        case = decide(case, choice=Choice.KEEP, rule=case.rule, note="It asks.", by=keeper)
    return case


def moderator(space: Space, side: Side, *, name: str = "") -> User:
    return with_second_factor(join(space, side=side, role=Role.MODERATOR, name=name))


def post_in(space: Space, *, by: User | None = None, body: str = WORDS) -> Post:
    author = by or join(space)
    category = CategoryFactory.create(space=space, title_fr="Marchés", title_en="Markets")
    topic = TopicFactory.create(
        category=category, title="Fouilles au poste", body=body, by=author, lang="fr"
    )
    return Post.objects.select_related("topic__category__space").get(topic=topic)


def reader_of(space: Space) -> User:
    return join(space) if not space.is_public else UserFactory.create()
