"""Sanctions, pauses and names of accounts as things that a case is about: two keys, rounds, appeal and
time as for all."""

from django.db import models
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from palabre.core.verdict import Verdict, deny
from palabre.moderation.models import Pause, Sanction
from palabre.moderation.registry import Exhibit
from palabre.moderation.services import begin, lift
from palabre.people.models import User
from palabre.people.naming import forget_name, give_name_back, own_name, take_name
from palabre.spaces.models import FORUM, Anyone, Space
from palabre.spaces.rules import can_look_in


class MeasureKeeper:
    def space_of(self, item: Sanction | Pause) -> Space:
        return item.space

    def can_read(self, user: Anyone, item: Sanction | Pause) -> Verdict:
        """Nobody reports one: it is decided and appealed."""
        return deny(_("This is not to be reported."))

    def can_look_there(self, user: Anyone, item: Sanction | Pause) -> Verdict:
        """It stands nowhere: whoever proposes it says where what it is about stands."""
        return self.can_read(user, item)

    def hide(self, item: Sanction | Pause, *, rule: str) -> None:
        """It is not words that go: what both sides agreed to begins."""
        begin(item)

    def restore(self, item: Sanction | Pause) -> None:
        lift(item)

    def forget(self, item: Sanction | Pause) -> None:
        """Nothing is kept beside it."""

    def _shown(self, item: models.Model) -> SafeString:
        return render_to_string("moderation/measure.html", {"measure": item})


class SanctionKeeper(MeasureKeeper):
    def author_of(self, item: Sanction) -> User | None:
        """Whom it is put on: who is told, appeals, and does not judge it."""
        return item.person

    def exhibit(self, item: Sanction) -> Exhibit:
        because = item.because
        url = because.get_absolute_url()
        return Exhibit(because.title, self._shown(item), url, "", str(because))


class PauseKeeper(MeasureKeeper):
    def author_of(self, item: Pause) -> User | None:
        """It is put on a discussion, and on nobody."""
        return None

    def exhibit(self, item: Pause) -> Exhibit:
        return Exhibit(item.title, self._shown(item), item.url, "", str(item.space))


class NameKeeper:
    """A name is judged by the moderators of the forum, where everybody reads it. It is reported from
    what stands under it: an address for each account would tell who has one."""

    def space_of(self, item: User) -> Space:
        return Space.objects.get(slug=FORUM)

    def can_read(self, user: Anyone, item: User) -> Verdict:
        return deny(_("A name is reported from what stands under it."))

    def can_look_there(self, user: Anyone, item: User) -> Verdict:
        """In the forum, whether or not anything stands under it there."""
        return can_look_in(user, self.space_of(item))

    def exhibit(self, item: User) -> Exhibit:
        """The title goes on lists and in notices: the name itself stands on the case alone. Where it
        stands is not one place, and is for the moderators of the case (moderation.names)."""
        return Exhibit(
            title=_("The name of an account"),
            html=format_html("<p>{}</p>", own_name(item)),
            url="",
            lang="",
            where=self.space_of(item).name,
        )

    def author_of(self, item: User) -> User | None:
        return item

    def hide(self, item: User, *, rule: str) -> None:
        take_name(item)

    def restore(self, item: User) -> None:
        give_name_back(item)

    def forget(self, item: User) -> None:
        forget_name(item)
