from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from factory import LazyAttribute, Sequence
from factory.django import DjangoModelFactory

from palabre.people.models import Side, User

PASSWORD = "un mot de passe long"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DP"


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User

    username = Sequence("person-{}".format)
    name = Sequence("Person {}".format)
    email = LazyAttribute(lambda person: f"{person.username}@palabre.example")
    side = Side.CIVILIAN


def with_password(user: User) -> User:
    """Hashing is dear: only those who sign in through the form have a password."""
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    return user


def with_second_factor(user: User) -> User:
    TOTP.activate(user, TOTP_SECRET)
    return user
