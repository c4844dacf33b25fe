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
from palabre.moderation.models import Case, Choice, Claim, Decision, Outcome, Recusal, Report, Round
from palabre.people.models import Side
from palabre.spaces.models import Membership, Role
from tests.moderation.factories import moderator, post_in, rule_named
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
PEOPLE = ("c1", "c2", "c3", "f1", "f2", "f3", "writer", "reader")

person = st.sampled_from(PEOPLE)
deeds = st.one_of(
    st.tuples(st.just("report"), person, st.sampled_from(["danger", "insult"])),
    st.tuples(st.just("claim"), person, st.none()),
    st.tuples(st.just("claim_next"), person, st.none()),
    st.tuples(st.just("release"), person, st.none()),
    st.tuples(st.just("decide"), person, st.sampled_from(Choice.values)),
    st.tuples(st.just("change sides"), person, st.sampled_from([Side.CIVILIAN, Side.FORCES])),
    st.tuples(st.just("wait"), person, st.none()),
    st.tuples(st.just("recuse"), person, st.none()),
    st.tuples(st.just("time is over"), person, st.none()),
    st.tuples(st.just("a day is over"), person, st.none()),
    st.tuples(st.just("appeal"), person, st.none()),
)


@pytest.fixture
def cast(space):
    """Three moderators a side, and one more of the civilians, who wrote the post."""
    sides = {"c": Side.CIVILIAN, "f": Side.FORCES}
    people = {name: moderator(space, sides[name[0]], name=name) for name in PEOPLE[:6]}
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
    elif deed in PASSES:
        PASSES[deed](who, what)
    elif case and deed == "decide":
        services.decide(case, choice=what, rule=case.rule, by=who)
    elif case and deed == "appeal":
        services.appeal_by_name(case, plea="Look again.", by=who)
    elif case:
        getattr(services, deed)(case, by=who)


def time_goes_by(name):
    def pass_by(_who, _what):
        moment = timezone.now() - timedelta(minutes=1)
        Case.objects.filter(**{f"{name}__gt": moment}).update(**{name: moment})
        services.look_after_cases()

    return pass_by


def change_sides(who, side):
    Membership.objects.filter(user=who, role=Role.MODERATOR).update(side=side)


PASSES = {
    "claim_next": lambda who, _what: services.claim_next(by=who),
    "change sides": change_sides,
    "wait": lambda _who, _what: Claim.objects.update(
        expires_at=timezone.now() - timedelta(minutes=1)
    ),
    "time is over": time_goes_by("due_at"),
    "a day is over": time_goes_by("veiled_until"),
}


def nothing_is_wrong(post):
    state = Post.objects.get(pk=post.pk).state
    for case in Case.objects.all():
        decisions = list(Decision.objects.filter(case=case).order_by("pk"))
        assert len({(d.round, d.moderator) for d in decisions}) == len(decisions)
        judges = {d.moderator for d in decisions}
        assert not judges & {post.author, *reporters(case)}
        first_look = [d.side for d in decisions if d.round == Round.FIRST]
        assert case.first_side == (first_look[0] if first_look else "")
        if case.appeal_of:
            first = Decision.objects.filter(case=case.appeal_of)
            assert not judges & {d.moderator for d in first}
        if case.outcome == Outcome.REMOVED:
            stood = [d for d in decisions if d.moderator not in recused(case)]
            assert keys_of(case, stood) == {Side.CIVILIAN, Side.FORCES}
    veiled = Case.objects.open().filter(is_veiled=True).exists()
    assert (state == State.REMOVED) == Case.objects.standing().exists()
    assert (state == State.VEILED) == veiled


def keys_of(case, decisions):
    """Each side whose last word is “remove”; on a panel, each that has somebody who says so."""
    if case.round == Round.PANEL:
        of_panel = [d for d in decisions if d.round == Round.PANEL]
        return {d.side for d in of_panel if d.choice == Choice.REMOVE}
    last = {d.side: d.choice for d in sorted(decisions, key=lambda d: d.round)}
    return {side for side, choice in last.items() if choice == Choice.REMOVE}


def recused(case):
    return [each.moderator for each in Recusal.objects.filter(case=case)]


def reporters(case):
    return [report.reporter for report in Report.objects.filter(case=case)]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(deeds, max_size=16))
def test_no_sequence_of_deeds_removes_with_one_key(cast, words, story):
    before = transaction.savepoint()
    try:
        for deed, who, what in [("report", "reader", "insult"), *story]:
            with suppress(PermissionDenied):
                do(deed, cast[who], what, words)
            nothing_is_wrong(words)
    finally:
        transaction.savepoint_rollback(before)
