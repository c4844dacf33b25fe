from __future__ import annotations

import math
import secrets
import uuid
from datetime import date

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import Committee
from palabre.committees.models.rules import Rules
from palabre.core.days import today
from palabre.people.models import User
from palabre.spaces.models import Anyone, Membership, Space

A_PAGE = 30
MARK_BYTES = 16


class Mode(models.TextChoices):
    NAMED = "named", _("With names")
    CHATHAM = "chatham", _("Without names")


class State(models.TextChoices):
    PUBLISHED = "published", _("published")
    VEILED = "veiled", _("hidden while both sides look at it")
    REMOVED = "removed", _("removed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def visible_to(self, user: Anyone) -> DiscussionQuerySet:
        """The same line that rules.can_read draws, in SQL."""
        spaces = Space.objects.visible_to(user)
        seen = self.filter(committee__space__in=spaces)
        if not user.is_authenticated:
            return seen.filter(is_public=True)
        if user.is_superuser:
            return seen
        inside = Membership.objects.filter(user=user).values("space")
        return seen.filter(Q(is_public=True) | Q(committee__space__in=inside))

    def with_last_read(self, user: User) -> DiscussionQuerySet:
        marker = ReadMarker.objects.filter(user=user, discussion=OuterRef("pk"))
        return self.annotate(last_read=Subquery(marker.values("last_number")))


class Discussion(models.Model):
    """A question that a committee talks over. With names or without is settled when it is opened.

    Nothing says who opened it: in one without names, the first to speak is nobody in particular.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="discussions")
    title = models.CharField(_("title"), max_length=160)
    lang = models.CharField(_("language"), max_length=8, default="fr")
    mode = models.CharField(_("mode"), max_length=8, choices=Mode, default=Mode.NAMED)
    is_public = models.BooleanField(_("anyone may read"), default=False)
    rules = models.ForeignKey(
        Rules, on_delete=models.PROTECT, related_name="+", verbose_name=_("under the rules")
    )
    opened_on = models.DateField(_("opened on"), default=today)
    is_closed = models.BooleanField(_("closed"), default=False)
    contributions = models.PositiveIntegerField(_("contributions"), default=0)
    last_on = models.DateField(_("last contribution on"), default=today)

    objects = DiscussionQuerySet.as_manager()

    class Meta:
        ordering = ["-last_on", "-pk"]
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        indexes = [models.Index(fields=["committee", "-last_on"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("committees:discussion", args=[self.committee.slug, self.pk])

    @property
    def is_nameless(self) -> bool:
        return self.mode == Mode.CHATHAM

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.contributions / A_PAGE))

    def address_of(self, number: int, *, anchor: str = "") -> str:
        page = page_of(number)
        query = f"?page={page}" if page > 1 else ""
        return f"{self.get_absolute_url()}{query}#{anchor or f'm{number}'}"


def page_of(number: int) -> int:
    return max(0, number - 1) // A_PAGE + 1


class Spoken(models.Model):
    """What both kinds of contribution are: a place in a discussion, and words."""

    number = models.PositiveIntegerField(_("number"))
    body = models.TextField(_("text"))
    html = models.TextField(_("text, as shown"))
    lang = models.CharField(_("language"), max_length=8)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    removed_under = models.CharField(_("removed under the rule"), max_length=40, blank=True)

    discussion: models.ForeignKey[Discussion, Discussion]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.discussion.title}, {self.number}"

    def get_absolute_url(self) -> str:
        return self.discussion.address_of(self.number)

    @property
    def label(self) -> str:
        return self._meta.label_lower

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

    @property
    def as_html(self) -> SafeString:
        """Cleaned when it was written (core.text.render_markdown); nothing else fills `html`."""
        return SafeString(self.html)


class Contribution(Spoken):
    """What somebody said in a discussion, under their name."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="said")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField(_("written at"), default=timezone.now)
    edited_at = models.DateTimeField(_("changed at"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "number"], name="one_contribution_a_number"
            )
        ]

    @property
    def day(self) -> date:
        return timezone.localtime(self.posted_at).date()


def random_mark() -> bytes:
    return secrets.token_bytes(MARK_BYTES)


class NamelessContribution(Spoken):
    """What was said in a discussion by nobody in particular (ADR 0005).

    No author, no hour, no tie to a person anywhere, and none may be added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    discussion = models.ForeignKey(
        Discussion, on_delete=models.PROTECT, related_name="said_namelessly"
    )
    day = models.DateField(_("day"), default=today)
    # Chance, for all that anybody can tell who has not the vault that they were made from (voices).
    tag = models.BinaryField(_("mark of whoever said it"), default=random_mark)
    voice = models.BinaryField(_("mark of the voice"), default=random_mark)

    class Meta:
        ordering = ["number"]
        verbose_name = _("contribution without a name")
        verbose_name_plural = _("contributions without names")
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "number"], name="one_nameless_contribution_a_number"
            )
        ]


class ReadMarker(models.Model):
    """How far a person has read a discussion with names. For those without, only their device knows."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")
    last_number = models.PositiveIntegerField(_("last number read"))

    class Meta:
        verbose_name = _("read marker")
        verbose_name_plural = _("read markers")
        constraints = [
            models.UniqueConstraint(fields=["user", "discussion"], name="one_marker_a_discussion")
        ]

    def __str__(self) -> str:
        return f"{self.discussion_id}: {self.last_number}"
