"""Bringing sanctions and pauses about, as moderators do."""

from palabre.forums.models import Post
from palabre.moderation.models import Case, Choice, Sanction, SanctionKind
from palabre.moderation.services import decide, propose_pause, propose_sanction, report
from tests.moderation.factories import post_in, rule_named
from tests.spaces.factories import join

LADDER = (SanctionKind.NOTICE, SanctionKind.SLOW, SanctionKind.READ_ONLY, SanctionKind.BAN)
DAYS = {"notice": 0, "slow": 7, "read_only": 7, "ban": 60}


def agree(case, *judges):
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, note="Agreed.", by=judge)
    return case


def removed_of(writer, space, judges, *, rule=None, post=None):
    """Something of theirs that both sides removed."""
    item = post or post_in(space, by=writer)
    return agree(report(item, rule=rule or rule_named("insult"), by=join(space)), *judges)


def put_on(case, kind, judges, *, days=None):
    asked = propose_sanction(
        case, kind=kind, days=DAYS[kind] if days is None else days, note="Again.", by=judges[0]
    )
    agree(asked, *judges[1:])
    return Sanction.objects.get(because=case)


def lead_up_to(kind, writer, space, judges):
    """One step after the other, as the ladder has it."""
    for step in LADDER[: LADDER.index(kind) + 1]:
        post = None if step == SanctionKind.NOTICE else last_post_of(writer, space)
        sanction = put_on(removed_of(writer, space, judges, post=post), step, judges)
    return sanction


def last_post_of(writer, space):
    """Written before anything stopped them: the tests go up the ladder at once."""
    post = Post.objects.filter(author=writer, topic__category__space=space).first()
    about = Case.objects.about(post)
    if about.open().exists() or about.standing().exists():
        twin = Post.objects.get(pk=post.pk)
        twin.pk, twin.number, twin.state = None, post.topic.posts + 1, "published"
        twin.save()
        post.topic.posts += 1
        post.topic.save()
        return Post.objects.select_related("topic__category__space").get(pk=twin.pk)
    return post


def paused(item, kind, judges, *, days=3):
    asked = propose_pause(
        item, kind=kind, rule=rule_named("insult"), days=days, note="It burns.", by=judges[0]
    )
    return agree(asked, *judges[1:])
