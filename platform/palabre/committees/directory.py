"""The list of committees: by region, found by a word, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery

from palabre.committees.models import Committee, Meeting, Territory
from palabre.search.words import fold
from palabre.spaces.models import Anyone

A_PAGE = 24
TREE = ("pk", "name", "parent")
MANY = 8  # from so many on there is a field to search in


def plain(text: str) -> str:
    """Without accents and capitals."""
    return fold(text.casefold())


@dataclass(frozen=True)
class Entry:
    """What of a committee is looked through and sorted by."""

    pk: int
    text: str
    region: str

    @property
    def place(self) -> tuple[bool, str, str]:
        return (not self.region, plain(self.region), self.text)


@dataclass(frozen=True)
class Group:
    region: str
    committees: list[Committee]


@dataclass(frozen=True)
class Directory:
    asked: str
    everything: int
    page: Page[Entry]
    groups: list[Group]

    @property
    def is_long(self) -> bool:
        return self.everything > MANY


def directory_for(user: Anyone, *, asked: str = "", page: int | None = None) -> Directory:
    entries = list(_entries(user))
    words = plain(asked).split()
    found = [entry for entry in entries if all(word in entry.text for word in words)]
    shown = Paginator(sorted(found, key=lambda entry: entry.place), A_PAGE).get_page(page)
    return Directory(asked, len(entries), shown, list(_groups(list(shown))))


def _entries(user: Anyone) -> Iterator[Entry]:
    regions = _regions()
    columns = ("pk", "name", "territory", "kind_fr", "kind_en", "area")
    for pk, *words, area in Committee.objects.visible_to(user).values_list(*columns):
        region = regions.get(area, "")
        yield Entry(pk, plain(" ".join([*words, region])), region)


def _regions() -> dict[int | None, str]:
    """The name of the widest territory around each."""
    rows = {pk: (name, parent) for pk, name, parent in Territory.objects.values_list(*TREE)}
    found: dict[int | None, str] = {}
    for pk in rows:
        here = pk
        while (parent := rows[here][1]) is not None:
            here = parent
        found[pk] = rows[here][0]
    return found


def _groups(entries: list[Entry]) -> Iterator[Group]:
    to_come = Meeting.objects.to_come().filter(committee=OuterRef("pk"))
    soon = Subquery(to_come.values("starts_at")[:1])
    rows = Committee.objects.filter(pk__in=[entry.pk for entry in entries])
    full = rows.select_related("space").with_balance().annotate(next_meeting=soon).in_bulk()
    for region, group in groupby(entries, key=lambda entry: entry.region):
        yield Group(region, [full[entry.pk] for entry in group])
