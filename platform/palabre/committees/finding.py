"""What of a committee's talk search may find: all of it, each by those who may read it."""

from secrets import SystemRandom

from palabre.committees.models import Contribution, Discussion, NamelessContribution
from palabre.search import services as search
from palabre.search.models import Entry


def index_named(said: Contribution) -> None:
    if said.is_published:
        search.index(_entry(said, said.discussion))
    else:
        search.drop(said._meta.label_lower, said.pk)


def index_nameless(discussion: Discussion) -> None:
    """All of it anew and in no order: the order of entries would tell when each thing was said."""
    said = discussion.said_namelessly.all()
    search.drop_many(said)
    entries = [_entry(one, discussion) for one in said if one.is_published]
    SystemRandom().shuffle(entries)
    search.index_many(entries)


def _entry(said: Contribution | NamelessContribution, discussion: Discussion) -> Entry:
    return Entry.about(
        said,
        space=discussion.committee.space,
        at=said.posted_at if isinstance(said, Contribution) else said.day,
        for_members=not discussion.is_public,
        owns_title=said.number == 1,  # the title's words lead to where it begins
        title=discussion.title,
        text=said.body,
        url=discussion.address_of(said.number),
        lang=said.lang,
    )
