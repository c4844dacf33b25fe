import string

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

AROUND = string.digits + string.punctuation + string.whitespace
# Django's list of twenty thousand is English; these are typed where French is spoken, and here.
OURS = {
    "azerty", "azertyuiop", "azertyuiopqsdfghjklm", "bienvenue", "bonjour", "bonsoir", "chouchou",
    "doudou", "famille", "fleur", "gendarme", "gendarmerie", "inchallah", "jetaime", "loulou",
    "motdepasse", "mon mot de passe", "monmotdepasse", "palabre", "palabres", "passe", "password",
    "police", "princesse", "qsdfghjklm", "secret", "soleil", "toto", "tototiti", "wxcvbn",
}  # fmt: skip


class WellKnownWordValidator(CommonPasswordValidator):
    """A word that everybody tries first does not get better with figures around it."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        typed = password.casefold()
        word = typed.strip(AROUND)
        if not word or {typed, word} & (self.passwords | OURS):
            raise ValidationError(
                _("This password is easy to guess. Take several words that do not go together."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Several words that do not go together are strong, and easy to remember.")
