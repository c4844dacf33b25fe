import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JobQuerySet(models.QuerySet["Job"]):
    def due(self) -> "JobQuerySet":
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.filter(free, due_at__lte=now, given_up_on=None)


class Job(models.Model):
    """Something that must happen after a commit, however often the worker dies. Gone when done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    task = models.CharField(_("task"), max_length=100)
    arguments = models.JSONField(_("arguments"), default=list)
    key = models.CharField(_("key"), max_length=200, null=True, unique=True)  # noqa: DJ001 (unique)
    due_at = models.DateTimeField(_("due at"), default=timezone.now, db_index=True)
    leased_until = models.DateTimeField(_("leased until"), null=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    given_up_on = models.DateField(_("given up on"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")

    def __str__(self) -> str:
        return self.task


class Turn(models.Model):
    """The last time that something recurring was begun, so that no turn is lost or taken twice."""

    name = models.CharField(_("task"), max_length=100, primary_key=True)
    slot = models.CharField(_("slot"), max_length=40)

    class Meta:
        verbose_name = _("turn")
        verbose_name_plural = _("turns")

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"
