"""Who may report, take up and decide. Nobody judges their own words or their own report."""

from django.db import models
from django.utils.translation import gettext as _

from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.models import Case, Outcome, Report
from palabre.moderation.registry import keeper_of
from palabre.people.models import User
from palabre.spaces.models import Anyone
from palabre.spaces.rules import can_run_anything


def can_report(user: Anyone, item: models.Model) -> Verdict:
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    about_it = Case.objects.about(item)
    if about_it.filter(outcome=Outcome.REMOVED).exists():
        return deny(_("This has been removed already."))
    if Report.objects.filter(case__in=about_it, reporter=user).exists():
        return deny(_("You have already reported this. Once is enough: it counts."))
    if about_it.open().filter(decisions__moderator=user).exists():
        return deny(_("You have decided the case about this: you do not report it as well."))
    return keeper_of(item._meta.label_lower).can_read(user, item)


def can_decide(user: User, case: Case) -> Verdict:
    """Decide it, or take it up in order to decide."""
    if not case.is_open:
        return deny(_("This case is closed."))
    side = case.side_of(user)
    if not side:
        return deny(
            _("Only a moderator of this space, for the civilians or the forces, decides here.")
        )
    if case.decisions.filter(side=side).exists():
        return deny(_("Your side has already decided."))
    if case.claims.live().filter(side=side).exclude(moderator=user).exists():
        return deny(_("A colleague of your side has taken this case."))
    return _is_impartial(user, case)


def _is_impartial(user: User, case: Case) -> Verdict:
    if case.decisions.filter(moderator=user).exists():
        return deny(_("You have decided this case for the other side."))
    if case.reports.filter(reporter=user).exists():
        return deny(_("You reported this yourself: somebody else of your side decides."))
    item = case.item
    if item is not None and keeper_of(case.label).author_of(item) == user:
        return deny(_("These are your own words: somebody else of your side decides."))
    return ALLOW


def can_release(user: User, case: Case) -> Verdict:
    if case.claims.live().filter(moderator=user).exists():
        return ALLOW
    return deny(_("You do not hold this case."))


def can_set_rules(user: Anyone) -> Verdict:
    return can_run_anything(user)
