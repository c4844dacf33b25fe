from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.committee import Committee, SeatKind
from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.people.models import Side, User

TERM_IS_NEAR = timedelta(days=30)
RESIGNED, REPLACED = "resigned", "replaced"


class Shown(models.TextChoices):
    NAME = "name", _("Name and function")
    FUNCTION = "function", _("Function only")
    SIDE = "side", _("Side only")


class Ending(models.Model):
    """A way in which somebody's time in a seat ends: end of function, death, by decision…

    Institutions name and add their own. Two are known to the code: those who leave of their own
    accord, and those whose place somebody else takes.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    name = Bilingual()
    is_offered = models.BooleanField(_("the secretariat may choose it"), default=True)
    nobody_can_refuse = models.BooleanField(_("happens whatever the balance"), default=False)
    needs_both_chairs = models.BooleanField(_("only if both co-chairs agree"), default=False)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("ending of a seat")
        verbose_name_plural = _("endings of seats")

    def __str__(self) -> str:
        return self.name


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self) -> SeatQuerySet:
        """The places at the table as they are now, held or free."""
        return self.filter(left_on=None, deputy_of=None)

    def held_by(self, user: User) -> SeatQuerySet:
        """Wherever they sit now, as a deputy too."""
        return self.filter(user=user, left_on=None)


class Seat(models.Model):
    """A place at the table for one side, while one person holds it or while it is free, and how
    that person is shown; or the place of a deputy behind it.

    The rows of those who left stay: what was decided was decided by them. Whoever comes after them
    has a row of their own, which follows theirs (ADR 21).
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    side = models.CharField(_("side"), max_length=12, choices=Side)
    kind = models.ForeignKey(
        SeatKind, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    function_fr = models.CharField(_("function in French"), max_length=120)
    function_en = models.CharField(_("function in English"), max_length=120, blank=True)
    function = Bilingual()
    deputy_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="deputies"
    )
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    shown_to_public = models.CharField(
        _("shown to the public"), max_length=8, choices=Shown, default=Shown.NAME
    )
    shown_to_members = models.CharField(
        _("shown to members"), max_length=8, choices=Shown, default=Shown.NAME
    )
    is_chair = models.BooleanField(_("co-chair"), default=False)
    sits_in = models.BooleanField(_("sits in for the holder"), default=False)
    since_on = models.DateField(_("since"), default=today)
    accepted_on = models.DateField(_("accepted the charter on"), null=True, blank=True)
    accepted_charter = models.CharField(_("digest of that charter"), max_length=64, blank=True)
    until_on = models.DateField(_("term ends on"), null=True, blank=True)
    term_told = models.BooleanField(_("reminded of the end of the term"), default=False)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    ending = models.ForeignKey(
        Ending, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ending_note = models.TextField(_("why, for the secretariat alone"), blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "user"],
                condition=Q(left_on=None),
                name="one_seat_at_a_time_a_person",
            ),
            models.UniqueConstraint(
                fields=["deputy_of"],
                condition=Q(left_on=None),
                name="one_deputy_at_a_time_a_seat",
            ),
            models.CheckConstraint(
                name="deputies_sit_in_and_chair_nothing",
                condition=Q(deputy_of=None, sits_in=False)
                | Q(deputy_of__isnull=False, is_chair=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function}, {self.get_side_display()}"

    @property
    def is_current(self) -> bool:
        return self.left_on is None

    @property
    def is_deputy(self) -> bool:
        return self.deputy_of_id is not None

    @property
    def is_held(self) -> bool:
        return self.user is not None and self.user.is_active

    @property
    def term_is_over(self) -> bool:
        """Which takes nothing away: whoever sits there goes on until somebody decides (ADR 21)."""
        return self.is_current and self.until_on is not None and self.until_on < today()

    @property
    def term_is_near(self) -> bool:
        end = self.until_on
        return self.is_current and end is not None and today() <= end <= today() + TERM_IS_NEAR

    def shown_to(self, *, inside: bool) -> str:
        """A deputy tells no more of the seat than whoever holds it does."""
        own = self.shown_to_members if inside else self.shown_to_public
        if own == Shown.FUNCTION and not self.tells_function(inside=inside):
            return Shown.SIDE
        return own

    @property
    def among_members(self) -> str:
        """The name under which the other members know whoever sits there."""
        return self.name_as(self.shown_to(inside=True))

    def name_as(self, shown: str) -> str:
        if self.user is None:
            return str(_("Free seat"))
        if shown == Shown.NAME:
            return str(self.user)
        return self.function if shown == Shown.FUNCTION else str(_("A member"))

    @property
    def tells_public_all(self) -> bool:
        """Name and function side by side, as they then stand elsewhere too."""
        shown = self.shown_to(inside=False)
        return shown == Shown.NAME and self.tells_function(inside=False)

    def is_called(self, function: str) -> bool:
        return function.casefold() in (self.function_fr.casefold(), self.function_en.casefold())

    def tells_function(self, *, inside: bool) -> bool:
        held = self.deputy_of or self
        if held.user_id is None:
            return True
        shown = held.shown_to_members if inside else held.shown_to_public
        return shown != Shown.SIDE


class Removal(models.Model):
    """What it takes to end somebody's seat against their will: the co-chairs of both sides agree."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="removals")
    ending = models.ForeignKey(Ending, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("why, for the co-chairs and the secretariat"))
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField(_("asked on"), default=today)
    civilian_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    forces_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("removal from a seat")
        verbose_name_plural = _("removals from seats")
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], condition=Q(closed_on=None), name="one_open_removal_a_seat"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat}, {self.asked_on:%Y-%m-%d}"

    def agreed_by(self, side: str) -> int | None:
        return self.civilian_by_id if side == Side.CIVILIAN else self.forces_by_id

    @property
    def has_both_keys(self) -> bool:
        return self.civilian_by_id is not None and self.forces_by_id is not None


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a month that has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _weekday, length = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, length))
