from allauth.mfa.models import Authenticator

from palabre.core.asked import SOMEBODY, Question
from palabre.people.models import User

PROVES_A_SECOND_TIME = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SECOND = Question(
    lambda: Authenticator.objects.filter(user=SOMEBODY, type__in=PROVES_A_SECOND_TIME).values_list(
        "pk"
    )[:1]
)


def has_second_factor(user: User) -> bool:
    return SECOND.is_so(by=int(user.pk))
