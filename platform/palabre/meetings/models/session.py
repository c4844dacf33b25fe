"""Who comes, who is there, who speaks next: what a meeting needs while it lasts.

Under the Chatham House Rule, all of it that names a seat goes when the meeting is closed (ADR 22).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting, Seat
from palabre.meetings.models.agenda import AgendaItem
from palabre.people.models import Side

AT_THE_TABLE = (Side.CIVILIAN, Side.FORCES, Side.PARLIAMENT)
BOTH_SIDES = (Side.CIVILIAN, Side.FORCES)  # whose quorum it needs to adopt anything
SIDES_AT_THE_TABLE = [(side.value, side.label) for side in AT_THE_TABLE]


class Answer(models.TextChoices):
    COMING = "coming", _("I am coming")
    NOT = "not", _("I cannot come")
    DEPUTY = "deputy", _("My deputy is coming")


class Reply(models.Model):
    """What a member answered to a convocation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)

    class Meta:
        verbose_name = _("answer to a convocation")
        verbose_name_plural = _("answers to convocations")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_answer_a_seat")
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class Attendance(models.Model):
    """A seat that is taken in the room, by whoever holds it or by their deputy."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    by_deputy = models.BooleanField(_("by a deputy"), default=False)

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="one_presence_a_seat")
        ]

    def __str__(self) -> str:
        return str(self.seat)


class Session(models.Model):
    """A meeting while it is held: the item under discussion, who has the floor, how long each side
    spoke. Of sides, never of people."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="session")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    floor = models.CharField(
        _("who has the floor"), max_length=12, choices=SIDES_AT_THE_TABLE, blank=True
    )
    floor_since = models.DateTimeField(_("since"), null=True, blank=True)
    last_floor = models.CharField(
        _("who had it last"), max_length=12, choices=SIDES_AT_THE_TABLE, blank=True
    )
    seconds_civilian = models.PositiveIntegerField(_("seconds of civilians"), default=0)
    seconds_forces = models.PositiveIntegerField(_("seconds of the forces"), default=0)
    seconds_parliament = models.PositiveIntegerField(_("seconds of parliament"), default=0)
    # Filled when it is closed, and all that is left of who was there.
    present_civilian = models.PositiveSmallIntegerField(_("civilians present"), null=True)
    present_forces = models.PositiveSmallIntegerField(_("forces present"), null=True)
    present_parliament = models.PositiveSmallIntegerField(_("parliament present"), null=True)
    seated_civilian = models.PositiveSmallIntegerField(_("seats of civilians"), null=True)
    seated_forces = models.PositiveSmallIntegerField(_("seats of the forces"), null=True)
    seated_parliament = models.PositiveSmallIntegerField(_("seats of parliament"), null=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(
                name="who_has_the_floor_has_it_since",
                condition=Q(floor="", floor_since=None) | (~Q(floor="") & ~Q(floor_since=None)),
            )
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class Wish(models.Model):
    """Somebody of one side wants to speak. Gone once they have the floor."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="wishes")
    side = models.CharField(_("side"), max_length=12, choices=SIDES_AT_THE_TABLE)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("wish to speak")
        verbose_name_plural = _("wishes to speak")

    def __str__(self) -> str:
        return self.get_side_display()
