"""What a page of results shows."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from palabre.core.bilingual import in_language
from palabre.search import engines
from palabre.search.models import Entry
from palabre.search.snippets import marked, snippet
from palabre.search.words import sought
from palabre.spaces.models import Anyone

PAGE = 20
MOST_PAGES = 50
MOST_COUNTED = PAGE * MOST_PAGES
MOST_WORDS = 150


@dataclass(frozen=True)
class Result:
    entry: Entry
    stems: frozenset[str]

    @property
    def url(self) -> str:
        return self.entry.get_absolute_url()

    @property
    def title(self) -> str:
        return marked(self.entry.title, self.entry.lang, self.stems)

    @property
    def text(self) -> str:
        return snippet(self.entry.text, self.entry.lang, self.stems)

    @property
    def place(self) -> str:
        fr, en = (getattr(self.entry, f"space_name_{code}") for code in ("fr", "en"))
        return in_language(fr=fr, en=en)


class Results:
    """One page of what somebody may find."""

    def __init__(self, query: str, user: Anyone, *, page: int = 1) -> None:
        self.user, self.page = user, page
        self.alternatives = understood(query)

    @cached_property
    def items(self) -> list[Result]:
        first = (self.page - 1) * PAGE
        stems = frozenset[str]().union(*self.alternatives)
        found = engines.newest(self.alternatives, self.user, first=first, most=PAGE)
        return [Result(entry, stems) for entry in found]

    @cached_property
    def counted(self) -> int:
        if self.page == 1 and len(self.items) < PAGE:
            return len(self.items)
        return engines.how_many(self.alternatives, self.user, at_most=MOST_COUNTED + 1)

    @property
    def is_more(self) -> bool:
        return self.counted > MOST_COUNTED

    @property
    def count(self) -> int:
        return min(self.counted, MOST_COUNTED)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def understood(query: str) -> list[frozenset[str]]:
    alternatives = [stems for stems in sought(query) if stems]
    if not alternatives:
        raise ValidationError(_("Write at least one word or number."))
    if len(alternatives) > MOST_WORDS:
        raise ValidationError(_("That is too many words. Keep the few that matter."))
    return alternatives
