"""Files as production serves them: hashed, compressed, and our style without its comments."""

from typing import Any

from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"


class LightFilesStorage(CompressedManifestStaticFilesStorage):
    def _save(self, name: str, content: Any) -> str:
        if name.startswith(OURS):
            content = ContentFile(cssmin(content.read().decode()).encode())
        saved: str = super()._save(name, content)
        return saved
