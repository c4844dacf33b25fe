"""How allauth's second factors behave in this house."""

import base64
import hashlib
from contextlib import suppress
from io import BytesIO

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from qrcode.image.svg import SvgPathFillImage

from palabre.people.models import User

FORMAT = "1:"


def display(user: User) -> str:
    return str(user)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        entity: dict[str, str] = super().get_public_key_credential_rp_entity()
        entity["name"] = "Palabre"
        return entity

    def build_totp_svg(self, url: str) -> str:
        """Dark on white, whatever the colours of the page: cameras need it so."""
        written = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(written)
        return written.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """A copy of the database alone makes nobody's six digits."""
        sealed = _box(settings.SECRET_KEY).encrypt(text.encode())
        return FORMAT + base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = base64.b64decode(encrypted_text.removeprefix(FORMAT))
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            with suppress(CryptoError):
                return _box(secret).decrypt(sealed).decode()
        raise CryptoError("No secret key opens this second factor.")


def _box(secret: str) -> SecretBox:
    return SecretBox(
        hashlib.blake2b(secret.encode(), digest_size=32, person=b"second factor").digest()
    )
