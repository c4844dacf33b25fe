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

from palabre.committees.models.committee import Committee, SeatKind
from palabre.core.bilingual import Bilingual
from palabre.core.days import today

PERCENT = [MinValueValidator(1), MaxValueValidator(100)]
A_WHOLE = 100
WITHDRAWAL = ["withdrawn_on"]  # all that ever changes in a row of rules


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

    class Meta:
        abstract = True


class RulesQuerySet(models.QuerySet["Rules"]):
    def standing(self) -> RulesQuerySet:
        return self.filter(withdrawn_on=None)

    def in_force(self, on: date) -> RulesQuerySet:
        """The latest first: only the first one holds."""
        return self.standing().filter(in_force_from__lte=on).order_by("-in_force_from", "-number")

    def to_come(self, after: date) -> RulesQuerySet:
        return self.standing().filter(in_force_from__gt=after).order_by("in_force_from", "number")


class Rules(RuleValues):
    """One committee's rules from a day on. A row is never changed: other rules follow it.

    Only what is announced and not yet in force can be withdrawn; its row stays and says so.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="rules_ever")
    number = models.PositiveSmallIntegerField(_("number"))
    announced_on = models.DateField(_("announced on"), default=today)
    in_force_from = models.DateField(_("in force from"))
    reason_fr = models.TextField(_("why, in French"), blank=True)
    reason_en = models.TextField(_("why, in English"), blank=True)
    reason = Bilingual()
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

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
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__lt=F("in_force_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee}, {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once: what was called under these rules keeps them to the letter."""
        if not self._state.adding and kwargs.get("update_fields") != WITHDRAWAL:
            raise TypeError("Rules are never changed: announce others.")
        super().save(*args, **kwargs)

    @property
    def is_to_come(self) -> bool:
        return self.withdrawn_on is None and self.in_force_from > today()

    @property
    def earliest_change(self) -> date:
        """The first day on which other rules could be in force, were they announced today."""
        return today() + timedelta(days=self.change_days)

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
