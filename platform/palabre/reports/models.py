from django.db import models
from django.utils.translation import gettext_lazy as _

from palabre.spaces.models import Space


class MessageCount(models.Model):
    """How many messages without an account a space received and answered in a quarter.

    Counted once a day, for the days that are over: messages end, and a report must still be true
    when they have. A number of many, of no message.
    """

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    first_day = models.DateField(_("first day of the quarter"))
    through = models.DateField(_("counted to the end of"))
    received = models.PositiveIntegerField(_("messages received"), default=0)
    answers = models.PositiveIntegerField(_("answers given"), default=0)

    class Meta:
        verbose_name = _("number of messages")
        verbose_name_plural = _("numbers of messages")
        constraints = [
            models.UniqueConstraint(fields=["space", "first_day"], name="one_count_a_quarter")
        ]

    def __str__(self) -> str:
        return f"{self.space}, {self.first_day}"
