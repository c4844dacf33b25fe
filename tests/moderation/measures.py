"""Bringing sanctions and pauses about, as moderators do."""

from palabre.moderation.models import Choice, Sanction, SanctionKind
from palabre.moderation.services import decide, propose_pause, propose_sanction, report
from tests.moderation.factories import post_in, rule_named
from tests.people.factories import UserFactory

LADDER = (SanctionKind.NOTICE, SanctionKind.SLOW, SanctionKind.READ_ONLY, SanctionKind.BAN)
DAYS = {"notice": 0, "slow": 7, "read_only": 7, "ban": 60}


def agree(case, *judges):
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, note="Agreed.", by=judge)
    return case


def removed_of(post, judges, *, rule=None):
    """Both sides removed it."""
    case = report(post, rule=rule or rule_named("insult"), by=UserFactory.create())
    return agree(case, *judges)


def put_on(case, kind, judges, *, days=None):
    asked = propose_sanction(
        case, kind=kind, days=DAYS[kind] if days is None else days, note="Again.", by=judges[0]
    )
    agree(asked, *judges[1:])
    return Sanction.objects.get(because=case)


def lead_up_to(kind, writer, space, judges):
    """One step after the other, as the ladder has it."""
    steps = LADDER[: LADDER.index(kind) + 1]
    posts = [post_in(space, by=writer) for _step in steps]  # before anything stops them
    for step, post in zip(steps, posts, strict=True):
        sanction = put_on(removed_of(post, judges), step, judges)
    return sanction


def paused(item, kind, judges, *, days=3):
    asked = propose_pause(
        item, kind=kind, rule=rule_named("insult"), days=days, note="It burns.", by=judges[0]
    )
    return agree(asked, *judges[1:])
