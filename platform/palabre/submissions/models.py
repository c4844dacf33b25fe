"""Sealed messages. No time finer than a day, no number that counts up, no tie to any account on
the writer's side: whoever takes these tables learns a day, a size class and a committee."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from palabre.core.days import today
from palabre.spaces.models import Space
from palabre.vaults.models import VaultKey


class Readers(models.TextChoices):
    CIVILIAN = "civilian", _("Civilian readers only")
    ALL = "all", _("Readers of both sides")


class Status(models.TextChoices):
    RECEIVED = "received", _("Received")
    READ = "read", _("Read")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Kind(models.TextChoices):
    MESSAGE = "message", _("Message")
    REPLY = "reply", _("Reply")
    QUESTION = "question", _("Question")
    ANSWER = "answer", _("Answer")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def lasting(self) -> SubmissionQuerySet:
        """What is over is gone at once, though its rows may wait for the night."""
        return self.filter(expires_on__gt=today())


class Submission(models.Model):
    """A message without an account and what was said about it since, all of it sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.PROTECT, related_name="+")
    readers = models.CharField(_("readers"), max_length=8, choices=Readers)
    locator = models.BinaryField(_("locator"), max_length=32, unique=True)
    s_pk = models.BinaryField(_("writer’s public key"))
    s_sk_wrapped = models.BinaryField(_("writer’s secret key, wrapped"))
    t_pk = models.BinaryField(_("report’s public key"))
    t_sk_for_writer = models.BinaryField(_("report’s secret key, sealed to the writer"))
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.RECEIVED)
    received_on = models.DateField(_("received on"), default=today)
    read_on = models.DateField(_("read on"), null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    last_seq = models.PositiveSmallIntegerField(_("number of items"), default=0)
    # A Monday: the key that everything is locked with once more is destroyed then (ADR 17).
    expires_on = models.DateField(_("ends on"))
    extended = models.BooleanField(_("was given more time"), default=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sealed message")
        verbose_name_plural = _("sealed messages")

    def __str__(self) -> str:
        return str(_("A sealed message"))

    @property
    def last_day(self) -> date:
        """On which it can be read."""
        return self.expires_on - timedelta(days=1)


class Item(models.Model):
    """One thing said in a conversation, sealed to its report key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    seq = models.PositiveSmallIntegerField(_("number"))
    day = models.DateField(_("day"), default=today)
    sealed = models.BinaryField(_("sealed words"))

    class Meta:
        ordering = ["seq"]
        verbose_name = _("sealed item")
        verbose_name_plural = _("sealed items")
        constraints = [
            models.UniqueConstraint(fields=["submission", "seq"], name="one_item_a_number")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class KeyWrap(models.Model):
    """A report key, sealed to one reader."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="wraps")
    reader_key = models.ForeignKey(VaultKey, on_delete=models.CASCADE, related_name="wraps")
    sealed = models.BinaryField(_("sealed key"))

    class Meta:
        verbose_name = _("sealed report key")
        verbose_name_plural = _("sealed report keys")
        constraints = [
            models.UniqueConstraint(fields=["submission", "reader_key"], name="one_wrap_a_reader")
        ]

    def __str__(self) -> str:
        return str(self.reader_key)


class PaperSheet(models.Model):
    """A sheet that was printed and has not come back: a place for a message, locked by its number.

    What of it reaches the message (its id, its locator, the writer's key) is inside `sealed`, so
    that an old backup does not tell which messages came on paper, nor on which sheets (ADR 12).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    tag = models.BinaryField(_("number, keyed and digested"), max_length=32, unique=True)
    sealed = models.BinaryField(_("place of the message, locked by the number"))
    expires_on = models.DateField(_("expires on"))

    class Meta:
        verbose_name = _("paper sheet")
        verbose_name_plural = _("paper sheets")

    def __str__(self) -> str:
        return str(_("A paper sheet"))


class Proposal(models.Model):
    """A topic that a reader would make of a message, sealed until one of the other side agrees.

    Once it is published the row is gone: nothing here leads to a topic, nor a topic here. Where it
    was declined, the sealed words are the reason, for its reader alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="proposals")
    by_key = models.ForeignKey(VaultKey, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(_("sealed words"))
    day = models.DateField(_("day"), default=today)
    declined_on = models.DateField(_("declined on"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposed topic")
        verbose_name_plural = _("proposed topics")
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "by_key"], name="one_proposal_a_reader_and_message"
            ),
            models.CheckConstraint(
                name="declined_after_it_was_proposed",
                condition=Q(declined_on=None) | Q(declined_on__gte=F("day")),
            ),
        ]

    def __str__(self) -> str:
        return str(_("A proposed topic"))


class Offshoot(models.Model):
    """A topic for anyone to read that readers made of a message. Which topic it is, and of which message,
    the code of that message alone opens (docs/adr/0030-appeals-by-the-code.md)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    space = models.ForeignKey(Space, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(_("what was published, sealed to the writer"))
    # A Monday: later than the message itself can last.
    expires_on = models.DateField(_("expires on"))

    class Meta:
        verbose_name = _("topic made of a message")
        verbose_name_plural = _("topics made of messages")

    def __str__(self) -> str:
        return str(_("A topic made of a message"))


class Piece(models.Model):
    """A file, sealed under a key that is not here: it travels in the writer's form until the file is
    sent, and lies in the sealed words of its item afterwards. Its place is a hash of that key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, related_name="pieces")
    about = models.BinaryField(_("what it is, sealed"))
    kept_until = models.DateField(_("kept until, if it is not sent"), null=True)

    class Meta:
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")

    def __str__(self) -> str:
        return str(_("A sealed file"))


class PieceChunk(models.Model):
    """A part of a sealed file: all of them have one size but the last."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveSmallIntegerField(_("number"))
    sealed = models.BinaryField(_("sealed part"))

    class Meta:
        ordering = ["number"]
        verbose_name = _("part of a sealed file")
        verbose_name_plural = _("parts of sealed files")
        constraints = [
            models.UniqueConstraint(fields=["piece", "number"], name="one_chunk_a_number")
        ]

    def __str__(self) -> str:
        return str(self.number)


class LastEnding(models.Model):
    """The day on which messages were ended last: a clock that has gone wrong since ends none."""

    ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONE, editable=False)
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("last ending of messages")
        verbose_name_plural = _("last endings of messages")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"
