from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from palabre.committees.models.territory import Territory
from palabre.core.bilingual import Bilingual
from palabre.core.days import today
from palabre.core.text import render_markdown
from palabre.people.models import Side, User
from palabre.spaces.models import Anyone, Membership, Role, Space

if TYPE_CHECKING:
    from palabre.committees.models.rules import Rules
    from palabre.committees.models.seat import Seat

WEAVES = 5


@dataclass(frozen=True)
class Standing:
    """What somebody is to a committee, besides the seat that they may hold."""

    inside: bool = False  # holds any role in it, so may read what is for members
    runs: bool = False  # holds its secretariat


STRANGER = Standing()


class Bounds(NamedTuple):
    """Within what a committee's two sides must stay: the part of its rules that every page shows."""

    widest_gap: int
    fewest_a_side: int


BOUNDS = Bounds._fields


class CommitteeQuerySet(models.QuerySet["Committee"]):
    def visible_to(self, user: Anyone) -> CommitteeQuerySet:
        """The same line that rules.can_look_in draws, in SQL."""
        return self.filter(space__in=Space.objects.visible_to(user))

    def run_by(self, user: User) -> CommitteeQuerySet:
        if user.is_superuser:
            return self
        held = Membership.objects.filter(user=user, role=Role.SECRETARIAT)
        return self.filter(space__in=held.values("space"))

    def with_balance(self) -> CommitteeQuerySet:
        return self.annotate(**{f"number_{side}": seated(side) for side in Side.values})


def seated(side: str) -> Count:
    """Those who hold a seat now; their deputies are not counted."""
    held = Q(seats__left_on=None, seats__deputy_of=None, seats__user__is_active=True)
    return Count("seats", filter=held & Q(seats__side=side))


def holds(user: User, space: str, *roles: Role) -> Exists:
    """Whether `user` has one of these roles (or any, without them) in the space at that path."""
    found = Membership.objects.filter(user=user, space=OuterRef(space))
    return Exists(found.filter(role__in=roles) if roles else found)


class Committee(models.Model):
    """Where civilians and forces of one place sit down together, as an institution wanted it."""

    space = models.OneToOneField(Space, on_delete=models.PROTECT, related_name="committee")
    name = models.CharField(_("name"), max_length=80)
    kind_fr = models.CharField(_("kind in French"), max_length=120)
    kind_en = models.CharField(_("kind in English"), max_length=120, blank=True)
    kind = Bilingual()
    territory = models.CharField(_("territory"), max_length=160)
    # The words above are what is shown; this is its place in the tree, where it has one.
    area = models.ForeignKey(
        Territory,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="committees",
        verbose_name=_("place on the coverage page"),
    )
    purpose_fr = models.TextField(_("why it exists, in French"))
    purpose_en = models.TextField(_("why it exists, in English"), blank=True)
    purpose = Bilingual()
    charter_fr = models.TextField(_("charter in French"), blank=True)
    charter_en = models.TextField(_("charter in English"), blank=True)
    charter = Bilingual()
    founded_on = models.DateField(_("founded on"), default=today)
    weave = models.PositiveSmallIntegerField(
        _("threads of its cloth"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(WEAVES)],
    )

    # Since both sides have had a co-chair: until then it is being founded (ADR 20).
    chairs_since = models.DateField(_("co-chairs of both sides since"), null=True, blank=True)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [
            models.CheckConstraint(
                name="weave_is_one_of_five", condition=Q(weave__gte=1, weave__lte=WEAVES)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committees:committee", args=[self.slug])

    @property
    def openings_url(self) -> str:
        return reverse("committees:openings", args=[self.slug])

    @property
    def slug(self) -> str:
        return self.space.slug

    @property
    def charter_url(self) -> str:
        return reverse("committees:charter", args=[self.slug])

    @property
    def rules_url(self) -> str:
        return reverse("committees:rules", args=[self.slug])

    @property
    def charter_html(self) -> SafeString:
        return render_markdown(self.charter)

    @cached_property
    def seats_ever(self) -> list[Seat]:
        """All its seats, also of those who left. Read once for a page."""
        seats = list(self.seats.select_related("user"))
        by_pk = {seat.pk: seat for seat in seats}
        for seat in seats:
            seat.committee = self
            if seat.deputy_of_id:
                seat.deputy_of = by_pk[seat.deputy_of_id]
        return seats

    @cached_property
    def rules(self) -> Rules:
        """Those in force today."""
        return self.rules_on(today())

    @cached_property
    def bounds(self) -> Bounds:
        """What today's rules say of balance; brought along by the query that found us, or asked."""
        gap: int | None = getattr(self, "widest_gap", None)
        fewest: int | None = getattr(self, "fewest_a_side", None)
        if gap is None or fewest is None:
            gap, fewest = self.rules.widest_gap, self.rules.fewest_a_side
        return Bounds(gap, fewest)

    def rules_on(self, day: date) -> Rules:
        """Those in force on that day; before the first came into force, the first."""
        found = self.rules_ever.in_force(day).first() or self.rules_ever.order_by("number").first()
        if found is None:
            raise LookupError(f"The committee {self.pk} was founded without rules.")
        return found

    @property
    def changes_wait(self) -> bool:
        """Whether other rules, or another charter, take the keys of both co-chairs."""
        return self.chairs_since is not None and self.rules.chairs_agree

    @property
    def sitting(self) -> list[Seat]:
        """Its seats as they are now, held or free, side by side; deputies stand behind them."""
        now = [seat for seat in self.seats_ever if seat.is_current and not seat.is_deputy]
        return sorted(now, key=lambda seat: Side.values.index(seat.side))

    @property
    def members(self) -> list[Seat]:
        """Those who hold a seat: the only ones whom balance and quorum count."""
        return [seat for seat in self.sitting if seat.is_held]

    @property
    def deputies(self) -> list[Seat]:
        rows = [seat for seat in self.seats_ever if seat.is_current and seat.is_deputy]
        return [seat for seat in rows if seat.is_held]

    @property
    def speakers(self) -> list[Seat]:
        """Whoever may speak for a seat: those who hold one, and their deputies."""
        return [*self.members, *self.deputies]

    @property
    def chairs(self) -> list[Seat]:
        return [seat for seat in self.members if seat.is_chair]

    def seat_of(self, user: Anyone) -> Seat | None:
        """The seat that they hold. A deputy holds none."""
        return next((seat for seat in self.members if seat.user_id == user.pk), None)

    def place_of(self, user: Anyone) -> Seat | None:
        """Where they speak from: the seat that they hold, or the place of a deputy behind it."""
        return next((seat for seat in self.speakers if seat.user_id == user.pk), None)

    def deputy_of(self, seat: Seat) -> Seat | None:
        return next((one for one in self.deputies if one.deputy_of_id == seat.pk), None)

    def acting_in(self, seat: Seat) -> User | None:
        """Who replies and votes for a seat today: whoever holds it, or the deputy if they say so."""
        deputy = self.deputy_of(seat)
        return deputy.user if deputy and deputy.sits_in else seat.user

    def acts_for(self, user: Anyone) -> Seat | None:
        """The seat for which they reply and vote today. One person for each seat (ADR 21)."""
        return next((seat for seat in self.members if self.acting_in(seat) == user), None)

    def last_seat_of(self, user_pk: int) -> Seat | None:
        """Where they speak from, or spoke from last: those who left said what they said."""
        return next((seat for seat in reversed(self.seats_ever) if seat.user_id == user_pk), None)

    def number_of(self, side: str) -> int:
        return sum(seat.side == side for seat in self.members)

    def standing_of(self, user: Anyone) -> Standing:
        """Asked of the database once a person, unless the query that found us brought it along."""
        if not user.is_authenticated:
            return STRANGER
        if user.pk not in self._standings:
            roles = set(self.space.memberships.filter(user=user).values_list("role", flat=True))
            self.remember_standing(user, inside=bool(roles), runs=Role.SECRETARIAT.value in roles)
        return self._standings[user.pk]

    def remember_standing(self, user: User, *, inside: bool, runs: bool) -> None:
        everywhere = user.is_superuser
        self._standings[user.pk] = Standing(inside or everywhere, runs or everywhere)

    @cached_property
    def _standings(self) -> dict[Any, Standing]:
        return {}


class SeatKindQuerySet(models.QuerySet["SeatKind"]):
    def offered(self) -> SeatKindQuerySet:
        return self.filter(is_offered=True)


class SeatKind(models.Model):
    """Whom a seat is for: women, youth, religious authorities, gendarmerie, justice… Institutions
    name and add their own."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("name in French"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    name = Bilingual()
    side = models.CharField(_("side"), max_length=12, choices=Side)
    position = models.PositiveSmallIntegerField(_("place in lists"), default=0)
    is_offered = models.BooleanField(_("offered when a committee is founded"), default=True)

    objects = SeatKindQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("kind of seat")
        verbose_name_plural = _("kinds of seats")

    def __str__(self) -> str:
        return self.name
