"""What two moderators, one of each side, put on for a while: on one person, or on one discussion.

Each is a thing that a case is about (ADR 27): it begins when both sides have agreed to it, as a removal
does, and is lifted when an appeal is heard. It ends by itself.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.moderation.models.case import Case, CaseQuerySet
from palabre.moderation.models.choices import SANCTION
from palabre.moderation.models.rule import Rule
from palabre.people.models import User
from palabre.spaces.models import Space

REMEMBERED = timedelta(days=365)


class SanctionKind(models.TextChoices):
    NOTICE = "notice", _("A notice")
    SLOW = "slow", _("Writes once in twelve hours")
    READ_ONLY = "read_only", _("Reads and does not write")
    BAN = "ban", _("Does not write for months")


class PauseKind(models.TextChoices):
    SLOW = "slow", _("Everybody writes once in six hours")
    PAUSE = "pause", _("Nobody writes")


def runs_now() -> Q:
    return Q(lifted_on=None, ends_at__gt=timezone.now())


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def running(self) -> SanctionQuerySet:
        return self.filter(runs_now())

    def keys(self) -> models.QuerySet[Sanction, str]:
        """As the cases about them write their numbers."""
        return self.values_list(Cast("pk", CharField()), flat=True)

    def remembered(self) -> SanctionQuerySet:
        """What was put on in the last twelve months, and not lifted."""
        return self.filter(lifted_on=None, begins_at__gt=timezone.now() - REMEMBERED)


class PauseQuerySet(models.QuerySet["Pause"]):
    def running(self) -> PauseQuerySet:
        return self.filter(runs_now())


class Measure(models.Model):
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField(_("days"))
    note = models.CharField(_("why"), max_length=500)
    begins_at = models.DateTimeField(_("began at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    lifted_on = models.DateField(_("lifted on"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_running(self) -> bool:
        return self.lifted_on is None and self.ends_at is not None and self.ends_at > timezone.now()


class Sanction(Measure):
    """One step of the ladder, for whoever wrote what was removed. No moderator learns who that is."""

    because = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="sanction")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sanctions")
    kind = models.CharField(_("kind"), max_length=10, choices=SanctionKind)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        indexes = [models.Index(fields=["person", "space", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                name="a_sanction_as_long_as_its_kind",
                condition=Q(kind=SanctionKind.NOTICE, days=0)
                | Q(kind=SanctionKind.SLOW, days__range=(1, 14))
                | Q(kind=SanctionKind.READ_ONLY, days__range=(1, 30))
                | Q(kind=SanctionKind.BAN, days__range=(31, 180)),
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Pause(Measure):
    """A topic or discussion in which everybody writes more slowly, or nobody writes, for some days."""

    label = models.CharField(_("kind of thing"), max_length=60)
    item_pk = models.CharField(_("which one"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    url = models.CharField(_("address"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=PauseKind)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("pause of a discussion")
        verbose_name_plural = _("pauses of discussions")
        indexes = [models.Index(fields=["label", "item_pk", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                name="paused_for_a_week_at_most", condition=Q(days__gte=1, days__lte=7)
            )
        ]

    def __str__(self) -> str:
        return self.title


def in_matter_of(case: Case) -> CaseQuerySet:
    """What was removed, the sanction that followed it, and the appeals against either: whoever
    reported or declared a conflict in one of them has no part in the others."""
    item = case.item
    first = item.because_id if isinstance(item, Sanction) else case.appeal_of_id or case.pk
    followed = Q(label=SANCTION, item_pk__in=Sanction.objects.filter(because=first).keys())
    return Case.objects.filter(Q(pk=first) | Q(appeal_of=first) | followed)
