from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Committee
from palabre.people.models import User


class CalendarKey(models.Model):
    """Lets the calendar of somebody's phone see when and where a committee meets.

    It ties a phone to a person, so it is made when they ask, works only while they are inside, ends
    when they say so, and its use is written down nowhere.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(_("digest of the key"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("calendar key")
        verbose_name_plural = _("calendar keys")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "user"], name="one_calendar_key_a_committee"
            )
        ]

    def __str__(self) -> str:
        return str(self.committee)
