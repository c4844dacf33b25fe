from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Discussion
from palabre.core.days import today
from palabre.people.models import Side, User


class Word(models.TextChoices):
    LIVE = "live", _("I can live with it")
    CONCERN = "concern", _("I have a concern")
    AGAINST = "against", _("I do not agree")


class Poll(models.Model):
    """A question in a discussion: can everybody live with it? It decides nothing."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="polls")
    question = models.CharField(_("question"), max_length=300)
    opened_on = models.DateField(_("opened on"), default=today)
    is_closed = models.BooleanField(_("closed"), default=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("consent poll")
        verbose_name_plural = _("consent polls")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion"], condition=Q(is_closed=False), name="one_poll_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("motions:polls", args=[self.discussion.committee.slug, self.discussion_id])


class Asked(models.Model):
    """Somebody who may answer. What they answer is nowhere beside them."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="asked")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    # Until it is closed, so that nobody answers twice.
    is_in = models.BooleanField(_("their answer is in"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("person asked in a poll")
        verbose_name_plural = _("people asked in polls")
        constraints = [models.UniqueConstraint(fields=["poll", "user"], name="asked_once_a_poll")]

    def __str__(self) -> str:
        return f"{self.poll}, {self.user}"


class Answered(models.Model):
    """One answer, of somebody of this side. All of a poll are written anew whenever some come in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="answers")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    word = models.CharField(_("answer"), max_length=8, choices=Word)

    class Meta:
        verbose_name = _("answer to a poll")
        verbose_name_plural = _("answers to polls")

    def __str__(self) -> str:
        return self.get_word_display()
