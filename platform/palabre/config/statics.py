"""Files as production serves them: hashed, compressed, and our style without its comments."""

from typing import Any

from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"


class LightFilesStorage(CompressedManifestStaticFilesStorage):
    def _save(self, name: str, content: Any) -> str:
        if name.startswith(OURS):
            whole = b"".join(content.chunks())  # from its beginning, wherever it was read to
            content = ContentFile(cssmin(whole.decode()).encode())
        saved: str = super()._save(name, content)
        return saved
