"""The record of what was done in offices, as far as it concerns whoever looks.

An administrator sees all of it; a secretariat what was done in the spaces that it runs; a moderator
the cases of their spaces and the rules, but not which colleague decided or declared a conflict: pressure needs a name.
Everybody sees their own. Reasons and other words of the details stay in the back office.
"""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from palabre.audit.models import AuditRecord
from palabre.audit.words import in_words, target_in_words
from palabre.moderation.actions import Action
from palabre.moderation.models import Case
from palabre.people.models import Side, User
from palabre.spaces.models import Role, Space
from palabre.spaces.selectors import spaces_run_by

A_PAGE = 50
# Who decided, and who declared a conflict: that they know somebody says who that may be.
UNNAMED = {Action.CASE_DECIDED, Action.CASE_RECUSED}
PLACES = ("committee", "space", "slug")  # where details name a space


@dataclass(frozen=True)
class Line:
    number: int | None
    day: date
    who: str
    did: str
    what: str
    beside: list[str]


def records_seen_by(user: User) -> QuerySet[AuditRecord]:
    records = AuditRecord.objects.all()
    if user.is_superuser:
        return records
    run = list(spaces_run_by(user).values_list("slug", flat=True))
    of_cases = Q(action__startswith="moderation.case.", target__in=_cases_of(user))
    seen = Q(actor=user.username) | in_spaces(run) | of_cases
    if user.memberships.filter(role=Role.MODERATOR).exists():
        seen |= Q(action__startswith="moderation.rule.")
    return records.filter(seen)


def in_spaces(slugs: list[str]) -> Q:
    named = Q()
    for place in PLACES:
        named |= Q(**{f"details__{place}__in": slugs})
    return named


def _cases_of(user: User) -> QuerySet[Case, str]:
    named = Concat(Value("moderation.case:"), Cast("pk", TextField()), output_field=TextField())
    return Case.objects.judged_by(user).values_list(named, flat=True)


def list_records(
    user: User, *, area: str = "", space: str = "", page: str = "1"
) -> tuple[Page[AuditRecord], list[Line]]:
    records = records_seen_by(user)
    if area:
        records = records.filter(action__startswith=f"{area}.")
    if space:
        records = records.filter(in_spaces([space]))
    found = Paginator(records, A_PAGE).get_page(page)
    return found, _lines(list(found.object_list), user)


def _lines(records: list[AuditRecord], user: User) -> list[Line]:
    people = User.objects.filter(username__in={each.actor for each in records})
    names = {person.username: str(person) for person in people}
    slugs = {str(each.details[at]) for each in records for at in PLACES if at in each.details}
    spaces = {space.slug: str(space) for space in Space.objects.filter(slug__in=slugs)}
    return [
        Line(
            number=each.number,
            day=each.day,
            who=_who(each, names, user),
            did=in_words(each.action),
            what=target_in_words(each.target),
            beside=_beside(each, spaces),
        )
        for each in records
    ]


def _who(record: AuditRecord, names: dict[str, str], user: User) -> str:
    if not record.actor:
        return _("Palabre itself")
    hidden = record.action in UNNAMED and not user.is_superuser
    if hidden and record.actor != user.username:
        return _("A moderator")
    return names.get(record.actor, record.actor)


def _beside(record: AuditRecord, spaces: dict[str, str]) -> list[str]:
    """Where, on which side, with which role: nothing that somebody wrote."""
    details = record.details
    where = [str(details[place]) for place in PLACES if place in details]
    said = [spaces.get(slug, slug) for slug in where]
    for key, words in (("side", dict(Side.choices)), ("role", dict(Role.choices))):
        if details.get(key) in words:
            said.append(str(words[details[key]]))
    return said


def spaces_to_choose(user: User) -> QuerySet[Space]:
    return spaces_run_by(user)
