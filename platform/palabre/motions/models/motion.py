from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Committee
from palabre.core.days import today
from palabre.meetings.models import Kind
from palabre.people.models import User
from palabre.spaces.models import Anyone, Membership, Space


class State(models.TextChoices):
    MOVED = "moved", _("Under discussion")
    VOTING = "voting", _("Put to the vote")
    ADOPTED = "adopted", _("Adopted")
    REJECTED = "rejected", _("Not adopted")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class MotionQuerySet(models.QuerySet["Motion"]):
    def visible_to(self, user: Anyone) -> MotionQuerySet:
        """The same line that rules.can_read draws, in SQL."""
        seen = self.filter(committee__space__in=Space.objects.visible_to(user))
        if user.is_authenticated and user.is_superuser:
            return seen
        told = Q(is_public=True, state=State.ADOPTED)
        if not user.is_authenticated:
            return seen.filter(told)
        inside = Membership.objects.filter(user=user).values("space")
        return seen.filter(told | Q(committee__space__in=inside))

    def adopted(self) -> MotionQuerySet:
        return self.filter(state=State.ADOPTED).order_by("-decided_on", "-pk")


class Motion(models.Model):
    """A text that a member wants the committee to adopt."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="motions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ADVICE)
    title = models.CharField(_("title"), max_length=160)
    first_text = models.TextField(_("text as it was moved"))
    text = models.TextField(_("text"))
    lang = models.CharField(_("language"), max_length=8, default="fr")
    moved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    moved_on = models.DateField(_("moved on"), default=today)
    is_public = models.BooleanField(_("anyone may read it once adopted"), default=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.MOVED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)

    objects = MotionQuerySet.as_manager()

    class Meta:
        ordering = ["-moved_on", "-pk"]
        verbose_name = _("motion")
        verbose_name_plural = _("motions")
        indexes = [models.Index(fields=["committee", "state"])]
        constraints = [
            models.CheckConstraint(
                name="motion_decided_on_its_day",
                condition=Q(state__in=[State.MOVED, State.VOTING], decided_on=None)
                | Q(
                    state__in=[State.ADOPTED, State.REJECTED, State.WITHDRAWN],
                    decided_on__isnull=False,
                ),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("motions:motion", args=[self.committee.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == State.MOVED

    @property
    def is_adopted(self) -> bool:
        return self.state == State.ADOPTED


class Fate(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted by whoever moved the motion")
    ADOPTED = "adopted", _("Adopted by vote")
    REJECTED = "rejected", _("Not adopted by vote")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Amendment(models.Model):
    """Another wording for a motion, made to the text as it stood then."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField(_("number"))
    base = models.TextField(_("text to which it was made"))
    text = models.TextField(_("text that it wants"))
    reason = models.TextField(_("why"), blank=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField(_("proposed on"), default=today)
    fate = models.CharField(
        _("what became of it"), max_length=10, choices=Fate, default=Fate.PROPOSED
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.UniqueConstraint(fields=["motion", "number"], name="one_amendment_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.motion}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "motions:amendment", args=[self.motion.committee.slug, self.motion_id, self.number]
        )

    @property
    def is_open(self) -> bool:
        return self.fate == Fate.PROPOSED
