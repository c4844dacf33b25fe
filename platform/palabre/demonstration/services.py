"""The demonstration: invented people and places, told well enough to teach what Palabre is for."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import translation

from palabre.demonstration import (
    cases,
    institutions,
    later_cases,
    linked,
    meetings,
    messages,
    motions,
    past_cases,
    people,
    pressure,
    reports,
    talk,
    waiting,
)
from palabre.jobs.models import Job
from palabre.people.models import User


@transaction.atomic
def load() -> list[str]:
    """Load everything, or nothing. Returns the codes of the messages without an account."""
    if not settings.DEMONSTRATION:
        raise ImproperlyConfigured("The demonstration is for `make run` and tests only.")
    with translation.override("fr"):
        cast = people.load_people()
        posts = talk.load_forum(cast)
        committees = talk.load_committees(cast)
        institutions.load_kinds(committees)
        institutions.load_rule_changes(committees, cast)
        institutions.load_charters(committees, cast)
        institutions.load_territories(committees, by=cast["admin"])
        said = talk.load_discussions(committees, cast)
        meetings.load_meetings(committees, cast)
        vaults = messages.load_vaults()
        codes = messages.load_messages(vaults)
        linked.load_linked(committees, cast, vaults)
        pressure.load_pressure()
        cases.load_cases(cast, posts, said)
        waiting.load_waiting(cast, posts)
        later_cases.load_later_cases(cast, committees)
        past_cases.load_past_cases(cast, posts)
        cases.load_procedures(committees, by=cast["sira"])
        motions.load_motions(committees, cast)
        reports.load_attendance(committees)
    # Nobody wants forty mails about things that happened in a story.
    Job.objects.filter(task__startswith="notifications.").delete()
    return codes


def is_loaded() -> bool:
    """Whether this database holds the demonstration's people, whose passwords everybody knows."""
    return User.objects.filter(email__endswith=f"@{people.DOMAIN}").exists()
