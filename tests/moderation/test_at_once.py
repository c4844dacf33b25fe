"""Twenty moderators press the button in the same instant."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from palabre.forums.models import Post, State
from palabre.moderation.models import Case, Choice, Claim, Decision, Outcome, Report
from palabre.moderation.services import claim, decide, report
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.moderation.factories import moderator, post_in, rule_named
from tests.spaces.factories import SpaceFactory, join

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
THREADS = 20


def all_at_once(deeds: list[Callable[[], object]]) -> Counter[str]:
    """Run each in a thread of its own, together; count what came of them."""
    together, seen = Barrier(len(deeds)), Counter[str]()

    def press(deed):
        try:
            together.wait(timeout=60)
            deed()
            seen["done"] += 1
        except PermissionDenied:
            seen["refused"] += 1
        except Exception as error:  # whatever else it is, the test must see it
            seen[repr(error)] += 1
        finally:
            connection.close()

    threads = [Thread(target=press, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


@pytest.fixture
def room():
    return SpaceFactory.create(is_public=False)


@pytest.fixture
def words(room):
    return post_in(room)


@pytest.fixture
def judges(room):
    sides = [Side.CIVILIAN, Side.FORCES] * (THREADS // 2)
    return [moderator(room, side) for side in sides]


@pytest.fixture
def reported(room, words):
    return report(words, rule=rule_named("insult"), by=join(room))


def fresh(case):
    """Each press comes from a page of its own: nobody shares an object."""
    return Case.objects.get(pk=case.pk)


def test_one_decision_a_side_and_one_outcome(reported, words, judges):
    rule = rule_named("insult")

    def remove(judge):
        decide(fresh(reported), choice=Choice.REMOVE, rule=rule, by=judge)

    seen = all_at_once([partial(remove, judge) for judge in judges])

    assert seen == {"done": 2, "refused": THREADS - 2}
    assert sorted(Decision.objects.values_list("side", flat=True)) == ["civilian", "forces"]
    assert Case.objects.get().outcome == Outcome.REMOVED
    assert Post.objects.get(pk=words.pk).state == State.REMOVED
    assert Notice.objects.filter(kind="moderation.removed").count() == 1


def test_one_claim_a_side(reported, judges):
    def take(judge):
        claim(fresh(reported), by=judge)

    seen = all_at_once([partial(take, judge) for judge in judges])

    assert seen == {"done": 2, "refused": THREADS - 2}
    assert Claim.objects.count() == 2


def test_twenty_reports_are_one_case_and_none_is_lost(room, words):
    rule = rule_named("danger")
    people = [join(room) for _ in range(THREADS)]

    def say(person):
        report(Post.objects.get(pk=words.pk), rule=rule, by=person)

    seen = all_at_once([partial(say, person) for person in people])

    assert seen == {"done": THREADS}
    assert Case.objects.count() == 1
    assert Report.objects.count() == THREADS
    assert Notice.objects.filter(kind="moderation.veiled").count() == 1


def test_one_person_pressing_twenty_times_reports_once(room, words):
    rule, eager = rule_named("insult"), join(room)

    def say():
        report(Post.objects.get(pk=words.pk), rule=rule, by=eager)

    seen = all_at_once([say] * THREADS)

    assert set(seen) <= {"done", "refused"}
    assert Report.objects.count() == 1
