"""What a committee has agreed on how it works: numbers that differ from place to place, so all of
them are rows and none is a constant. Each set holds from its day on, and never for what was before.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.change import LIFE, Change, ChangeQuerySet
from palabre.committees.models.committee import Committee, SeatKind
from palabre.core.days import today

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]
A_WHOLE = 100


class Tie(models.TextChoices):
    FALLS = "falls", _("The motion falls")
    AGAIN = "again", _("It is put to the vote once more, later")
    CHAIRS = "chairs", _("Both co-chairs decide together")


class RuleValues(models.Model):
    """The numbers themselves, for a committee's rules as for a template's."""

    # Balance between civilians and forces
    fewest_a_side = models.PositiveSmallIntegerField(
        _("fewest seats a side"), default=2, validators=[MinValueValidator(1)]
    )
    widest_gap = models.PositiveSmallIntegerField(
        _("most seats one side may have more than the other"), default=1
    )
    # Meetings and minutes
    quorum = models.PositiveSmallIntegerField(
        _("quorum on each side, in percent of its members"), default=50, validators=PERCENT
    )
    notice_days = models.PositiveSmallIntegerField(_("days of notice"), default=7)
    contest_days = models.PositiveSmallIntegerField(
        _("days to contest the minutes"), default=10, validators=[MinValueValidator(1)]
    )
    silence_days = models.PositiveSmallIntegerField(
        _("days for which minutes wait for a co-chair who says nothing"),
        default=7,
        help_text=_("0: they wait for as long as it takes."),
        validators=[MaxValueValidator(90)],
    )
    # Decisions: more than this share of those who say yes or no, overall and on each side
    majority = models.PositiveSmallIntegerField(
        _("majority overall, in percent"), default=50, validators=PERCENT
    )
    majority_a_side = models.PositiveSmallIntegerField(
        _("majority on each side, in percent"), default=50, validators=PERCENT
    )
    abstentions_count = models.BooleanField(_("abstentions count as votes cast"), default=False)
    parliament_votes = models.BooleanField(_("members of parliament vote"), default=False)
    tie = models.CharField(_("on a tie"), max_length=8, choices=Tie, default=Tie.FALLS)
    fewest_ballots = models.PositiveSmallIntegerField(
        _("fewest ballots for a result to be shown"), default=4, validators=[MinValueValidator(4)]
    )
    # Seats and speech
    term_months = models.PositiveSmallIntegerField(
        _("months of a term"), default=24, validators=[MinValueValidator(1)]
    )
    link_days = models.PositiveSmallIntegerField(
        _(
            "days for which custodians of both sides together can open a contribution without a name"
        ),
        default=0,
        help_text=_("0: nobody can, ever."),
        validators=[MaxValueValidator(90)],
    )
    # These rules themselves
    change_days = models.PositiveSmallIntegerField(
        _("days between announcing other rules and their first day"),
        default=7,
        validators=[MinValueValidator(1)],
    )
    chairs_agree = models.BooleanField(
        _("other rules or another charter only if the co-chairs of both sides agree"), default=True
    )

    class Meta:
        abstract = True


class RulesQuerySet(ChangeQuerySet["Rules"]):
    def in_force(self, on: date) -> RulesQuerySet:
        """The latest first: only the first one holds."""
        return self.standing().filter(in_force_from__lte=on).order_by("-in_force_from", "-number")

    def to_come(self, after: date) -> RulesQuerySet:
        return self.standing().filter(in_force_from__gt=after).order_by("in_force_from", "number")


class Rules(Change, RuleValues):
    """One committee's rules from a day on. A row is never changed: other rules follow it.

    Only what is announced and not yet in force can be withdrawn; its row stays and says so.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="rules_ever")

    objects = RulesQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("rules of a committee")
        verbose_name_plural = _("rules of committees")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="one_set_of_rules_a_number"
            ),
            models.CheckConstraint(
                name="first_rules_or_announced_before",
                condition=Q(number=1) | Q(in_force_from__gt=F("announced_on")),
            ),
            models.CheckConstraint(
                name="rules_withdrawn_before_their_day",
                condition=Q(withdrawn_on=None)
                | Q(waits=True)
                | Q(withdrawn_on__lt=F("in_force_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once: what was called under these rules keeps them to the letter."""
        if not self._state.adding and not set(kwargs.get("update_fields") or ["all"]) <= LIFE:
            raise TypeError("Rules are never changed: announce others.")
        super().save(*args, **kwargs)

    @property
    def notice(self) -> timedelta:
        return timedelta(days=self.change_days)

    @property
    def earliest_change(self) -> date:
        """The first day on which other rules could be in force, were they announced today."""
        return today() + self.notice

    def fewest_of(self) -> dict[SeatKind, int]:
        """What the shares want, by kind of seat."""
        return {share.kind: share.fewest for share in self.shares.all()}


class ShareManager(models.Manager["Share"]):
    """A share says little without its kind of seat."""

    def get_queryset(self) -> models.QuerySet[Share]:
        return super().get_queryset().select_related("kind")


class Share(models.Model):
    """How many seats of a kind the rules want at least: two for women, one for the police."""

    rules = models.ForeignKey(Rules, on_delete=models.CASCADE, related_name="shares")
    kind = models.ForeignKey(SeatKind, on_delete=models.PROTECT, related_name="+")
    fewest = models.PositiveSmallIntegerField(_("fewest seats"), default=1)

    objects = ShareManager()

    class Meta:
        ordering = ["kind__position", "pk"]
        verbose_name = _("share of seats")
        verbose_name_plural = _("shares of seats")
        constraints = [
            models.UniqueConstraint(fields=["rules", "kind"], name="one_share_a_kind_of_seat")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.fewest}"
