from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.moderation.models.choices import (
    CHOICE_OF_APPEAL,
    CHOICE_OF_HELD,
    CHOICE_OF_ITS_APPEAL,
    CHOICE_OF_MEASURE,
    JUDGES,
    MEASURES,
    NAME,
    OUTCOME_OF_APPEAL,
    OUTCOME_OF_ITS_APPEAL,
    OUTCOME_OF_MEASURE,
    Choice,
    Look,
    Origin,
    Outcome,
    Round,
    look_of,
)
from palabre.moderation.models.procedure import PROMISE
from palabre.moderation.models.rule import Rule
from palabre.people.models import User
from palabre.spaces.models import Membership, Role, Space

if TYPE_CHECKING:
    from palabre.moderation.models.keys import Decision

LEASE = timedelta(minutes=30)
LONGEST_HELD = timedelta(hours=1)  # by one moderator, with every renewal
HELD_AGAIN = timedelta(days=1)  # after which the hour begins anew
MOST_HELD = 5  # by one moderator at once
HOURS_A_DAY = 24
MOST_ORIGINAL = 20_000
LONG = ("original", "plea")  # what no list shows
KEPT = [Outcome.KEPT, Outcome.DISAGREED, Outcome.LAPSED]


def this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        return self.filter(outcome="")

    def closed(self) -> CaseQuerySet:
        return self.exclude(outcome="")

    def decided(self) -> CaseQuerySet:
        """What moderators or time decided; not what its author took back before."""
        return self.closed().exclude(outcome=Outcome.WITHDRAWN)

    def waiting(self) -> CaseQuerySet:
        """About what is not published yet."""
        return self.open().filter(is_held=True)

    def standing(self) -> CaseQuerySet:
        """Removed, and not given back on appeal."""
        given_back = Q(appeals__outcome__in=KEPT)
        return self.filter(outcome=Outcome.REMOVED, appeal_of=None).exclude(given_back)

    def told_to(self, user: User) -> CaseQuerySet:
        """What its author was told of. A report that came to nothing is none of it."""
        told = Q(outcome=Outcome.REMOVED) | Q(is_held=True) | Q(veiled_until__isnull=False)
        return self.filter(told, writer=user, appeal_of=None)

    def overdue(self) -> CaseQuerySet:
        return self.open().filter(due_at__lte=timezone.now())

    def about(self, item: models.Model) -> CaseQuerySet:
        return self.filter(label=item._meta.label_lower, item_pk=str(item.pk))

    def judged_by(self, user: User) -> CaseQuerySet:
        """Where this person moderates, with their side there as `my_side`: Case.side_of in SQL."""
        seat = "space__memberships__"
        mine = {f"{seat}user": user, f"{seat}role": Role.MODERATOR, f"{seat}side__in": dict(JUDGES)}
        # Annotated after it was filtered, so that it is the side of that very seat.
        return self.filter(**mine).annotate(my_side=F(f"{seat}side"))

    def met_by(self, user: User) -> CaseQuerySet:
        """The same cases and sides, where cases are gone through in their order until there are enough:
        their seats are looked for one by one, so that no index of seats comes first."""
        mine = {"user": user, "role": Role.MODERATOR, "side__in": dict(JUDGES)}
        seats = Membership.objects.filter(space=OuterRef("space"), **mine)
        return self.filter(Exists(seats)).annotate(my_side=Subquery(seats.values("side")[:1]))

    def at_seat(self) -> CaseQuerySet:
        """The same once more, as part of a question about memberships: of the space of each."""
        side = ExpressionWrapper(OuterRef("side"), models.CharField())
        return self.filter(space=OuterRef("space")).annotate(my_side=side)

    def latest_first(self, *, page: int, size: int) -> CaseQuerySet:
        """A page of what is closed. Its numbers are found first, by an index alone: the rest of
        each case is read for these few, and not for all that stand before them."""
        order = ("-closed_on", "-pk")
        these = self.order_by(*order).values("pk")[(page - 1) * size : page * size]
        return self.model.objects.filter(pk__in=these).order_by(*order)

    def urgent_first(self) -> CaseQuerySet:
        return self.order_by("-is_urgent", "-score", "opened_at", "pk")

    def after(self, case: Case) -> CaseQuerySet:
        """What comes after this one in the same order."""
        later = Q(opened_at__gt=case.opened_at) | Q(opened_at=case.opened_at, pk__gt=case.pk)
        lower = Q(score__lt=case.score) | Q(score=case.score) & later
        less = Q(is_urgent=False) if case.is_urgent else Q(pk__in=[])
        return self.filter(less | Q(is_urgent=case.is_urgent) & lower)


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
    # Whoever wrote it under their name, as the thing itself says. No page of moderators names them.
    writer = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # A public committee may hold discussions that strangers do not know of. Of what waits: whether it
    # will stand there, or would have.
    is_in_public = models.BooleanField(_("stands where anyone may read"), default=False)
    # What its rule says as long as it is open, kept here so that an index knows the order of the queue.
    is_urgent = models.BooleanField(_("urgent"), default=False, editable=False)
    origin = models.CharField(_("came by"), max_length=10, choices=Origin, default=Origin.REPORT)
    opened_at = models.DateTimeField(_("opened at"), default=this_hour)
    score = models.PositiveIntegerField(_("score, in hundredths of a report"), default=0)
    round = models.PositiveSmallIntegerField(_("round"), choices=Round, default=Round.FIRST)
    # Kept here so that a list need not look for the decisions of each case.
    first_side = models.CharField(
        _("the side that decided first"), max_length=12, choices=JUDGES, blank=True, editable=False
    )
    due_at = models.DateTimeField(_("this round ends at"), null=True, blank=True)
    # As the space promised on that day: a promise that is changed later holds for later cases.
    promise_hours = models.PositiveSmallIntegerField(
        _("decided within so many hours, as promised"), default=PROMISE, editable=False
    )
    is_veiled = models.BooleanField(_("hidden meanwhile"), default=False)
    veiled_until = models.DateTimeField(_("hidden until, at most"), null=True, blank=True)
    is_held = models.BooleanField(_("waits to be published"), default=False)
    one_key = models.BooleanField(_("one key removes it, if it is spam"), default=False)
    appeal_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appeals",
        verbose_name=_("appeal against"),
    )
    plea = models.CharField(_("what the author says"), max_length=2000, blank=True)
    # As it was read when the case was opened: an author may edit, an appeal must see.
    original = models.TextField(_("as it was"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    appeal_until = models.DateField(_("appeal until"), null=True, blank=True)
    hours_open = models.PositiveIntegerField(_("hours until it was decided"), null=True, blank=True)

    has_keys = False  # whether the moderator for whose page it was fetched works with single keys

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
            models.UniqueConstraint(
                fields=["appeal_of"], name="one_appeal_a_case", condition=~Q(appeal_of=None)
            ),
        ]
        indexes = [
            models.Index(fields=["label", "item_pk"]),
            # With all that is asked to find a page of what is closed: no case is read for it.
            models.Index(fields=["closed_on", "id", "outcome"], name="cases_of_the_register"),
            models.Index(
                fields=["space", "closed_on", "id", "outcome"], name="closed_cases_of_a_space"
            ),
            models.Index(fields=["writer"], condition=~Q(writer=None), name="cases_of_a_writer"),
            models.Index(
                fields=["-is_urgent", "-score", "opened_at", "id"],
                condition=Q(outcome=""),
                name="open_cases_in_order",
            ),
            # With all that is asked to count what is to do: no case is read for it.
            models.Index(
                fields=["space", "outcome", "round", "first_side", "appeal_of", "writer", "id"],
                name="what_is_to_do_in_a_space",
            ),
            models.Index(fields=["due_at"], condition=Q(outcome=""), name="cases_that_end"),
        ]

    def __str__(self) -> str:
        return str(_("Case %(number)s") % {"number": self.pk})

    def save(self, **how: Any) -> None:
        fields = how.get("update_fields")
        if self.is_open and (fields is None or "rule" in fields):
            self.is_urgent = self.rule.veils
            how["update_fields"] = fields and {*fields, "is_urgent"}
        super().save(**how)

    def get_absolute_url(self) -> str:
        return reverse("moderation:case", args=[self.pk])

    @cached_property
    def item(self) -> models.Model | None:
        """The thing itself; None once it is gone for good."""
        try:
            return self.model._base_manager.get(pk=self.item_pk)
        except ObjectDoesNotExist:
            return None

    def side_of(self, user: User) -> str:
        """The side for which this person judges here; empty where they do not."""
        if user.pk in self.known_sides:
            return self.known_sides[user.pk]
        seats = Membership.objects.filter(user=user, role=Role.MODERATOR, side__in=dict(JUDGES))
        return seats.filter(space=self.space_id).values_list("side", flat=True).first() or ""

    @cached_property
    def known_sides(self) -> dict[int, str]:
        """Of a case that was fetched for somebody's page, with their side there."""
        return {}

    def turned_keys(self) -> list[Decision]:
        """Who has decided, for which side and when; what, is not read."""
        known: list[Decision] | None = vars(self).get("known_keys")
        if known is not None:  # of a case that was fetched for somebody's page
            return known
        return list(self.decisions.only("case", "moderator", "side", "round"))

    @property
    def model(self) -> type[models.Model]:
        found: type[models.Model] = apps.get_model(self.label)
        return found

    @property
    def kind(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def is_measure(self) -> bool:
        return self.label in MEASURES

    def get_outcome_display(self) -> str:  # type: ignore[no-redef]
        if not self.outcome:
            return ""
        outcome = Outcome(self.outcome)
        return str(self._outcomes.get(outcome, outcome.label))

    @property
    def _outcomes(self) -> Mapping[Outcome, object]:
        if self.is_measure:
            return OUTCOME_OF_ITS_APPEAL if self.is_appeal else OUTCOME_OF_MEASURE
        return OUTCOME_OF_APPEAL if self.is_appeal else {}

    @property
    def waits(self) -> bool:
        """Nobody but its author and the moderators reads it yet."""
        return self.is_held and self.is_open and not self.is_about_name

    @property
    def is_about_name(self) -> bool:
        return self.label == NAME

    @property
    def heading(self) -> str:
        return heading_of(self.label, self.title)

    def words_of(self, choice: Choice) -> str:
        """What that choice is called here: a text is removed, an appeal heard, a sanction agreed to."""
        return str(self._choices.get(choice, choice.label))

    @property
    def _choices(self) -> Mapping[Choice, object]:
        if self.is_measure:
            return CHOICE_OF_ITS_APPEAL if self.is_appeal else CHOICE_OF_MEASURE
        if self.is_appeal:
            return CHOICE_OF_APPEAL
        return CHOICE_OF_HELD if self.is_held else {}

    @property
    def can_be_followed(self) -> bool:
        """By a sanction: it was removed, and somebody wrote it under their name."""
        is_removal = self.outcome == Outcome.REMOVED and not self.is_appeal and not self.is_measure
        return is_removal and self.writer_id is not None

    @property
    def is_open(self) -> bool:
        return not self.outcome

    @property
    def is_appeal(self) -> bool:
        return self.appeal_of_id is not None

    @property
    def is_given_back(self) -> bool:
        """An appeal that was heard."""
        return self.is_appeal and self.outcome in KEPT

    @property
    def same_matter(self) -> list[int]:
        """This case, and the one it is an appeal against: whoever judged or reported there, and
        whoever declared a conflict, has no part in it."""
        return [pk for pk in (self.pk, self.appeal_of_id) if pk]

    def choices(self) -> dict[str, Choice]:
        """What each side says now: in its second look, or in its first."""
        rows = self.decisions.that_count().filter(round__lt=Round.PANEL).order_by("round")
        return {side: Choice(choice) for side, choice in rows.values_list("side", "choice")}

    @property
    def look(self) -> Look:
        """Of a closed case: how it came to its end."""
        keys = sum(one.round == Round.FIRST for one in self.decisions.all())
        return look_of(
            self.outcome, self.round, is_held=self.is_held, one_key=self.one_key, keys=keys
        )

    @property
    def by_one_key(self) -> bool:
        """Closed by one moderator, where one may: spam of a newcomer, or to let something through."""
        return self.look == Look.ONE_KEY

    @property
    def fell(self) -> bool:
        """A sanction, or an appeal against one, that ended with the removal it followed."""
        return self.outcome == Outcome.KEPT and self.look == Look.NOBODY

    @property
    def names_its_space(self) -> bool:
        return self.is_in_public and self.space.is_public

    @property
    def age(self) -> str:
        return age_of(self.opened_at)


def heading_of(label: str, title: str) -> str:
    """A name is not repeated above its case: it is called what it is, in the reader's language."""
    return str(_("The name of an account")) if label == NAME else title


def age_of(opened_at: datetime) -> str:
    hours = int((timezone.now() - opened_at).total_seconds()) // 3600
    if hours < 1:
        return str(_("less than an hour ago"))
    if hours < HOURS_A_DAY:
        return ngettext("%(n)s hour ago", "%(n)s hours ago", hours) % {"n": hours}
    days = hours // HOURS_A_DAY
    return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
