import pytest

from palabre.moderation.models import Rule
from palabre.moderation.services import report
from palabre.people.models import Side
from palabre.spaces.models import Role
from tests.moderation.factories import moderator, post_in, rule_named
from tests.spaces.factories import join


@pytest.fixture
def civilian(space):
    return moderator(space, Side.CIVILIAN, name="civilian-moderator")


@pytest.fixture
def forces(space):
    return moderator(space, Side.FORCES, name="forces-moderator")


@pytest.fixture
def judges(civilian, forces):
    return civilian, forces


@pytest.fixture
def author(space):
    return join(space, name="the-writer")


@pytest.fixture
def reporter(space):
    return join(space, role=Role.MEMBER, name="reporter")


@pytest.fixture
def insult(db) -> Rule:
    return rule_named("insult")


@pytest.fixture
def danger(db) -> Rule:
    return rule_named("danger")


@pytest.fixture
def post(space, author):
    return post_in(space, by=author)


@pytest.fixture
def case(post, reporter, insult):
    return report(post, rule=insult, note="It is rude.", by=reporter)


@pytest.fixture
def veiled(post, reporter, danger):
    return report(post, rule=danger, by=reporter)
