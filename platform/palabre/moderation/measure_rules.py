"""Who may propose a sanction or a pause. Pure questions: nothing here writes."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext as _

from palabre.core.days import today
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.ladder import is_seated, steps_after
from palabre.moderation.models import Case, Pause, Recusal, Report, Sanction, in_matter_of
from palabre.moderation.models.choices import JUDGES, PAUSE
from palabre.moderation.partaking import has_no_part_in
from palabre.people.models import User
from palabre.spaces.models import Membership, Role, Space

RECENT = timedelta(days=30)


def can_follow(user: User, case: Case) -> Verdict:
    """Propose a sanction for whoever wrote it."""
    if not case.side_of(user):
        return deny(
            _("Only a moderator of this space, for the civilians or the forces, decides here.")
        )
    if case.writer_id is None:
        return deny(_("Nobody knows who wrote this, so nobody is sanctioned for it."))
    if not case.can_be_followed or not Case.objects.standing().filter(pk=case.pk).exists():
        return deny(_("Only what was removed, and not given back, may be followed by a sanction."))
    if case.closed_on is None or today() > case.closed_on + RECENT:
        return deny(_("It was removed too long ago: nobody is sanctioned a month later."))
    if Sanction.objects.filter(because=case).exists():
        return deny(_("A sanction has been proposed for this already: once is enough."))
    return _is_impartial(user, case)


def _is_impartial(user: User, case: Case) -> Verdict:
    matter = {"case__in": in_matter_of(case)}
    if case.writer_id == user.pk or Recusal.objects.filter(**matter, moderator=user).exists():
        return deny(_("You cannot judge this: somebody else of your side does."))
    if Report.objects.filter(**matter, reporter=user).exists():
        return deny(_("You reported this yourself: somebody else of your side decides."))
    return ALLOW


def can_put_on(user: User, case: Case, *, kind: str, days: int) -> Verdict:
    if not (allowed := can_follow(user, case)):
        return allowed
    step = next((one for one in steps_after(case) if one.kind == kind), None)
    if step is None or case.writer is None:
        return deny(_("This step may not be taken yet: one after the other, within a year."))
    most = step.most(seated=is_seated(case.writer, case.space))
    if not step.shortest <= days <= most:
        if not most:
            return deny(_("A notice has no days."))
        return deny(
            _("Between %(least)s and %(most)s days.") % {"least": step.shortest, "most": most}
        )
    return ALLOW


def side_in(space: Space, user: User) -> str:
    seats = Membership.objects.filter(user=user, role=Role.MODERATOR, side__in=dict(JUDGES))
    return seats.filter(space=space).values_list("side", flat=True).first() or ""


def can_pause(user: User, item: models.Model, space: Space) -> Verdict:
    if not side_in(space, user):
        return deny(
            _("Only a moderator of this space, for the civilians or the forces, decides here.")
        )
    here = Pause.objects.filter(label=item._meta.label_lower, item_pk=str(item.pk))
    if here.running().exists():
        return deny(_("This is slowed or paused already. It ends by itself."))
    asked = [str(pk) for pk in here.filter(begins_at=None).values_list("pk", flat=True)]
    if Case.objects.open().filter(label=PAUSE, item_pk__in=asked).exists():
        return deny(_("This has been proposed: the other side decides."))
    return has_no_part_in(user, item)
