"""Members contest a passage. Who did, and when, is written nowhere."""

from secrets import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.core.evenness import even_out
from palabre.core.verdict import require
from palabre.meetings import minutes_rules as rules
from palabre.meetings.actions import Action
from palabre.meetings.document import names_to_withhold
from palabre.meetings.models import Contest, Outcome, Passage
from palabre.meetings.services.minutes import keep_version, locked
from palabre.people.models import User


@transaction.atomic
def contest_passage(passage: Passage, *, text: str, lang: str, why: str = "", by: User) -> None:
    """Ask that it read otherwise. `by` is asked for the right to, and then forgotten.

    All that waits is written anew in random order: neither the order of rows nor their transaction
    tells who asked first (ADR 5).
    """
    minutes = locked(passage.minutes)
    require(rules.can_contest(by, minutes))
    text, why = even_out(text, lang=lang), even_out(why, lang=lang)
    require(rules.names_nobody(minutes, text, why, by=by))
    contested = minutes.passages.get(pk=passage.pk)
    before = getattr(contested, f"text_{lang}")
    if text == before:
        raise PermissionDenied(_("That is what it says already."))
    waiting = list(Contest.objects.filter(passage__minutes=minutes, outcome=Outcome.OPEN))
    if any(one.passage_id == contested.pk and one.text == text for one in waiting):
        return  # a slow line, a second tap
    waiting.append(Contest(passage=contested, lang=lang, before=before, text=text, why=why))
    SystemRandom().shuffle(waiting)
    Contest.objects.filter(pk__in=[one.pk for one in waiting]).delete()
    Contest.objects.bulk_create(waiting)


@transaction.atomic
def accept_contest(contest: Contest, *, by: User) -> None:
    """The passage reads as the member asked. Both co-chairs look at the new edition again."""
    minutes = locked(contest.passage.minutes)
    require(rules.can_judge(by, minutes))
    found = _waiting(contest)
    passage = minutes.passages.get(pk=found.passage_id)
    if getattr(passage, f"text_{found.lang}") != found.before:
        raise PermissionDenied(
            _("This passage has changed since. Say so to whoever contests it, and why.")
        )
    require(rules.names_nobody(minutes, found.text, by=by))
    found.text = names_to_withhold(minutes).withheld(found.text)
    setattr(passage, f"text_{found.lang}", found.text)
    passage.save()
    found.outcome = Outcome.ACCEPTED
    found.save()
    minutes.begin_edition()
    minutes.save()
    keep_version(minutes)
    record(Action.CONTEST_ACCEPTED, by=by, on=minutes, edition=minutes.edition)


@transaction.atomic
def decline_contest(contest: Contest, *, answer: str, by: User) -> None:
    minutes = locked(contest.passage.minutes)
    require(rules.can_judge(by, minutes))
    require(rules.names_nobody(minutes, answer, by=by))
    found = _waiting(contest)
    found.outcome, found.answer = Outcome.DECLINED, answer
    found.save()
    record(Action.CONTEST_DECLINED, by=by, on=minutes, edition=minutes.edition)


def _waiting(contest: Contest) -> Contest:
    """By its own number: rows that wait are written anew, each under the one it had."""
    found = Contest.objects.filter(pk=contest.pk, outcome=Outcome.OPEN).first()
    if found is None:
        raise PermissionDenied(_("This contest has been answered already."))
    return found
