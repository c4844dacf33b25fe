"""Who may report, take up, decide and appeal. Nobody judges their own words or their own report."""

from datetime import date
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.core.asked import SOMEBODY, SOMETHING, Question
from palabre.core.days import today
from palabre.core.text import words_of
from palabre.core.verdict import ALLOW, Verdict, deny
from palabre.moderation.models import (
    MOST_HELD,
    Case,
    Claim,
    Decision,
    Outcome,
    Panelist,
    Pause,
    Recusal,
    Report,
    Round,
    in_matter_of,
)
from palabre.moderation.partaking import has_no_part_in_what_is_paused
from palabre.moderation.registry import keeper_of, name_above, whose_names_everybody_reads
from palabre.people.models import User
from palabre.people.naming import alike, bears_neutral_name, own_name
from palabre.spaces.models import Anyone, Space
from palabre.spaces.rules import can_run, can_run_anything


def can_report(user: Anyone, item: models.Model, *, before: list[Any] | None = None) -> Verdict:
    """`before`: heard_of, where it has been read already."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    cases = heard_of(item, user) if before is None else before
    told = _adds_something(item, cases)
    return keeper_of(item._meta.label_lower).can_read(user, item) if told else told


def can_report_name(user: Anyone, item: models.Model) -> Verdict:
    """The name above something that they may read."""
    if not user.is_authenticated:
        return deny(_("Sign in first."))
    person = name_above(item)
    if person is None or person == user:
        return deny(_("No name of somebody else stands above this."))
    may_read = keeper_of(item._meta.label_lower).can_read(user, item)
    if not may_read:
        return may_read
    return _adds_something(person, heard_of(person, user))


def heard_of(item: models.Model, user: User) -> list[Any]:
    """The cases about this thing, with all that a further report of this person depends on."""
    label, pk = item._meta.label_lower, str(item.pk)
    if isinstance(item, User) and not bears_neutral_name(item):
        # Another name than the one that was removed, which may break a rule as well.
        return list(_heard(label, pk, user).exclude(outcome=Outcome.REMOVED))
    return _question_about(label).things(Case, by=int(user.pk), about=pk)


def _heard(label: str, item_pk: str, user: User) -> models.QuerySet[Any]:
    found = Case.objects.filter(label=label, item_pk=item_pk).annotate(
        has_told=Exists(Report.objects.filter(case=OuterRef("pk"), reporter=user)),
        has_judged=Exists(Decision.objects.filter(case=OuterRef("pk"), moderator=user)),
    )
    return found.only("label", "outcome", "is_held", "is_veiled", "veiled_until")


@cache
def _question_about(label: str) -> Question:
    """Where everybody reports one thing, everybody asks this."""
    return Question(lambda: _heard(label, SOMETHING, User(pk=SOMEBODY)))


def _adds_something(item: models.Model, cases: list[Any]) -> Verdict:
    """Denied where this person’s report would add nothing, or undo what they decided."""
    if any(case.outcome == Outcome.REMOVED for case in cases) and (
        Case.objects.about(item).standing().exists()
    ):
        return deny(_("This has been removed already."))
    if any(case.has_told for case in cases):
        return deny(_("You have already reported this. Once is enough: it counts."))
    if any(case.has_judged and case.is_open for case in cases):
        return deny(_("You have decided the case about this: you do not report it as well."))
    return ALLOW


def can_take(user: User, case: Case) -> Verdict:
    """Take it up: only a first look is anybody's of that side."""
    if case.is_open and case.round != Round.FIRST:
        return deny(_("This case is not to be taken up: it is clear who looks at it now."))
    may_decide = can_decide(user, case)
    return _can_hold(user, case) if may_decide else may_decide


def _can_hold(user: User, case: Case) -> Verdict:
    """A few at once, and each for an hour at most: nobody keeps their own side from the queue."""
    mine = Claim.objects.filter(moderator=user)
    if mine.used_up().filter(case=case.pk).exists():
        return deny(
            _(
                "You have held this case for an hour: for a day it is kept for you no longer. You may "
                "decide it as long as no colleague takes it up."
            )
        )
    return can_hold_another(user, beside=case)


def can_hold_another(user: User, *, beside: Case | None = None) -> Verdict:
    held = Claim.objects.live().filter(moderator=user)
    if held.exclude(case=beside).count() >= MOST_HELD:
        text = ngettext(
            "You hold %(number)s case: decide it or give it back before you take up another.",
            "You hold %(number)s cases: decide one or give one back before you take up another.",
            MOST_HELD,
        )
        return deny(text % {"number": MOST_HELD})
    return ALLOW


def can_decide(user: User, case: Case) -> Verdict:
    if not case.is_open:
        return deny(_("This case is closed."))
    side = case.side_of(user)
    if not side:
        return deny(
            _("Only a moderator of this space, for the civilians or the forces, decides here.")
        )
    turn = {
        Round.FIRST: _is_to_look_first,
        Round.SECOND: _is_to_look_again,
        Round.PANEL: _is_on_the_panel,
    }[Round(case.round)](user, case, side)
    return _is_impartial(user, case) if turn else turn


def _is_to_look_first(user: User, case: Case, side: str) -> Verdict:
    decided = {each.side: each.moderator_id for each in case.turned_keys()}
    if side in decided:
        return deny(_("Your side has already decided."))
    if user.pk in decided.values():
        return deny(_("You have decided this case for the other side."))
    if case.claims.live().filter(side=side).exclude(moderator=user).exists():
        return deny(_("A colleague of your side has taken this case."))
    return ALLOW


def _is_to_look_again(user: User, case: Case, side: str) -> Verdict:
    own = case.decisions.filter(moderator=user, side=side)
    if not own.filter(round=Round.FIRST).exists():
        return deny(_("The two who decided first look at it again."))
    if own.filter(round=Round.SECOND).exists():
        return deny(_("You have looked at it twice. The other side does now."))
    return ALLOW


def _is_on_the_panel(user: User, case: Case, side: str) -> Verdict:
    if not case.panel.filter(moderator=user, side=side).exists():
        return deny(_("Three others, drawn by lot, decide this case."))
    if case.decisions.filter(moderator=user, round=Round.PANEL).exists():
        return deny(_("You have decided. The others of the panel do now."))
    return ALLOW


def _is_impartial(user: User, case: Case) -> Verdict:
    matter = {"case__in": in_matter_of(case)}
    # One question for the three: whoever opens a case is asked all of them.
    bars = Case.objects.filter(pk=case.pk).values_list(
        Exists(Recusal.objects.filter(**matter, moderator=user)),
        Exists(Report.objects.filter(**matter, reporter=user)),
        Exists(Decision.objects.filter(case=case.appeal_of_id, moderator=user)),
    )
    has_a_conflict, has_reported, decided_first = bars.get()
    if has_a_conflict:
        return deny(_("You said that you cannot judge this: somebody else of your side decides."))
    if has_reported:
        return deny(_("You reported this yourself: somebody else of your side decides."))
    if decided_first:
        return deny(_("You decided what this is an appeal against: a different pair decides."))
    if wrote_it(user, case):
        return deny(_("These are your own words: somebody else of your side decides."))
    item = case.item
    return has_no_part_in_what_is_paused(user, item) if isinstance(item, Pause) else ALLOW


def wrote_it(user: User, case: Case) -> bool:
    """As far as we know: of speech without a name nobody can tell."""
    item = case.item
    return item is not None and keeper_of(case.label).author_of(item) == user


def can_sit_on_panel(user: User, case: Case) -> bool:
    """Fresh eyes: nobody who decided, reported, wrote it or has a conflict."""
    if case.decisions.filter(moderator=user).exists():
        return False
    return bool(case.side_of(user)) and bool(_is_impartial(user, case))


def can_reword(item: models.Model) -> Verdict:
    """Whether its author may still change it: a key counts for the words that it was turned on."""
    cases = Case.objects.about(item).open()
    if cases.filter(Exists(Decision.objects.filter(case=OuterRef("pk")))).exists():
        return deny(
            _(
                "A moderator has begun to judge these words, and both sides judge the same ones: "
                "they stay as they are until it is decided. What you want to add, write as a new "
                "text below them."
            )
        )
    return ALLOW


def has_read(seen: str, case: Case) -> Verdict:
    """`seen`: the mark of the words on the page from which somebody decides; nothing where none was
    shown."""
    item = case.item
    if not seen or item is None or keeper_of(case.label).exhibit(item).mark == seen:
        return ALLOW
    return deny(
        _("The words were changed since you opened this page. Read them again, then decide.")
    )


def can_recuse(user: User, case: Case) -> Verdict:
    if not case.is_open:
        return deny(_("This case is closed."))
    if not case.side_of(user):
        return deny(
            _("Only a moderator of this space, for the civilians or the forces, decides here.")
        )
    if case.recusals.filter(moderator=user).exists():
        return deny(_("You have said so already. Others judge it."))
    if case.round == Round.PANEL and _is_of_pair(user, case):
        return deny(
            _("What you said counts no more: three others, drawn by lot, decide this case.")
        )
    return ALLOW


def can_recuse_from_decision(user: User, case: Case) -> bool:
    """Whoever has decided may still find out that they are close to it."""
    decided = any(each.moderator_id == user.pk for each in case.turned_keys())
    return case.is_open and decided and bool(can_recuse(user, case))


def _is_of_pair(user: User, case: Case) -> bool:
    return case.decisions.filter(moderator=user, round__lt=Round.PANEL).exists()


def can_note(user: User, case: Case) -> Verdict:
    if not case.is_open:
        return deny(_("This case is closed."))
    if not case.side_of(user) or not _is_impartial(user, case):
        return deny(_("Notes are between the moderators who may judge this."))
    if case.round == Round.PANEL and not is_panelist(user, case):
        return deny(_("Three others, drawn by lot, decide this case."))
    return ALLOW


def can_release(user: User, case: Case) -> Verdict:
    if case.claims.live().filter(moderator=user).exists():
        return ALLOW
    return deny(_("You do not hold this case."))


def can_appeal(case: Case, *, on: date | None = None) -> Verdict:
    """Whether this decision can still be appealed. Whoever asks has shown that the words are theirs."""
    if case.is_appeal or case.outcome != Outcome.REMOVED or case.closed_on is None:
        return deny(_("There is nothing here to appeal against."))
    if case.appeals.exists():
        return deny(_("An appeal has been made: it is decided once."))
    if case.appeal_until is not None and (on or today()) > case.appeal_until:
        return deny(_("The time for an appeal is over."))
    return ALLOW


def may_judge_appeal_of(user: User, case: Case) -> bool:
    """Now or later: an appeal is open, or may yet be made. They do not read the first pair's reasons."""
    if case.is_appeal or case.outcome != Outcome.REMOVED:
        return False
    appeals = [appeal.outcome for appeal in case.appeals.all()]
    if appeals and all(appeals):
        return False
    is_over = case.appeal_until is not None and today() > case.appeal_until
    if is_over and not appeals:
        return False
    return all(decision.moderator_id != user.pk for decision in case.decisions.all())


def can_appeal_by_name(user: Anyone, case: Case) -> Verdict:
    item = case.item
    if item is None or keeper_of(case.label).author_of(item) != user:
        return deny(_("Only whoever wrote it appeals."))
    if isinstance(item, User) and not bears_neutral_name(item):
        return deny(_("You have chosen another name since: there is nothing to give back."))
    return can_appeal(case)


def can_choose_name(user: User, name: str = "") -> Verdict:
    """Another one, by whoever lost theirs by the decision of both sides."""
    lost = Case.objects.about(user).standing()
    if not bears_neutral_name(user) or not lost.exists():
        return deny(_("Your name was not taken from view: you do not choose another one here."))
    if lost.filter(appeals__outcome="", appeals__isnull=False).exists():
        return deny(_("Your appeal is being looked at. Choose another name once it is decided."))
    if Case.objects.about(user).open().exists():
        return deny(_("The name that you chose is being looked at: wait until it is decided."))
    before = [own_name(user), *(words_of(case.original) for case in lost)]
    if name and alike(name) in map(alike, before):
        return deny(_("This is the name that you bear or bore. Choose another one."))
    if name and _is_read_of_another(name, user):
        return deny(_("Somebody else is read under this name here. Choose another one."))
    return ALLOW


def _is_read_of_another(name: str, user: User) -> bool:
    """Of names that everybody reads on the site: whoever tries others learns nothing of who has an
    account (ADR 28)."""
    others = whose_names_everybody_reads().exclude(pk=user.pk)
    names = others.values_list("name", flat=True)
    return any(alike(each) == alike(name) for each in names.iterator())


def can_set_rules(user: Anyone) -> Verdict:
    return can_run_anything(user)


def can_set_list(user: Anyone, space: Space | None) -> Verdict:
    """Of their own space; a list for every space is like a rule."""
    return can_run_anything(user) if space is None else can_run(user, space)


def can_set_procedure(user: Anyone, space: Space) -> Verdict:
    return can_run(user, space)


def is_panelist(user: User, case: Case) -> bool:
    return Panelist.objects.filter(case=case, moderator=user).exists()
