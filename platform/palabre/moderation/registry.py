"""What moderation asks of anything it may have to hide.

An app that lets people publish registers one Keeper per model, in its AppConfig.ready().
Moderation calls the keeper; it never imports the app. An unknown kind raises.
"""

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.safestring import SafeString

from palabre.core.verdict import Verdict
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space

Item_contra = TypeVar("Item_contra", bound=models.Model, contravariant=True)


@dataclass(frozen=True)
class Exhibit:
    """What a moderator sees of a thing: its words and where they stand, never who wrote them."""

    title: str
    html: SafeString
    url: str
    lang: str
    where: str  # the category or committee, in words


class Keeper(Protocol[Item_contra]):
    def space_of(self, item: Item_contra) -> Space: ...

    def can_read(self, user: Anyone, item: Item_contra) -> Verdict:
        """Whether it stands where this person may look; a space may hold closed corners."""
        ...

    def exhibit(self, item: Item_contra) -> Exhibit: ...

    def author_of(self, item: Item_contra) -> User | None:
        """Who is told of a decision; None where nobody knows."""
        ...

    def hide(self, item: Item_contra, *, rule: str) -> None:
        """Take it from public view; `rule` is the code that the marker in its place names."""
        ...

    def restore(self, item: Item_contra) -> None:
        """Show it where it was, or for the first time if it waited to be published."""
        ...

    def forget(self, item: Item_contra) -> None:
        """What was removed is final: let go of what was kept beside it for an appeal."""
        ...


_keepers: dict[str, Keeper[Any]] = {}


def register(model: type[Item_contra], keeper: Keeper[Item_contra]) -> None:
    _keepers[model._meta.label_lower] = keeper


def keeper_of(label: str) -> Keeper[Any]:
    return _keepers[label]


def kinds() -> list[str]:
    return sorted(_keepers)
