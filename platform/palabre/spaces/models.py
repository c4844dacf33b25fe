from __future__ import annotations

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.people.models import Side, User

Anyone = User | AnonymousUser
FORUM = "forum"


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    CHAIR = "chair", _("Co-chair")
    MODERATOR = "moderator", _("Moderator")
    SECRETARIAT = "secretariat", _("Secretariat")
    READER = "reader", _("Reader of messages")
    CUSTODIAN = "custodian", _("Custodian")


class SpaceQuerySet(models.QuerySet["Space"]):
    def visible_to(self, user: Anyone) -> SpaceQuerySet:
        """The same line that rules.can_look_in draws, in SQL."""
        if not user.is_authenticated:
            return self.filter(is_public=True)
        if user.is_superuser:
            return self
        return self.filter(
            Q(is_public=True) | Q(pk__in=Membership.objects.filter(user=user).values("space"))
        )

    def lived_in_by(self, user: Anyone) -> SpaceQuerySet:
        """Where this person may read what is for those inside only."""
        if not user.is_authenticated:
            return self.none()
        if user.is_superuser:
            return self
        return self.filter(pk__in=Membership.objects.filter(user=user).values("space"))


class Space(models.Model):
    """A room with a door: who is in, on which side, and who may look in."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    name = Bilingual()
    is_public = models.BooleanField(_("anyone may read"), default=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("space")
        verbose_name_plural = _("spaces")

    def __str__(self) -> str:
        return self.name

    def has_role(self, user: Anyone, *roles: Role) -> bool:
        if not user.is_authenticated:
            return False
        return self.memberships.filter(user=user, role__in=roles).exists()

    def has_anyone(self, user: Anyone) -> bool:
        return user.is_authenticated and self.memberships.filter(user=user).exists()


class Membership(models.Model):
    """One role of one person in one space, held for one side."""

    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    side = models.CharField(_("side"), max_length=12, choices=Side)

    class Meta:
        verbose_name = _("role in a space")
        verbose_name_plural = _("roles in spaces")
        constraints = [
            models.UniqueConstraint(fields=["space", "user", "role"], name="one_role_once_a_space")
        ]
        indexes = [models.Index(fields=["user", "role"])]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.space}"


class Invitation(models.Model):
    """A letter that lets one person make an account, on a side and in a function already checked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    token_digest = models.CharField(_("digest of the token"), max_length=64, unique=True)
    side = models.CharField(_("side"), max_length=12, choices=Side)
    function = models.CharField(_("function"), max_length=120)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_on = models.DateField(_("invited on"), default=today)
    expires_on = models.DateField(_("expires on"))
    used = models.BooleanField(_("used"), default=False)
    taken_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    leads_to = models.CharField(_("address to go on from there"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")

    def __str__(self) -> str:
        return self.function or self.get_side_display()
