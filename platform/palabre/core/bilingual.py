"""Texts that an institution sets in both languages: `title_fr` and `title_en` read as `title`."""

from typing import Any

from django.utils.translation import get_language


class Bilingual:
    """The active language's text, or the other one where it is empty."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, instance: Any, owner: type | None = None) -> str:
        fr, en = (getattr(instance, f"{self.name}_{code}") for code in ("fr", "en"))
        return in_language(fr=fr, en=en)


def in_language(*, fr: str, en: str) -> str:
    """The active language's text, or the other one where it is empty."""
    return str((en or fr) if (get_language() or "").startswith("en") else (fr or en))
