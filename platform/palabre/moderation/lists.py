"""What the lists of a space find in a text (ADR 28). They make people look; they remove nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.db.models import Q
from django.utils.html import strip_tags

from palabre.core.marking import Kind, Plain, find_numbers, find_phrases, phrases_in
from palabre.moderation.models import Deed, Finds, ReadsWhat, WordList
from palabre.moderation.registry import Exhibit
from palabre.spaces.models import Space

KINDS = {Finds.PHONE: Kind.PHONE, Finds.POSITION: Kind.POSITION}
SHOWN = 30  # of what is found in one text


@dataclass(frozen=True)
class Hit:
    """A stretch of the text as it was typed, and the list that it is on."""

    of: WordList
    start: int
    end: int


def hits_in(text: str, lists: Iterable[WordList]) -> list[Hit]:
    lists = list(lists)
    if not lists:
        return []
    plain = Plain(text)
    spans = [(each, *span) for each in lists for span in _spans(plain, each)]
    return [Hit(each, *plain.origin(start, end)) for each, start, end in spans]


def _spans(plain: Plain, each: WordList) -> Iterator[tuple[int, int]]:
    if each.finds == Finds.WORDS:
        yield from find_phrases(plain, phrases_in(each.words))
        return
    wanted = KINDS[Finds(each.finds)]
    for start, end, kind in find_numbers(plain):
        if kind == wanted:
            yield start, end


def lists_that_act(space: Space, *, reads: ReadsWhat = ReadsWhat.TEXTS) -> list[WordList]:
    """Those that make a text wait, or have it looked at."""
    lists = WordList.objects.of(space).in_force().filter(reads=reads).exclude(deed=Deed.MARK)
    return list(lists.select_related("rule"))


def first_of_each_deed(text: str, lists: Iterable[WordList]) -> dict[Deed, WordList]:
    """The list that speaks first for each deed, where any does."""
    found: dict[Deed, WordList] = {}
    for hit in hits_in(text, lists):
        found.setdefault(Deed(hit.of.deed), hit.of)
    return found


def text_of(exhibit: Exhibit) -> str:
    """The words of a thing as they are read. Above them may stand a title that is judged by itself."""
    return unescape(strip_tags(exhibit.html))


def words_found(exhibit: Exhibit, space: Space) -> list[str]:
    """For the moderators of a case: what any list of the space finds in it, as it was typed."""
    return Finder([space]).words_found(exhibit, space)


class Finder:
    """The lists of some spaces, read once for many texts."""

    def __init__(self, spaces: Iterable[Space]) -> None:
        theirs = Q(space__in={space.pk for space in spaces}) | Q(space=None)
        self.lists = list(WordList.objects.in_force().filter(theirs))

    def words_found(self, exhibit: Exhibit, space: Space) -> list[str]:
        text = text_of(exhibit)
        hits = hits_in(text, [each for each in self.lists if each.space_id in (None, space.pk)])
        found = dict.fromkeys(text[hit.start : hit.end].strip() for hit in hits)
        return list(found)[:SHOWN]
