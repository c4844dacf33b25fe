from allauth.mfa.models import Authenticator

from palabre.people.models import User

PROVES_A_SECOND_TIME = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user, type__in=PROVES_A_SECOND_TIME).exists())
