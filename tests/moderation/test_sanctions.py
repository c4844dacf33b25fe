"""A sanction is put on by both sides, for whoever wrote it, a step at a time, and ends by itself."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.core import guards
from palabre.moderation import services
from palabre.moderation.models import Case, Choice, Decision, Outcome, Sanction, SanctionKind
from palabre.moderation.rules import can_decide
from palabre.moderation.services import appeal_by_name, decide, propose_sanction, report
from palabre.moderation.speaking import may_speak
from palabre.notifications.models import Notice
from palabre.notifications.registry import tell_in_words
from palabre.people.models import Side
from tests.moderation.factories import moderator, post_in, rule_named
from tests.moderation.measures import agree, lead_up_to, put_on, removed_of
from tests.people.factories import UserFactory
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
NOTICE, SLOW, READ_ONLY, BAN = SanctionKind.NOTICE, SanctionKind.SLOW, SanctionKind.READ_ONLY, "ban"


@pytest.fixture
def space(forum):
    return forum


@pytest.fixture
def author(db):
    """Somebody who holds no seat there."""
    return UserFactory.create(username="the-writer", name="the-writer")


@pytest.fixture
def removed(author, space, judges):
    return removed_of(post_in(space, by=author), judges)


@pytest.fixture
def pair(space):
    return [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]


def refused(words, deed, *args, **kwargs):
    with pytest.raises(PermissionDenied, match=words):
        deed(*args, **kwargs)


def test_it_begins_when_the_other_side_agrees_and_its_person_is_told(removed, judges, author):
    asked = propose_sanction(removed, kind=NOTICE, days=0, note="Look.", by=judges[0])
    assert Sanction.objects.get().begins_at is None
    assert not Notice.objects.filter(kind="moderation.sanction.begun").exists()

    agree(asked, judges[1])

    assert Sanction.objects.get().begins_at is not None
    notice = Notice.objects.get(user=author, kind="moderation.sanction.begun")
    assert "A notice" in tell_in_words(notice).sentence
    assert notice.link == reverse("moderation:decision", args=[asked.pk])


def test_one_side_alone_puts_on_nothing(removed, judges, space):
    asked = propose_sanction(removed, kind=NOTICE, days=0, note="Look.", by=judges[0])
    decide(asked, choice=Choice.KEEP, rule=asked.rule, by=judges[1])
    for judge in judges:
        asked = decide(
            asked,
            choice=Choice.REMOVE if judge == judges[0] else Choice.KEEP,
            rule=asked.rule,
            by=judge,
        )

    assert asked.get_outcome_display() == "Not put on: the two sides disagreed"
    assert Sanction.objects.get().begins_at is None
    refused(
        "once is enough", propose_sanction, removed, kind=NOTICE, days=0, note="x", by=judges[0]
    )


def test_it_lapses_in_a_week(removed, judges):
    asked = propose_sanction(removed, kind=NOTICE, days=0, note="Look.", by=judges[0])
    assert asked.due_at
    assert asked.due_at <= timezone.now() + timedelta(days=7)
    Case.objects.filter(pk=asked.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    services.look_after_cases()

    assert Case.objects.get(pk=asked.pk).outcome == Outcome.LAPSED
    assert Sanction.objects.get().begins_at is None


def test_one_step_after_the_other_and_danger_skips_one(removed, judges, author, space):
    refused(
        "may not be taken yet", propose_sanction, removed, kind=SLOW, days=3, note="x", by=judges[0]
    )
    put_on(removed, NOTICE, judges)
    second = removed_of(post_in(space, by=author), judges)
    refused(
        "Between 1 and 14", propose_sanction, second, kind=SLOW, days=15, note="x", by=judges[0]
    )
    put_on(second, SLOW, judges)
    Sanction.objects.update(lifted_on=timezone.now().date())  # as if appeals had been heard

    other = UserFactory.create()
    danger = removed_of(post_in(space, by=other), judges, rule=rule_named("danger"))
    refused(
        "may not be taken yet",
        propose_sanction,
        danger,
        kind=READ_ONLY,
        days=3,
        note="x",
        by=judges[0],
    )
    put_on(danger, SLOW, judges)


def test_who_holds_a_seat_is_stopped_for_a_week_at_most_and_never_banned(space, judges):
    member = join(space)
    later = [post_in(space, by=member) for _ in range(2)]
    lead_up_to(SLOW, member, space, judges)
    again, last = (removed_of(post, judges) for post in later)
    too_long = {"kind": READ_ONLY, "days": 8, "note": "x", "by": judges[0]}
    refused("Between 1 and 7", propose_sanction, again, **too_long)
    put_on(again, READ_ONLY, judges, days=7)

    banned = {"kind": BAN, "days": 60, "note": "x", "by": judges[0]}
    refused("may not be taken yet", propose_sanction, last, **banned)


def test_nobody_known_nobody_sanctioned(removed, judges, space, reporter):
    case = report(post_in(space), rule=removed.rule, by=reporter)
    Case.objects.filter(pk=case.pk).update(writer=None)
    case = agree(Case.objects.get(pk=case.pk), *judges)

    refused("Nobody knows", propose_sanction, case, kind=NOTICE, days=0, note="x", by=judges[0])


def test_neither_reporter_nor_writer_judges_it(space, judges, insult):
    writer, reporting = (moderator(space, Side.CIVILIAN) for _ in range(2))
    case = agree(report(post_in(space, by=writer), rule=insult, by=reporting), *judges)
    asked = propose_sanction(case, kind=NOTICE, days=0, note="x", by=judges[1])

    for person in (writer, reporting):
        assert not can_decide(person, asked)
        key = {"moderator": person, "side": "civilian", "choice": "remove", "rule": insult}
        words = r"nobody judges|no key to this case"
        with pytest.raises(IntegrityError, match=words), transaction.atomic():
            Decision.objects.create(case=asked, **key)


def test_a_different_pair_lifts_it_and_it_no_longer_counts(removed, judges, author, pair, space):
    put_on(removed, NOTICE, judges)
    asked = Case.objects.get(label="moderation.sanction")
    again = appeal_by_name(asked, plea="I was joking.", by=author)
    refused("a different pair", decide, again, choice="keep", rule=again.rule, by=judges[0])
    for judge in pair:
        again = decide(again, choice=Choice.KEEP, rule=again.rule, by=judge)

    assert Sanction.objects.get().lifted_on
    assert again.get_outcome_display() == "Lifted"
    refused(
        "may not be taken yet",
        propose_sanction,
        removed_of(post_in(space, by=author), judges),
        kind=SLOW,
        days=3,
        note="x",
        by=judges[0],
    )


@pytest.mark.parametrize("agreed", [True, False])
def test_what_followed_a_removal_ends_with_it(removed, judges, author, pair, agreed):
    asked = propose_sanction(removed, kind=NOTICE, days=0, note="x", by=judges[0])
    if agreed:
        agree(asked, judges[1])
    again = appeal_by_name(removed, plea="Look.", by=author)
    for judge in pair:
        decide(again, choice=Choice.KEEP, rule=again.rule, by=judge)

    assert Sanction.objects.get().lifted_on
    assert not Case.objects.open().exists()


def test_it_ends_by_itself(author, space, judges):
    lead_up_to(READ_ONLY, author, space, judges)
    assert "do not write" in may_speak(author, space).reason
    with guards.lifted():
        Sanction.objects.update(ends_at=timezone.now())

    assert may_speak(author, space)


def test_the_database_knows_it_too(removed, judges, author, space):
    about = {"space": space, "rule": removed.rule, "note": "x", "kind": NOTICE, "days": 0}

    def made(**more):
        return lambda: Sanction.objects.create(
            because=removed, **{**about, "person": author, **more}
        )

    now = timezone.now()
    refuse(made(begins_at=now, ends_at=now), "proposed before")
    refuse(made(person=judges[0]), "whoever wrote")
    refuse(made(kind=SLOW, days=15), "as_long_as_its_kind")
    made()()
    every = Sanction.objects
    refuse(lambda: every.update(begins_at=now, ends_at=now), "two keys")
    refuse(lambda: every.update(person=judges[0]), "two keys")
    refuse(lambda: Case.objects.update(writer=judges[0]), "who wrote it")


def refuse(deed, words):
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        deed()


# --- Whatever happens -------------------------------------------------------------------------------
PEOPLE = ("c1", "c2", "f1", "f2", "writer")
deeds = st.one_of(
    st.tuples(st.just("propose"), st.sampled_from(PEOPLE), st.sampled_from(SanctionKind.values)),
    st.tuples(st.just("decide"), st.sampled_from(PEOPLE), st.sampled_from(Choice.values)),
    st.tuples(st.just("appeal"), st.sampled_from(PEOPLE), st.booleans()),
    st.tuples(st.just("time"), st.sampled_from(PEOPLE), st.none()),
)


def do(deed, who, what, removed):
    asked = Case.objects.filter(label="moderation.sanction", appeal_of=None).first()
    if deed == "propose":
        days = {"notice": 0, "ban": 31}.get(what, 3)
        propose_sanction(removed, kind=what, days=days, note="x", by=who)
    elif deed == "time":
        Case.objects.exclude(due_at=None).update(due_at=timezone.now() - timedelta(minutes=1))
        services.look_after_cases()
    elif deed == "appeal":
        found = removed if what else asked
        if found:
            appeal_by_name(found, plea="Look again.", by=who)
    elif found := Case.objects.open().order_by("-pk").first():
        decide(found, choice=what, rule=found.rule, by=who)


def nothing_is_wrong(writer):
    for sanction in Sanction.objects.all():
        asked = Case.objects.get(
            label="moderation.sanction", item_pk=str(sanction.pk), appeal_of=None
        )
        said = Decision.objects.filter(case=asked)
        assert writer not in {each.moderator for each in said}
        assert (sanction.begins_at is not None) == (asked.outcome == Outcome.REMOVED)
        if sanction.begins_at:
            keys = {each.side for each in said if each.choice == Choice.REMOVE}
            assert keys == {Side.CIVILIAN, Side.FORCES}
        given_back = asked.appeals.exclude(outcome="").exclude(outcome=Outcome.REMOVED)
        assert not given_back.exists() or sanction.lifted_on


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=st.lists(deeds, max_size=12))
def test_no_sequence_of_deeds_sanctions_with_one_key(removed, space, author, pair, judges, story):
    cast = {"c1": judges[0], "f1": judges[1], "c2": pair[0], "f2": pair[1], "writer": author}
    before = transaction.savepoint()
    try:
        for deed, who, what in [("propose", "c1", "notice"), *story]:
            with suppress(PermissionDenied):
                do(deed, cast[who], what, removed)
            nothing_is_wrong(author)
    finally:
        transaction.savepoint_rollback(before)
