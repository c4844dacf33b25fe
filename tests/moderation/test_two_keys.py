"""Whatever happens in whatever order, nothing is removed with one key."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.forums.models import Post, State
from palabre.moderation import services
from palabre.moderation.models import Case, Choice, Claim, Decision, Outcome, Report
from palabre.people.models import Side
from palabre.spaces.models import Membership, Role
from tests.moderation.factories import moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
PEOPLE = ("c1", "c2", "f1", "f2", "writer", "reader")

person = st.sampled_from(PEOPLE)
deeds = st.one_of(
    st.tuples(st.just("report"), person, st.sampled_from(["danger", "insult"])),
    st.tuples(st.just("claim"), person, st.none()),
    st.tuples(st.just("claim_next"), person, st.none()),
    st.tuples(st.just("release"), person, st.none()),
    st.tuples(st.just("decide"), person, st.sampled_from(Choice.values)),
    st.tuples(st.just("change sides"), person, st.sampled_from([Side.CIVILIAN, Side.FORCES])),
    st.tuples(st.just("wait"), person, st.none()),
)


@pytest.fixture
def cast(space):
    """Two moderators a side; one of the civilian ones wrote the post."""
    sides = {"c1": Side.CIVILIAN, "c2": Side.CIVILIAN, "f1": Side.FORCES, "f2": Side.FORCES}
    people = {name: moderator(space, side, name=name) for name, side in sides.items()}
    people["reader"] = join(space, name="reader")
    people["writer"] = moderator(space, Side.CIVILIAN, name="writer")
    return people


@pytest.fixture
def words(space, cast):
    return post_in(space, by=cast["writer"])


def do(deed, who, what, post):
    case = Case.objects.order_by("-pk").first()
    if deed == "report":
        services.report(Post.objects.get(pk=post.pk), rule=rule_named(what), by=who)
    elif deed == "claim_next":
        services.claim_next(by=who)
    elif deed == "change sides":
        Membership.objects.filter(user=who, role=Role.MODERATOR).update(side=what)
    elif deed == "wait":
        Claim.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    elif case and deed == "decide":
        services.decide(case, choice=what, rule=case.rule, by=who)
    elif case:
        getattr(services, deed)(case, by=who)


def nothing_is_wrong(post):
    state = Post.objects.get(pk=post.pk).state
    for case in Case.objects.all():
        decisions = list(Decision.objects.filter(case=case))
        assert (
            len({d.side for d in decisions})
            == len(decisions)
            == len({d.moderator for d in decisions})
        )
        assert case.is_open == (len(decisions) < 2)
        assert not {d.moderator for d in decisions} & {post.author, *reporters(case)}
        if case.outcome == Outcome.REMOVED:
            assert {d.choice for d in decisions} == {Choice.REMOVE}
    removed = Case.objects.filter(outcome=Outcome.REMOVED).exists()
    veiled = Case.objects.open().filter(is_veiled=True).exists()
    assert (state == State.REMOVED) == removed
    assert (state == State.VEILED) == veiled


def reporters(case):
    return [report.reporter for report in Report.objects.filter(case=case)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(deeds, max_size=14))
def test_no_sequence_of_deeds_removes_with_one_key(cast, words, story):
    before = transaction.savepoint()
    try:
        for deed, who, what in [("report", "reader", "insult"), *story]:
            with suppress(PermissionDenied):
                do(deed, cast[who], what, words)
            nothing_is_wrong(words)
    finally:
        transaction.savepoint_rollback(before)
