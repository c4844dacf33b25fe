from __future__ import annotations

import re
import secrets
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palabre.spaces.models import Space

LANGUAGE_IN_ADDRESS = re.compile(r"^/(fr|en)/")
NOISE_BITS = 31


def place_in_time(at: date | datetime) -> int:
    """A number that sorts as time does, so that « newest first » needs no sorting (ADR 0006).

    Seconds, then chance. Where only a day is known, chance also picks the second: the order within
    a day then says nothing about who spoke before whom.
    """
    if isinstance(at, datetime):
        seconds = int(at.timestamp())
    else:
        midnight = datetime.combine(at, time(), tzinfo=UTC)
        seconds = int(midnight.timestamp()) + secrets.randbelow(86_400)
    return (max(seconds, 0) << NOISE_BITS) | secrets.randbits(NOISE_BITS)


class Entry(models.Model):
    """What search knows of one thing that people may read: its words and where it is. No author.

    The rows of words beside it (FTS5 or tsvector) are kept by the database itself: migration 0002.
    """

    id = models.BigIntegerField(primary_key=True, editable=False)
    label = models.CharField(_("kind"), max_length=60)
    item_pk = models.CharField(_("which one"), max_length=40)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    url = models.CharField(_("address, without its language"), max_length=200)
    lang = models.CharField(_("language"), max_length=8)
    day = models.DateField(_("day"))
    for_members = models.BooleanField(_("for those inside the space"), default=False)
    stems = models.TextField(_("stems"), default="")

    # Whether the words of the title lead here. Not for a reply: its topic's title is not its own.
    owns_title = True

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["label", "item_pk"], name="one_entry_a_thing")
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise TypeError("Entries are written by search.services alone, with their stems.")

    def get_absolute_url(self) -> str:
        return f"/{get_language()}/{self.url}"

    @classmethod
    def about(
        cls,
        item: models.Model,
        *,
        space: Space,
        at: date | datetime,
        owns_title: bool = True,
        for_members: bool = False,
        **words: str,
    ) -> Entry:
        """`words`: title, text, url and lang. `at` is a day where the moment must not be known."""
        entry = cls(
            id=place_in_time(at),
            label=item._meta.label_lower,
            item_pk=str(item.pk),
            space=space,
            day=at.date() if isinstance(at, datetime) else at,
            for_members=for_members,
            **words,
        )
        entry.owns_title = owns_title
        return entry
