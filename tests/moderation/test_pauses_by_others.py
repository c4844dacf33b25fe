"""Nobody slows or pauses a topic or discussion that they have a part in; the database holds it too."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from palabre.forums import services as forums
from palabre.forums.models import Post
from palabre.moderation.models import Decision, Pause, Round
from palabre.moderation.rules import can_sit_on_panel
from palabre.moderation.services import decide, propose_pause, report, report_name
from palabre.people.models import Side
from tests.committees.factories import (
    CommitteeFactory,
    ContributionFactory,
    DiscussionFactory,
    NamelessContributionFactory,
)
from tests.forums.factories import CategoryFactory, TopicFactory
from tests.moderation.factories import moderator, rule_named
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "I have more to say."


@pytest.fixture
def space(forum):
    return forum


def opened_by(judge, space):
    return TopicFactory.create(category=CategoryFactory.create(space=space), by=judge)


def written_in_by(judge, space):
    topic = opened_by(UserFactory.create(), space)
    forums.reply(topic.pk, body=WORDS, by=judge)
    return topic


def reported_by(judge, space):
    topic = opened_by(UserFactory.create(), space)
    report(Post.objects.get(topic=topic), rule=rule_named("insult"), by=judge)
    return topic


def with_a_title_reported_by(judge, space):
    topic = opened_by(UserFactory.create(), space)
    report(topic, rule=rule_named("insult"), by=judge)
    return topic


def with_a_name_reported_by(judge, space):
    topic = opened_by(UserFactory.create(), space)
    report_name(Post.objects.get(topic=topic), rule=rule_named("impersonation"), by=judge)
    return topic


def spoken_in_by(judge, _space):
    discussion = DiscussionFactory.create(committee=committee_of(judge))
    ContributionFactory.create(discussion=discussion, author=judge)
    return discussion


def with_a_contribution_reported_by(judge, _space):
    said = ContributionFactory.create(
        discussion=DiscussionFactory.create(committee=committee_of(judge))
    )
    report(said, rule=rule_named("insult"), by=judge)
    return said.discussion


def with_nameless_words_reported_by(judge, _space):
    said = NamelessContributionFactory.create(
        discussion=DiscussionFactory.create(committee=committee_of(judge), mode="chatham")
    )
    report(said, rule=rule_named("insult"), by=judge)
    return said.discussion


def committee_of(judge):
    committee = CommitteeFactory.create()
    committee.space.memberships.create(user=judge, role="moderator", side=judge.side)
    return committee


PARTS = [
    opened_by,
    written_in_by,
    reported_by,
    with_a_title_reported_by,
    with_a_name_reported_by,
    spoken_in_by,
    with_a_contribution_reported_by,
    with_nameless_words_reported_by,
]
# The database knows words and who reported them; that a name stood above some is for the rules.
HELD = [part for part in PARTS if part is not with_a_name_reported_by]


def propose(item, judge):
    return propose_pause(
        item, kind="pause", rule=rule_named("insult"), days=2, note="It burns.", by=judge
    )


def other_judge(item, judge):
    space = getattr(item, "committee", None) or item.category
    return moderator(space.space, Side.FORCES if judge.side == Side.CIVILIAN else Side.CIVILIAN)


@pytest.mark.parametrize("part", PARTS)
def test_neither_proposed_nor_decided_by_who_has_a_part_in_it(part, civilian, space):
    item = part(civilian, space)
    with pytest.raises(PermissionDenied, match="somebody else of your side decides"):
        propose(item, civilian)
    assert not Pause.objects.exists()

    case = propose(item, other_judge(item, civilian))

    with pytest.raises(PermissionDenied, match="somebody else of your side decides"):
        decide(case, choice="remove", rule=case.rule, by=civilian)
    assert not can_sit_on_panel(civilian, case)


@pytest.mark.parametrize("part", HELD)
def test_the_database_takes_no_such_key(part, civilian, space):
    item = part(civilian, space)
    case = propose(item, other_judge(item, civilian))

    with pytest.raises(IntegrityError, match="nobody slows or pauses"), transaction.atomic():
        Decision.objects.create(
            case=case,
            round=Round.FIRST,
            moderator=civilian,
            side=Side.CIVILIAN,
            choice="remove",
            rule=case.rule,
        )


def test_no_lot_puts_them_on_the_panel(civilian, forces, space):
    topic = written_in_by(civilian, space)
    case = propose(topic, forces)
    other, *fresh = (
        moderator(space, side) for side in (Side.CIVILIAN, Side.CIVILIAN, Side.FORCES, Side.FORCES)
    )

    case = differ_about(case, other, forces)

    assert case.round == Round.PANEL
    drawn = case.panel.values_list("moderator", flat=True)
    assert set(drawn) == {each.pk for each in fresh}


def differ_about(case, keeper, proposer):
    decide(case, choice="keep", rule=case.rule, note="Not yet.", by=keeper)
    decide(case, choice="remove", rule=case.rule, note="It burns.", by=proposer)
    return decide(case, choice="keep", rule=case.rule, note="Not yet.", by=keeper)


def test_whoever_has_no_part_decides(civilian, forces, space):
    topic = opened_by(UserFactory.create(), space)
    case = propose(topic, civilian)

    decide(case, choice="remove", rule=case.rule, by=forces)

    assert Pause.objects.get().is_running
