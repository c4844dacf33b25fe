"""Of one day, what came last is read first; and no row says in which order they came."""

from datetime import timedelta

import pytest

from palabre.core.days import today
from palabre.notifications.models import Notice
from palabre.notifications.selectors import latest_notices
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db
STORIES = [
    ["moderation.veiled", "moderation.shown_again", "moderation.removed"],
    ["moderation.removed", "moderation.sanction.begun", "moderation.appeal.granted"],
    ["moderation.report.removed", "moderation.report.given_back"],
    ["moderation.look_again", "moderation.panel"],
    ["moderation.name_waits", "moderation.name_removed"],
    ["meetings.called", "meetings.cancelled"],
    ["meetings.draft", "meetings.awaited", "meetings.approved"],
    ["motions.vote", "motions.adopted"],
    ["committees.rules.proposed", "committees.rules.announced", "committees.rules.withdrawn"],
    ["committees.opening.asked", "committees.opening.opened"],
    ["committees.invited", "committees.seated", "committees.ended"],
]


def kinds_read_by(user):
    return [notice.kind for notice in latest_notices(user)]


@pytest.mark.parametrize("read", [False, True])
def test_what_came_last_stands_above_whatever_their_keys_are(read):
    """Their keys are chance: each order of them is laid once."""
    for story, kinds in [(each, order) for each in STORIES for order in (each, each[::-1])]:
        user = UserFactory.create()
        for number, kind in enumerate(kinds):
            pk = f"{user.pk:08d}-0000-4000-8000-{number:012d}"
            Notice.objects.create(pk=pk, user=user, kind=kind, read=read)

        assert kinds_read_by(user) == story[::-1]


def test_what_is_unread_and_then_the_day_count_first():
    user = UserFactory.create()
    before = today() - timedelta(days=1)
    for kind, day, read in (
        ("moderation.appeal.granted", today(), True),
        ("moderation.panel", before, False),
        ("moderation.look_again", today(), False),
        ("moderation.appeal.upheld", before, True),
    ):
        Notice.objects.create(user=user, kind=kind, day=day, read=read)

    assert kinds_read_by(user) == [
        "moderation.look_again",
        "moderation.panel",
        "moderation.appeal.granted",
        "moderation.appeal.upheld",
    ]
