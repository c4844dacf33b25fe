from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.forums.models import Post
from palabre.moderation.models import Case, Rule
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
