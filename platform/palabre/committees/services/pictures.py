"""Photos of nobody in particular: made like all others, and in memory until they appear (ADR 24)."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from palabre.committees import rules
from palabre.committees.batches import SHOWERS
from palabre.committees.models import Discussion, NamelessContribution, NamelessPicture
from palabre.committees.models.picture import MOST_ABOUT
from palabre.committees.services.attachments import LeftOut
from palabre.core.disk import is_disk_full
from palabre.core.evenness import even_out
from palabre.core.verdict import require
from palabre.files.pages import size_of
from palabre.files.rebuild import CannotRebuild, Refusal, rebuild_alike
from palabre.people.models import User


@dataclass(frozen=True)
class Picture:
    """A photo made anew, and what is seen in it in words."""

    content: bytes = field(repr=False)
    width: int
    height: int
    about: str = ""

    @property
    def as_text(self) -> str:
        return base64.b64encode(self.content).decode()

    def ready_to_wait(self, *, lang: str) -> dict[str, Any]:
        """As it waits with the words. Nothing of it may fail any more when it comes out."""
        about = even_out(self.about, lang=lang)[:MOST_ABOUT]
        whole = self.as_text
        return {"content": whole, "about": about, "width": self.width, "height": self.height}


def require_room(discussion: Discussion, *, by: User) -> None:
    """Asked before anything is made anew, while it still matters who it is."""
    require(rules.can_show(by, discussion))
    if is_disk_full():
        raise LeftOut(_("There is no room for photos just now. Your words can go without it."))
    if not SHOWERS.allow(by.pk):
        raise LeftOut(
            _("You have sent several photos in a short time. Send this one in an hour, or none.")
        )


def make_picture(source: Iterable[bytes]) -> Picture:
    """Asks no database, and keeps nothing: it may take some seconds."""
    try:
        content = rebuild_alike(source).content
        return Picture(content, *size_of(content))
    except CannotRebuild as cannot:
        raise LeftOut(str(cannot.refusal.label)) from None
    except ValueError:  # of a child that was taken over
        raise LeftOut(str(Refusal.BROKEN.label)) from None


def picture_beside(key: str, *, content: str, **more: Any) -> NamelessPicture:
    """The row of one, for the contribution with this key."""
    return NamelessPicture(contribution_id=UUID(key), content=base64.b64decode(content), **more)


def drop_picture(said: NamelessContribution) -> None:
    """What both sides removed goes with its photo."""
    NamelessPicture.objects.filter(contribution=said).delete()
