"""The words for each kind of notice.

An app declares its kinds in ready(). A notice keeps only facts; its sentence is made when somebody
reads it, in the language of that page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.notifications.models import Notice

Words = dict[str, Any]
Sentence = Callable[[Words], str]
_sentences: dict[str, Sentence] = {}
_steps: dict[str, int] = {}


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it."""

    notice: Notice
    sentence: str
    link: str


def declare(kind: str, sentence: Sentence, *, step: int = 0) -> None:
    """`step`: how far what it is about has come. A notice keeps its day and no hour or number (ADR 4),
    so that of one day the kind alone tells which came last."""
    _sentences[kind] = sentence
    _steps[kind] = step


def step_of(kind: str) -> int:
    return _steps.get(kind, 0)


def forget(kind: str) -> None:
    _sentences.pop(kind, None)
    _steps.pop(kind, None)


def is_declared(kind: str) -> bool:
    return kind in _sentences


def tell_in_words(notice: Notice) -> Told:
    sentence = _sentences.get(notice.kind, _something_new)
    return Told(notice, sentence(notice.words), link_in_this_language(notice.link))


def _something_new(words: Words) -> str:
    """For a kind whose app is gone: the row outlived it."""
    return _("There is something new for you.")


def link_in_this_language(link: str) -> str:
    """The address was made on the page of whoever acted, maybe in the other language."""
    here = get_language() or settings.LANGUAGE_CODE
    for code, _name in settings.LANGUAGES:
        if link.startswith(f"/{code}/"):
            return f"/{here[:2]}/{link.removeprefix(f'/{code}/')}"
    return link


def in_this_language(words: Words, name: str) -> str:
    """A text kept in both languages, as `name_fr` and `name_en`."""
    here = (get_language() or settings.LANGUAGE_CODE)[:2]
    return str(words.get(f"{name}_{here}") or words.get(f"{name}_fr") or "")
