"""How moderation reads, hides and restores what was said in a committee."""

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from palabre.committees import finding, rules
from palabre.committees.models import Contribution, NamelessContribution, State
from palabre.committees.models.discussion import Spoken
from palabre.committees.reading import files_of
from palabre.committees.services.attachments import drop_with
from palabre.committees.services.pictures import drop_picture
from palabre.committees.services.talk import lock
from palabre.core.verdict import Verdict
from palabre.moderation.models import Case
from palabre.moderation.registry import Exhibit
from palabre.people.models import User
from palabre.spaces.models import Anyone, Space


class SpokenKeeper:
    def space_of(self, item: Spoken) -> Space:
        return item.discussion.committee.space

    def can_read(self, user: Anyone, item: Spoken) -> Verdict:
        return rules.can_read(user, item.discussion)

    def exhibit(self, item: Spoken) -> Exhibit:
        return Exhibit(
            title=item.discussion.title,
            html=SafeString(item.as_html + files_beside(item)),
            url=item.get_absolute_url(),
            lang=item.lang,
            where=item.discussion.committee.name,
        )

    def _hide(self, item: Spoken, rule: str) -> None:
        """Veiled while a case about it is open, removed once both sides have agreed."""
        is_veiled = Case.objects.about(item).open().exists()
        self._mark(item, State.VEILED if is_veiled else State.REMOVED, rule)

    def _mark(self, item: Spoken, state: State, rule: str = "") -> None:
        item.state, item.removed_under = state, rule
        item.save(update_fields=["state", "removed_under"])


def files_beside(item: Spoken) -> SafeString:
    """They are judged like the words."""
    beside = files_of([item]).get(item.pk, ())
    return render_to_string("committees/attachments.html", {"attachments": beside})


class ContributionKeeper(SpokenKeeper):
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
