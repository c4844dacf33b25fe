"""Where readers may publish what grew out of a closed conversation, without knowing who keeps it.

An app in which people talk registers one Publisher in its AppConfig.ready(). What is published goes
through that app's own services, under its own rules, in the name of whoever publishes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from palabre.people.models import User
from palabre.spaces.models import Space


@dataclass(frozen=True)
class Place:
    """Where a topic may be opened; `key` is the publisher's own word for it."""

    key: str
    name: str
    is_public: bool  # anyone reads there; otherwise only those inside


@dataclass(frozen=True)
class Text:
    title: str
    body: str
    lang: str


@dataclass(frozen=True)
class Published:
    """Where it can be read, and what moderators may later judge of it."""

    address: str
    things: tuple[models.Model, ...]
    is_public: bool = False


class Publisher(Protocol):
    def places(self, space: Space, *, for_user: User) -> Iterable[Place]:
        """Where this person may open a topic about a matter of this space."""
        ...

    def publish(self, key: str, space: Space, text: Text, *, by: User) -> Published:
        """Open it. Refuses with PermissionDenied."""
        ...


_publishers: dict[str, Publisher] = {}


def register_publisher(name: str, publisher: Publisher) -> None:
    _publishers[name] = publisher


def places_for(user: User, space: Space) -> list[Place]:
    """A space that strangers may not know of is named to nobody outside."""
    found = [
        Place(f"{name}:{place.key}", place.name, place.is_public)
        for name, publisher in sorted(_publishers.items(), reverse=True)
        for place in publisher.places(space, for_user=user)
    ]
    return [place for place in found if space.is_public or not place.is_public]


def publish(where: str, space: Space, text: Text, *, by: User) -> Published:
    place = next((place for place in places_for(by, space) if place.key == where), None)
    if place is None:
        raise PermissionDenied(_("This can no longer be published there. Choose another place."))
    name, _colon, key = where.partition(":")
    published = _publishers[name].publish(key, space, text, by=by)
    return replace(published, is_public=place.is_public)
