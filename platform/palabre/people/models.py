from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today


class Side(models.TextChoices):
    CIVILIAN = "civilian", _("Civilian")
    FORCES = "forces", _("Forces")
    PARLIAMENT = "parliament", _("Parliament")
    SECRETARIAT = "secretariat", _("Secretariat")


class User(AbstractUser):
    """Someone with an account. Their side and function are declared until someone entitled agrees.

    Django's own columns that would date a person's presence (last_login, date_joined to the
    microsecond) are taken away: who was here when is nobody's business.
    """

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    last_login = None
    date_joined = None  # type: ignore[assignment]
    name = models.CharField(_("name shown to others"), max_length=80)
    # What they called themselves, while moderation shows them under a neutral name.
    name_kept = models.CharField(_("name taken from view"), max_length=80, blank=True)
    side = models.CharField(_("side"), max_length=12, choices=Side, default=Side.CIVILIAN)
    function = models.CharField(_("declared function"), max_length=120, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified by"),
    )
    language = models.CharField(_("language of mails"), max_length=2, default="fr")
    joined_on = models.DateField(_("joined on"), default=today, editable=False)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="verified_on_and_by_go_together",
                condition=Q(verified_on=None, verified_by=None)
                | Q(verified_on__isnull=False, verified_by__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # What the menu asks. True only on the person of a request: the sign-in backend annotates the
    # query that loads them (spaces.backends); a rule never trusts these, it asks the spaces.
    @property
    def moderates(self) -> bool:
        return bool(getattr(self, "is_moderator", False))

    @property
    def runs(self) -> bool:
        return self.is_superuser or bool(getattr(self, "is_secretariat", False))

    @property
    def reads(self) -> bool:
        return bool(getattr(self, "is_reader", False))

    @property
    def unread_notices(self) -> int:
        return int(getattr(self, "number_unread", 0) or 0)

    @property
    def is_verified(self) -> bool:
        return self.verified_on is not None


class AuthedRequest(HttpRequest):
    """A request behind @login_required: its user is one of ours."""

    user: User
