from factory import Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space
from tests.people.factories import UserFactory


class SpaceFactory(DjangoModelFactory[Space]):
    class Meta:
        model = Space

    slug = Sequence("space-{}".format)
    name_fr = Sequence("Espace {}".format)
    name_en = Sequence("Space {}".format)


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    space = SubFactory(SpaceFactory)
    user = SubFactory(UserFactory)
    role = Role.MEMBER
    side = Side.CIVILIAN


def join(
    space: Space, *, side: str = Side.CIVILIAN, role: str = Role.MEMBER, name: str = ""
) -> User:
    """Somebody new, holding this role in this space for this side."""
    user = UserFactory.create(side=side, **({"username": name, "name": name} if name else {}))
    MembershipFactory.create(space=space, user=user, role=role, side=side)
    return user
