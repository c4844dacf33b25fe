"""How moderation reads, hides and restores what was said in a committee."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.committees import finding, rules
from palabre.committees.models import Contribution, Discussion, NamelessContribution, State
from palabre.committees.models.discussion import Spoken
from palabre.committees.reading import File, files_of
from palabre.committees.services.attachments import drop_with
from palabre.committees.services.pictures import drop_picture
from palabre.committees.services.talk import lock
from palabre.core.verdict import Verdict
from palabre.moderation.models import Case
from palabre.moderation.registry import Around, Exhibit
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space

NEAR = 2


class SpokenKeeper:
    joined: tuple[str, ...] = ("discussion__committee__space",)

    def space_of(self, item: Spoken) -> Space:
        return item.discussion.committee.space

    def can_read(self, user: Anyone, item: Spoken) -> Verdict:
        return rules.can_read(user, item.discussion)

    def can_look_there(self, user: Anyone, item: Spoken) -> Verdict:
        """Nothing waits to be published here."""
        return self.can_read(user, item)

    def exhibit(self, item: Spoken) -> Exhibit:
        return self.exhibits([item])[0]

    def exhibits(self, items: list[Spoken]) -> list[Exhibit]:
        """With the files beside them, which are judged like the words."""
        beside = files_of(items)
        return [_exhibit(item, beside.get(item.pk, ())) for item in items]

    def around(self, item: Spoken) -> Around:
        talk = item.discussion
        said: QuerySet[Any] = (talk.said_namelessly if talk.is_nameless else talk.said).all()
        between = (item.number - NEAR, item.number + NEAR)
        near = said.filter(state=State.PUBLISHED, number__range=between).exclude(pk=item.pk)
        found = list(near.order_by("number"))
        for each in found:
            each.discussion = talk
        shown = [replace(_exhibit(each, ()), title=f"{each.number}") for each in found]
        before = sum(each.number < item.number for each in found)
        return Around(shown[:before], shown[before:])

    def _hide(self, item: Spoken, rule: str) -> None:
        """Veiled while a case about it is open, removed once both sides have agreed."""
        is_veiled = Case.objects.about(item).open().exists()
        self._mark(item, State.VEILED if is_veiled else State.REMOVED, rule)

    def _mark(self, item: Spoken, state: State, rule: str = "") -> None:
        item.state, item.removed_under = state, rule
        item.save(update_fields=["state", "removed_under"])


def _exhibit(item: Spoken, files: Sequence[File]) -> Exhibit:
    beside = render_to_string("committees/attachments.html", {"attachments": files})
    return Exhibit(
        title=item.discussion.title,
        html=SafeString(item.as_html + beside),
        url=item.get_absolute_url(),
        lang=item.lang,
        where=item.discussion.committee.name,
    )


class ContributionKeeper(SpokenKeeper):
    joined = ("author", *SpokenKeeper.joined)

    def author_of(self, item: Contribution) -> User | None:
        return item.author

    @transaction.atomic
    def hide(self, item: Contribution, *, rule: str) -> None:
        self._hide(item, rule)
        finding.index_named(item)

    @transaction.atomic
    def restore(self, item: Contribution) -> None:
        self._mark(item, State.PUBLISHED)
        finding.index_named(item)

    def forget(self, item: Contribution) -> None:
        drop_with(item)


class NamelessKeeper(SpokenKeeper):
    """The rows of a discussion are written anew while something comes to it: one at a time."""

    def author_of(self, item: NamelessContribution) -> User | None:
        """Nobody knows."""
        return None

    @transaction.atomic
    def hide(self, item: NamelessContribution, *, rule: str) -> None:
        if self._is_there(item):
            self._hide(item, rule)
            finding.index_nameless(item.discussion)

    @transaction.atomic
    def restore(self, item: NamelessContribution) -> None:
        if self._is_there(item):
            self._mark(item, State.PUBLISHED)
            finding.index_nameless(item.discussion)

    @transaction.atomic
    def forget(self, item: NamelessContribution) -> None:
        lock(item.discussion_id)
        drop_picture(item)

    def _is_there(self, item: NamelessContribution) -> bool:
        """False where whoever said it has taken it back: nothing is left to hide or to show."""
        lock(item.discussion_id)
        item.refresh_from_db()
        return item.state != State.WITHDRAWN


class DiscussionTalk:
    """A discussion that may be slowed or paused."""

    def space_of(self, item: Discussion) -> Space:
        return item.committee.space

    def can_read(self, user: Anyone, item: Discussion) -> Verdict:
        return rules.can_read(user, item)

    def url_of(self, item: Discussion) -> str:
        return item.get_absolute_url()

    def has_spoken(self, user: User, item: Discussion) -> bool:
        """Whoever opened it spoke first; without names nobody knows who did either."""
        return item.said.filter(author=user).exists()

    def things_in(self, item: Discussion) -> list[QuerySet[Any]]:
        return [item.said.all(), item.said_namelessly.all()]
