"""What moderation asks of anything it may have to hide.

An app that lets people publish registers one Keeper per model, in its AppConfig.ready().
Moderation calls the keeper; it never imports the app. An unknown kind raises.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, Protocol, TypeVar, runtime_checkable

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
    url: str  # empty where it has no place that others see
    lang: str
    where: str  # the category or committee, in words
    scope: str = ""  # what goes and what stays, where that is not plain

    @property
    def mark(self) -> str:
        """Of these very words, so that nobody decides on others than they read."""
        return blake2b(self.html.encode(), digest_size=6).hexdigest()


@dataclass(frozen=True)
class Around:
    """What was said just before a thing and just after, as anyone there reads it."""

    before: list[Exhibit]
    after: list[Exhibit]


class Keeper(Protocol[Item_contra]):
    def space_of(self, item: Item_contra) -> Space: ...

    def can_read(self, user: Anyone, item: Item_contra) -> Verdict:
        """Whether it stands where this person may look; a space may hold closed corners."""
        ...

    def can_look_there(self, user: Anyone, item: Item_contra) -> Verdict:
        """The same of its place alone: where it will stand, or would have, once published."""
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

    # A keeper may also offer, where it can:
    # joined: tuple[str, ...], what to fetch along with a thing, so that its exhibit asks nothing;
    # exhibits(items) -> list[Exhibit], for many at once, in as many queries as for one;
    # around(item) -> Around, what stands before and after it;
    # is_read_now(item) -> bool, where more than the thing itself may be hidden.

    def forget(self, item: Item_contra) -> None:
        """What was removed is final: let go of what was kept beside it for an appeal."""
        ...


@runtime_checkable
class ShowsName(Protocol[Item_contra]):
    """A keeper of things that stand under the name of an account, for everybody to read."""

    def shown_name_of(self, item: Item_contra) -> User | None:
        """Whose name it is; None where no name stands, or another than the account's."""
        ...

    def beside_name_of(self, item: Item_contra) -> list[str]:
        """What else stands there of them for everybody to read: their side, their function."""
        ...

    def is_read_now(self, item: Item_contra) -> bool:
        """Where it stands, and not only its marker."""
        ...


_keepers: dict[str, Keeper[Any]] = {}


def register(model: type[Item_contra], keeper: Keeper[Item_contra]) -> None:
    _keepers[model._meta.label_lower] = keeper


def keeper_of(label: str) -> Keeper[Any]:
    return _keepers[label]


def joined_of(label: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(_keepers[label], "joined", ())
    return found


def exhibits_of(label: str, items: list[Any]) -> list[Exhibit]:
    keeper = _keepers[label]
    many: Callable[[list[Any]], list[Exhibit]] | None = getattr(keeper, "exhibits", None)
    return many(items) if many else [keeper.exhibit(item) for item in items]


def around(label: str, item: models.Model) -> Around:
    look: Callable[[Any], Around] | None = getattr(_keepers[label], "around", None)
    return look(item) if look else Around([], [])


def is_read_now(item: models.Model) -> bool:
    """Neither hidden nor gone with what holds it: its words may be shown to whoever can read there."""
    look: Callable[[Any], bool] | None = getattr(
        keeper_of(item._meta.label_lower), "is_read_now", None
    )
    return look(item) if look else bool(getattr(item, "is_published", True))


def kinds() -> list[str]:
    return sorted(_keepers)


def name_above(item: models.Model) -> User | None:
    keeper = keeper_of(item._meta.label_lower)
    return keeper.shown_name_of(item) if isinstance(keeper, ShowsName) else None


# --- Names that everybody reads ----------------------------------------------------------------------
InView = Callable[[], models.QuerySet[Any, Any]]
_in_view: list[InView] = []


def register_names(in_view: InView) -> None:
    """The keys of the accounts whose names an app shows to everybody."""
    if in_view not in _in_view:
        _in_view.append(in_view)


def whose_names_everybody_reads() -> models.QuerySet[User]:
    shown = models.Q(pk__in=[])
    for in_view in _in_view:
        shown |= models.Q(pk__in=in_view())
    return User.objects.filter(shown, is_active=True)


# --- What may be slowed or paused -------------------------------------------------------------------
class Talk(Protocol[Item_contra]):
    """A topic or discussion as a whole: there is no author to be told."""

    def space_of(self, item: Item_contra) -> Space: ...

    def can_read(self, user: Anyone, item: Item_contra) -> Verdict: ...

    def url_of(self, item: Item_contra) -> str: ...

    def has_spoken(self, user: User, item: Item_contra) -> bool:
        """Opened it or wrote in it, under their name: of nobody else is it known."""
        ...

    def things_in(self, item: Item_contra) -> list[models.QuerySet[Any]]:
        """All that may be reported in it."""
        ...


_talks: dict[str, Talk[Any]] = {}


def register_talk(model: type[Item_contra], talk: Talk[Item_contra]) -> None:
    _talks[model._meta.label_lower] = talk


def talk_of(item: models.Model) -> Talk[Any]:
    return _talks[item._meta.label_lower]


def is_talk(label: str) -> bool:
    return label in _talks


# --- When somebody last spoke -----------------------------------------------------------------------
LastSaid = Callable[[User, Space, models.Model | None], datetime | None]
_last_said: list[LastSaid] = []


def register_speech(last: LastSaid) -> None:
    """Under one's name, in this space; in this topic or discussion alone, where one is given."""
    if last not in _last_said:
        _last_said.append(last)


def last_said(user: User, space: Space, item: models.Model | None = None) -> datetime | None:
    """From what is published. Nothing is kept for this."""
    found = [at for last in _last_said if (at := last(user, space, item))]
    return max(found, default=None)
