from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting, Rules
from palabre.core.days import today
from palabre.meetings.models import Decision
from palabre.motions.counting import Choice, Count, Outcome
from palabre.motions.models.motion import Amendment, Motion
from palabre.people.models import Side, User


class Way(models.TextChoices):
    HANDS = "hands", _("Show of hands, written down as numbers")
    NAMED = "named", _("Each under their name")
    SECRET = "secret", _("Secret ballot, each with their account")
    CODES = "codes", _("Secret ballot with codes on paper, in the room")


SECRETLY = (Way.SECRET, Way.CODES)


class Stage(models.TextChoices):
    OPEN = "open", _("open")
    CLOSING = "closing", _("being closed")
    SEALED = "sealed", _("closed, not yet counted")
    DRAWN = "drawn", _("in the hands of both co-chairs")
    OVER = "over", _("over")


UNDER_WAY = (Stage.OPEN, Stage.CLOSING, Stage.SEALED, Stage.DRAWN)


class Vote(models.Model):
    """A motion or an amendment put to the vote once. Who may vote and under which rules is settled
    when it is opened, and never changes afterwards."""

    motion = models.ForeignKey(Motion, on_delete=models.PROTECT, related_name="votes")
    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="votes"
    )
    # None: between two meetings.
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    rules = models.ForeignKey(
        Rules, on_delete=models.PROTECT, related_name="+", verbose_name=_("under the rules")
    )
    way = models.CharField(_("how"), max_length=8, choices=Way)
    text = models.TextField(_("text that is voted on"))
    electors = models.JSONField(_("who may vote, by side"), default=dict)
    opened_on = models.DateField(_("opened on"), default=today)
    last_day = models.DateField(_("last day to vote"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=8, choices=Stage, default=Stage.OPEN)
    # In a meeting, in the instant in which it was closed; between two, what the ballots cast say.
    had_quorum = models.BooleanField(_("both sides had their quorum"), null=True)
    # In a meeting: by side, how many were in the room then, and how many it took.
    room = models.JSONField(_("who was in the room when it was closed"), default=dict)
    # What it left among the decisions of its meeting.
    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What is known once it is over, and of a secret ballot once it is closed.
    cast = models.JSONField(_("ballots cast, by side"), default=dict)
    tally = models.JSONField(_("numbers that are shown"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    over_on = models.DateField(_("over on"), null=True, blank=True)
    given_up_for = models.CharField(_("why its urn was given up"), max_length=300, blank=True)
    civilian_chair = models.CharField(
        _("word of the civilian co-chair"), max_length=8, choices=Choice, blank=True
    )
    forces_chair = models.CharField(
        _("word of the co-chair of the forces"), max_length=8, choices=Choice, blank=True
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(
                fields=["motion"],
                condition=Q(stage__in=UNDER_WAY),
                name="one_vote_at_a_time_on_a_motion",
            ),
            models.CheckConstraint(
                name="vote_in_a_meeting_or_until_a_day",
                condition=Q(meeting=None, last_day__isnull=False)
                | Q(meeting__isnull=False, last_day=None),
            ),
            models.CheckConstraint(
                name="vote_is_over_with_its_outcome",
                condition=Q(stage=Stage.OVER, over_on__isnull=False) & ~Q(outcome="")
                | ~Q(stage=Stage.OVER) & Q(over_on=None),
            ),
        ]

    def __str__(self) -> str:
        return str(self.amendment or self.motion)

    def get_absolute_url(self) -> str:
        return reverse("motions:vote", args=[self.motion.committee.slug, self.motion_id, self.pk])

    @property
    def is_secret(self) -> bool:
        return self.way in SECRETLY

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def is_over(self) -> bool:
        return self.stage == Stage.OVER

    @property
    def is_adopted(self) -> bool:
        return self.outcome == Outcome.ADOPTED

    @property
    def counts(self) -> dict[str, Count]:
        """By side, where they are shown; otherwise nothing."""
        return {side: Count(**numbers) for side, numbers in self.tally.items()}


class Voter(models.Model):
    """Somebody who may vote, by their account. How they vote is here only where votes have names."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="voters")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    choice = models.CharField(
        _("choice, in a vote with names"), max_length=8, choices=Choice, blank=True
    )
    # In a secret ballot, until it is closed: so that nobody votes twice.
    is_in = models.BooleanField(_("their ballot is in the urn"), default=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("voter")
        verbose_name_plural = _("voters")
        constraints = [models.UniqueConstraint(fields=["vote", "user"], name="one_vote_a_person")]

    def __str__(self) -> str:
        return f"{self.vote}, {self.user}"


class PaperCode(models.Model):
    """A slip of paper that lets whoever drew it vote once. Only its keyed hash is here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="codes")
    side = models.CharField(_("side"), max_length=12, choices=Side)
    digest = models.BinaryField(_("keyed hash"), max_length=32, unique=True)
    is_in = models.BooleanField(_("its ballot is in the urn"), default=False)

    class Meta:
        verbose_name = _("code to vote with")
        verbose_name_plural = _("codes to vote with")

    def __str__(self) -> str:
        return str(self.vote)
