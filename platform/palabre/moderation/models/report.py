import uuid

from django.db import connection, models
from django.utils.translation import gettext_lazy as _

from palabre.moderation.models.case import Case
from palabre.moderation.models.rule import Rule
from palabre.people.models import User

ONE_VOICE = 100
BENEFIT_OF_THE_DOUBT = 2


class Report(models.Model):
    """One person's word that a thing breaks a rule. Moderators see how many, never who.

    Who it was is kept for as long as they must not judge what they reported, then forgotten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=500, blank=True)
    reporter = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    # Of a name: the thing above which it stood.
    under_label = models.CharField(_("under which kind of thing"), max_length=60, blank=True)
    under_pk = models.CharField(_("under which one"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_a_person")
        ]

    def __str__(self) -> str:
        return str(self.rule)

    def count(self) -> bool:
        """Add to the score of its case what its reporter’s word weighs; False where it is not
        kept, or its case is open no more."""
        # Words of our own: for Django to find them takes ten times as long as to do as they say.
        pk = self._meta.pk.get_db_prep_value(self.pk, connection)
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [self.reporter_id, self.case_id, pk])
            return bool(cursor.rowcount)


class Standing(models.Model):
    """How often what somebody reported was removed, and how often both sides found that it may stay."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    upheld = models.PositiveIntegerField(_("removed"), default=0)
    dismissed = models.PositiveIntegerField(_("kept"), default=0)

    class Meta:
        verbose_name = _("standing of a reporter")
        verbose_name_plural = _("standings of reporters")

    def __str__(self) -> str:
        return f"{self.upheld}/{self.upheld + self.dismissed}"

    @property
    def weight(self) -> int:
        """What their word adds to the score of a case, in hundredths: 100 for somebody unknown,
        towards 200 for who is always right and towards 0 for who never is."""
        all_of_them = self.upheld + self.dismissed + 2 * BENEFIT_OF_THE_DOUBT
        return 2 * ONE_VOICE * (self.upheld + BENEFIT_OF_THE_DOUBT) // all_of_them


# Standing.weight, in SQL (tests/moderation/test_score.py).
WEIGHT = (
    f"{2 * ONE_VOICE} * (upheld + {BENEFIT_OF_THE_DOUBT})"
    f" / (upheld + dismissed + {2 * BENEFIT_OF_THE_DOUBT})"
)
COUNT = f"""UPDATE moderation_case SET score = score + COALESCE(
    (SELECT {WEIGHT} FROM moderation_standing WHERE user_id = %s), {ONE_VOICE})
  WHERE id = %s AND outcome = ''
    AND EXISTS (SELECT 1 FROM moderation_report r WHERE r.id = %s)"""  # noqa: S608 (constants)
