from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.people.models import Side, User
from palabre.spaces.models import Membership, Role, Space

LEASE = timedelta(minutes=30)
HOURS_A_DAY = 24
JUDGES = [(Side.CIVILIAN.value, Side.CIVILIAN.label), (Side.FORCES.value, Side.FORCES.label)]


def this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class RuleQuerySet(models.QuerySet["Rule"]):
    def in_force(self) -> RuleQuerySet:
        return self.filter(is_active=True).order_by("number")


class Rule(models.Model):
    """One rule of the dialogue: what a report, a decision and the register point at."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    number = models.PositiveSmallIntegerField(_("number"))
    title_fr = models.CharField(_("title in French"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    title = Bilingual()
    text_fr = models.TextField(_("text in French"))
    text_en = models.TextField(_("text in English"), blank=True)
    text = Bilingual()
    veils = models.BooleanField(_("hides at once, until both sides have decided"), default=False)
    is_active = models.BooleanField(_("in force"), default=True)
    changed_on = models.DateField(_("changed on"), default=today)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["number", "code"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Choice(models.TextChoices):
    KEEP = "keep", _("Keep it as it is")
    REMOVE = "remove", _("Remove it")


class Outcome(models.TextChoices):
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")
    DISAGREED = "disagreed", _("Kept: the two sides disagreed")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        return self.filter(outcome="")

    def closed(self) -> CaseQuerySet:
        return self.exclude(outcome="")

    def about(self, item: models.Model) -> CaseQuerySet:
        return self.filter(label=item._meta.label_lower, item_pk=str(item.pk))

    def judged_by(self, user: User) -> CaseQuerySet:
        """Where this person moderates, with their side there as `my_side`: Case.side_of in SQL."""
        mine = Q(space__memberships__user=user, space__memberships__role=Role.MODERATOR)
        return self.annotate(
            seat=FilteredRelation("space__memberships", condition=mine), my_side=F("seat__side")
        ).filter(seat__side__in=dict(JUDGES))

    def urgent_first(self) -> CaseQuerySet:
        return self.order_by("-rule__veils", "opened_at", "pk")


class Case(models.Model):
    """One thing that somebody asked us to look at, however many asked.

    It opens to the hour: enough to keep a promise of two days, too little to say who was online.
    """

    label = models.CharField(_("kind"), max_length=60)
    item_pk = models.CharField(_("which one"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    lang = models.CharField(_("language"), max_length=5, blank=True)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="cases")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    # A public committee may hold discussions that strangers do not know of.
    is_in_public = models.BooleanField(_("stands where anyone may read"), default=False)
    opened_at = models.DateTimeField(_("opened at"), default=this_hour)
    is_veiled = models.BooleanField(_("hidden meanwhile"), default=False)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints = [
            models.UniqueConstraint(
                fields=["label", "item_pk"], condition=Q(outcome=""), name="one_open_case_a_thing"
            ),
            models.CheckConstraint(
                name="outcome_and_closed_on_go_together",
                condition=Q(outcome="", closed_on=None)
                | (~Q(outcome="") & Q(closed_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["space", "outcome", "opened_at"]),
            models.Index(fields=["label", "item_pk"]),
            models.Index(fields=["closed_on", "id"]),
        ]

    def __str__(self) -> str:
        return str(_("Case %(number)s") % {"number": self.pk})

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    @cached_property
    def item(self) -> models.Model | None:
        """The thing itself; None once it is gone for good."""
        try:
            return self._model()._base_manager.get(pk=self.item_pk)
        except ObjectDoesNotExist:
            return None

    def side_of(self, user: User) -> str:
        """The side for which this person judges here; empty where they do not."""
        seats = Membership.objects.filter(user=user, role=Role.MODERATOR, side__in=dict(JUDGES))
        return seats.filter(space=self.space_id).values_list("side", flat=True).first() or ""

    def _model(self) -> type[models.Model]:
        model: type[models.Model] = apps.get_model(self.label)
        return model

    @property
    def kind(self) -> str:
        return str(self._model()._meta.verbose_name)

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def names_its_space(self) -> bool:
        return self.is_in_public and self.space.is_public

    @property
    def age(self) -> str:
        hours = int((timezone.now() - self.opened_at).total_seconds()) // 3600
        if hours < HOURS_A_DAY:
            return ngettext("%(n)s hour ago", "%(n)s hours ago", max(hours, 1)) % {
                "n": max(hours, 1)
            }
        days = hours // HOURS_A_DAY
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}


class Report(models.Model):
    """One person's word that a thing breaks a rule. Moderators see how many, never who."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    reporter = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_a_person")
        ]

    def __str__(self) -> str:
        return str(self.rule)


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self) -> ClaimQuerySet:
        return self.filter(expires_at__gt=timezone.now())


class Claim(models.Model):
    """A case taken up by a moderator of one side, for a while."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="claims")
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(_("expires at"))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [models.UniqueConstraint(fields=["case", "side"], name="one_claim_a_side")]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"

    @property
    def minutes_left(self) -> int:
        return max(1, round((self.expires_at - timezone.now()).total_seconds() / 60))


class Decision(models.Model):
    """What one side decided, alone, before seeing the other's choice."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("decision"), max_length=10, choices=Choice)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("why, for the author"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(fields=["case", "side"], name="one_decision_a_side"),
            # Whoever changes sides does not turn the second key as well.
            models.UniqueConstraint(fields=["case", "moderator"], name="one_decision_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"
