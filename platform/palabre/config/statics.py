"""Files as production serves them: hashed, compressed, and our style without its comments."""

from collections.abc import Iterator
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

    def compress_files(self, names: set[str]) -> Iterator[tuple[str, str]]:
        """Pages ask for names with a hash alone: the first start waits for no others."""
        yield from super().compress_files(names & set(self.hashed_files.values()))
