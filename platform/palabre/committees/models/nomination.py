from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import Committee
from palabre.committees.models.seat import Ending, Seat, Shown
from palabre.core.days import today
from palabre.people.models import User
from palabre.spaces.models import Invitation


class NominationState(models.TextChoices):
    PROPOSED = "proposed", _("Being checked")
    INVITED = "invited", _("Invited")
    ACCEPTED = "accepted", _("Has accepted, waits for the other side")
    SEATED = "seated", _("Sits")
    DECLINED = "declined", _("Has declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN = (NominationState.PROPOSED, NominationState.INVITED, NominationState.ACCEPTED)
OVER = (NominationState.DECLINED, NominationState.WITHDRAWN)


class Point(models.TextChoices):
    """What somebody entitled confirms before a person is invited."""

    IDENTITY = (
        "identity",
        _("I met this person, or somebody whom I trust did, and they are who they say."),
    )
    MANDATE = (
        "mandate",
        _("The body that proposes them has confirmed it, and they belong to the kind of seat."),
    )
    SIDE = "side", _("They belong to the side of this seat.")
    ELSEWHERE = "elsewhere", _("They hold no seat for the other side anywhere.")
    CONSENT = "consent", _("They were asked. They know that sitting here can be dangerous and that they choose how they are shown.")  # fmt: skip


class NominationQuerySet(models.QuerySet["Nomination"]):
    def open(self) -> NominationQuerySet:
        return self.filter(state__in=OPEN)

    def of(self, committee: Committee) -> NominationQuerySet:
        return self.filter(seat__committee=committee)

    def meant_for(self, user: User) -> NominationQuerySet:
        """Named by their account, or by the letter that they used to make it."""
        return self.filter(Q(user=user) | Q(invitation__taken_by=user))


class Nomination(models.Model):
    """Somebody proposed for a seat. Until they sit, only those who run the committee and whoever
    proposed them know; and no name is kept of those who decline (ADR 21)."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="nominations")
    as_deputy = models.BooleanField(_("as deputy"), default=False)
    # How whoever sits there now leaves, in the moment in which this person sits down.
    ending = models.ForeignKey(
        Ending, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    name = models.CharField(_("name, without an account"), max_length=80, blank=True)
    on_behalf_of = models.CharField(_("proposed by the body"), max_length=160)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField(_("proposed on"), default=today)
    state = models.CharField(
        _("state"), max_length=10, choices=NominationState, default=NominationState.PROPOSED
    )
    invited_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    shown_to_public = models.CharField(max_length=8, choices=Shown, default=Shown.SIDE)
    shown_to_members = models.CharField(max_length=8, choices=Shown, default=Shown.SIDE)
    accepted_on = models.DateField(_("accepted the charter on"), null=True, blank=True)
    accepted_charter = models.CharField(_("digest of that charter"), max_length=64, blank=True)
    ended_on = models.DateField(_("declined or withdrawn on"), null=True, blank=True)
    declined_why = models.TextField(_("why it was declined"), blank=True)

    objects = NominationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            models.CheckConstraint(
                name="somebody_is_nominated", condition=Q(user__isnull=False) | ~Q(name="")
            )
        ]

    def __str__(self) -> str:
        """Never the name: this is written down elsewhere."""
        return f"{self.seat}, {self.proposed_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("committees_desk:nomination", args=[self.seat.committee.slug, self.pk])

    @property
    def who(self) -> str:
        return str(self.user or self.name)

    @property
    def replaces(self) -> bool:
        return self.ending_id is not None and self.seat.user_id is not None

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def has_expired(self) -> bool:
        return self.state == NominationState.INVITED and self.expires_on < today()  # type: ignore[operator]

    def is_meant_for(self, user: User) -> bool:
        if self.user_id:
            return self.user_id == user.pk
        return self.invitation is not None and self.invitation.taken_by_id == user.pk


class Check(models.Model):
    """One thing about a person that somebody entitled has confirmed, with the day."""

    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="checks")
    point = models.CharField(_("what"), max_length=12, choices=Point)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"), default=today)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "point"], name="each_point_checked_once")
        ]

    def __str__(self) -> str:
        return self.get_point_display()
