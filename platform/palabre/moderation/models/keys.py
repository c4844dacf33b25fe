"""Who has taken up a case, who turned which key, who must not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.core.bilingual import Bilingual
from palabre.moderation.models.case import HELD_AGAIN, LEASE, LONGEST_HELD, Case
from palabre.moderation.models.choices import JUDGES, Choice, Round
from palabre.moderation.models.rule import Rule
from palabre.people.models import User


class ClaimQuerySet(models.QuerySet["Claim"]):
    def live(self, at: datetime | None = None) -> ClaimQuerySet:
        return self.filter(expires_at__gt=at or timezone.now())

    def used_up(self) -> ClaimQuerySet:
        """Whoever holds or held it has done so for as long as anybody may."""
        now = timezone.now()
        return self.filter(since__lte=now - LONGEST_HELD, since__gt=now - HELD_AGAIN)


class Claim(models.Model):
    """A case taken up by a moderator of one side, for a while.

    It stays when it is given back or its time is over, so that nobody holds a case for ever by taking
    it again and again; a colleague who takes it up takes its place.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="claims")
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(_("taken up at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [models.UniqueConstraint(fields=["case", "side"], name="one_claim_a_side")]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"

    @property
    def is_live(self) -> bool:
        return self.expires_at > timezone.now()

    @property
    def is_used_up(self) -> bool:
        """ClaimQuerySet.used_up in Python."""
        return LONGEST_HELD <= timezone.now() - self.since < HELD_AGAIN

    def lengthen(self) -> None:
        """For half an hour from now, and never beyond the hour that began when it was taken up."""
        now = timezone.now()
        if now - self.since >= HELD_AGAIN:
            self.since = now
        self.expires_at = min(now + LEASE, self.since + LONGEST_HELD)

    @property
    def minutes_left(self) -> int:
        return max(1, round((self.expires_at - timezone.now()).total_seconds() / 60))


class DecisionQuerySet(models.QuerySet["Decision"]):
    def that_count(self) -> DecisionQuerySet:
        """Not of whoever found out later that they are too close to it (LACKS_A_KEY, in guards)."""
        theirs = Recusal.objects.filter(case=OuterRef("case"), moderator=OuterRef("moderator"))
        return self.exclude(Exists(theirs))


class Decision(models.Model):
    """What one moderator decided for their side, alone, before seeing the other's choice.

    A row a round: a second look is a second row. None is ever changed; the database refuses it.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(_("round"), choices=Round, default=Round.FIRST)
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(_("decision"), max_length=10, choices=Choice)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("why, for the author"), max_length=500, blank=True)
    passage = models.CharField(_("which passage"), max_length=500, blank=True)
    # A ready reason, as it read on that day: its author may read another language than who chose it.
    ready_fr = models.CharField(_("ready reason in French"), max_length=300, blank=True)
    ready_en = models.CharField(_("ready reason in English"), max_length=300, blank=True)
    ready = Bilingual()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            # Three sit on a panel: two of them on one side.
            models.UniqueConstraint(
                fields=["case", "round", "side"],
                condition=Q(round__lt=Round.PANEL),
                name="one_decision_a_side",
            ),
            # Whoever changes sides does not turn the second key as well.
            models.UniqueConstraint(
                fields=["case", "round", "moderator"], name="one_decision_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"

    def get_choice_display(self) -> str:  # type: ignore[no-redef]
        return self.case.words_of(Choice(self.choice))

    @property
    def why(self) -> str:
        """The ready reason in the language of this page, then what they wrote themselves."""
        return " ".join(filter(None, [self.ready, self.note]))


def last_words(decisions: Iterable[Decision], round_: int) -> list[Decision]:
    """What settled a case: the panel, where it voted, else what each side said last."""
    rows = list(decisions)
    if round_ == Round.PANEL and (voted := [each for each in rows if each.round == Round.PANEL]):
        return voted
    last = {each.side: each for each in sorted(rows, key=lambda each: each.round)}
    return [last[side] for side in sorted(last)]


class Recusal(models.Model):
    """A moderator who said that they cannot judge this: a relative, a superior, a quarrel."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="recusals")
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("recusal")
        verbose_name_plural = _("recusals")
        constraints = [
            models.UniqueConstraint(fields=["case", "moderator"], name="one_recusal_a_person")
        ]

    def __str__(self) -> str:
        return str(self.case)


class Panelist(models.Model):
    """One of the three whom the lot called, once the pair had looked twice and still disagreed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="panel")
    moderator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(_("side"), max_length=12, choices=JUDGES)

    class Meta:
        verbose_name = _("member of a panel")
        verbose_name_plural = _("members of panels")
        constraints = [
            models.UniqueConstraint(fields=["case", "moderator"], name="one_place_on_a_panel")
        ]

    def __str__(self) -> str:
        return f"{self.case}, {self.get_side_display()}"
