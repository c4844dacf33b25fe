from importlib import import_module

import pytest
from django.apps import apps

from palabre.committees.models import Mode
from palabre.committees.services import publish_at_once, speak
from palabre.core import guards
from palabre.core.days import today
from palabre.forums.services import open_topic, reply
from palabre.moderation.models import Case, Choice, Outcome, Procedure
from palabre.moderation.services import appeal, decide, report, report_name
from palabre.people.models import Side
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.moderation.factories import (
    CaseFactory,
    closed,
    differ,
    moderator,
    of_newcomer,
    post_in,
    rule_named,
)
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
REGISTER = "/en/moderation/register/"


@pytest.mark.parametrize("mode", [Mode.NAMED, Mode.CHATHAM])
@pytest.mark.parametrize("is_public", [True, False])
def test_a_public_committee_is_named_only_for_what_strangers_may_read(
    client, insult, mode, is_public
):
    committee = CommitteeFactory.create()
    awa, other, *_others = fill(committee)
    talk = DiscussionFactory.create(committee=committee, mode=mode, is_public=is_public)
    said = publish_at_once(talk, "Words") if talk.is_nameless else speak(talk, "Words", by=awa)
    opened = report(said, rule=insult, by=other)
    for side in (Side.CIVILIAN, Side.FORCES):
        decide(opened, choice=Choice.KEEP, rule=insult, by=moderator(committee.space, side))

    page = client.get(REGISTER).content.decode()

    assert (committee.space.name_en in page) == is_public
    assert ("in a space for its members" in page) != is_public


@pytest.mark.parametrize("is_public", [True, False])
def test_what_was_refused_is_told_of_where_it_would_have_stood(client, insult, space, is_public):
    space.is_public = is_public
    space.save()
    author = join(space)
    post = post_in(space, by=author)
    Procedure.objects.create(space=space, holds_all=True)
    reply(post.topic_id, body="It waits.", by=author)
    open_topic(post.topic.category, title="Another", body="It waits.", by=author)
    judges = [moderator(space, side) for side in (Side.CIVILIAN, Side.FORCES)]
    waiting = list(Case.objects.waiting())

    for each in waiting:
        for judge in judges:
            decide(each, choice=Choice.REMOVE, rule=insult, by=judge)

    told = client.get(REGISTER).context["cases"]
    assert {each.kind for each in told} == {"post", "topic"}
    assert {each.names_its_space for each in told} == {is_public}


def test_a_name_was_shown_in_the_forum(client, forum, insult):
    post = post_in(forum)
    case = report_name(post, rule=insult, by=join(forum))
    for side in (Side.CIVILIAN, Side.FORCES):
        decide(case, choice=Choice.REMOVE, rule=insult, by=moderator(forum, side))

    (told,) = client.get(REGISTER).context["cases"]

    assert told.names_its_space
    assert "in a space for its members" not in client.get(REGISTER).content.decode()


def test_what_was_told_before_is_put_right_where_it_was_the_forum(space, forum):
    space.is_public = True
    space.save()
    ended = {"outcome": Outcome.REMOVED}
    with guards.lifted():
        here, name = (
            CaseFactory.create(space=forum, label=label, closed_on=today(), **ended)
            for label in ("forums.post", "people.user")
        )
        others = [
            CaseFactory.create(space=forum, closed_on="2026-01-02", **ended),
            CaseFactory.create(space=space, closed_on=today(), **ended),
            CaseFactory.create(space=forum, label="committees.contribution"),
        ]

    import_module("palabre.moderation.migrations.0014_where_it_would_have_stood").name_the_forum(
        apps, None
    )

    assert set(Case.objects.filter(is_in_public=True)) == {here, name}
    assert Case.objects.count() == 2 + len(others)


def test_it_says_the_rule_the_place_and_the_outcome(client, space, civilian, forces, insult):
    space.is_public = True
    space.save()
    case = report(post_in(space, by=join(space)), rule=insult, by=join(space))
    for one in (civilian, forces):
        decide(case, choice=Choice.REMOVE, rule=insult, by=one)

    page = client.get(REGISTER).content.decode()

    assert f"Rule {insult}" in page
    assert case.space.name_en in page
    assert "Post" in page
    assert "Removed" in page


def test_it_names_nobody_and_repeats_nothing(client, case, post, reporter, judges):
    civilian, forces = judges
    decide(case, choice=Choice.REMOVE, rule=case.rule, note="CIVIL NOTE", by=civilian)
    decide(case, choice=Choice.REMOVE, rule=case.rule, note="FORCES NOTE", by=forces)

    page = client.get(REGISTER).content.decode()

    silent = [post.body, case.title, str(post.author), str(reporter), str(civilian), str(forces)]
    silent += ["CIVIL NOTE", "FORCES NOTE", post.get_absolute_url()]
    assert [words for words in silent if words in page] == []


def test_a_space_that_strangers_do_not_know_of_is_not_named(client, case, judges):
    case.space.is_public = False
    case.space.save()
    for judge in judges:
        decide(case, choice=Choice.KEEP, rule=case.rule, by=judge)

    page = client.get(REGISTER).content.decode()

    assert "Post, in a space for its members" in page
    assert case.space.name_en not in page


def test_a_disagreement_shows_what_each_side_chose(client, case, civilian, forces):
    differ(case, civilian, forces)

    page = client.get(REGISTER).content.decode()

    assert "the two sides disagreed" in page
    assert "Remove it" in page
    assert "Keep it as it is" in page


def test_open_cases_are_not_in_it(client, case):
    assert "No decision yet" in client.get(REGISTER).content.decode()


@pytest.mark.parametrize("number", [3, 55])
def test_seven_queries_for_a_stranger_however_long_it_is(client, number, django_assert_num_queries):
    closed(Outcome.REMOVED, number)

    with django_assert_num_queries(7):
        client.get(REGISTER)


def test_the_rules_are_public_in_order_and_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = client.get("/en/rules/").content.decode()

    codes = [f'id="{code}"' for code in ("danger", "personal-data", "insult", "off-topic")]
    assert [page.index(code) for code in codes] == sorted(page.index(code) for code in codes)


def test_the_rules_read_in_french(client):
    page = client.get("/fr/rules/").content.decode()

    assert "Ne mettez personne en danger" in page
    assert "Put nobody in danger" not in page


def test_a_rule_out_of_force_is_not_shown(client):
    rule = rule_named("spam")
    rule.is_active = False
    rule.save()

    assert rule.title_en not in client.get("/en/rules/").content.decode()


def test_two_cases_of_one_thing_are_two_lines(client, case, post, judges):
    for one in judges:
        decide(case, choice=Choice.KEEP, rule=case.rule, by=one)
    again = report(post, rule=case.rule, by=join(case.space))
    for one in judges:
        decide(again, choice=Choice.KEEP, rule=case.rule, by=one)

    assert len(client.get(REGISTER).context["cases"]) == 2


def numbers(client, query: str) -> set[int]:
    return {case.pk for case in client.get(REGISTER + query).context["cases"]}


def test_it_is_searched_by_rule_outcome_month_and_place(client, space, forum):
    with guards.lifted():
        kinds = [
            {"space": forum, "rule": rule_named("hate"), "is_in_public": True},
            {"space": space, "rule": rule_named("insult"), "is_in_public": False},
        ]
        hate, insult = [
            CaseFactory.create(outcome=outcome, closed_on=day, **kind)
            for kind, outcome, day in zip(
                kinds, (Outcome.KEPT, Outcome.REMOVED), ("2026-01-31", "2026-02-01"), strict=True
            )
        ]

    assert numbers(client, "?rule=hate") == {hate.pk}
    assert numbers(client, "?outcome=removed") == {insult.pk}
    assert numbers(client, "?month=2026-01") == {hate.pk}
    assert numbers(client, "?space=forum") == {hate.pk}
    assert numbers(client, "?rule=hate&month=2026-02") == set()
    assert numbers(client, "?rule=x&month=2026-99&space=%00&outcome=") == {hate.pk, insult.pk}


def test_a_case_that_names_no_space_is_not_found_by_it(client, space):
    space.is_public = True
    space.save()
    with guards.lifted():
        for is_in_public in (True, False):
            CaseFactory.create(
                space=space, outcome=Outcome.KEPT, closed_on="2026-01-02", is_in_public=is_in_public
            )

    (found,) = client.get(f"{REGISTER}?space={space.slug}").context["cases"]

    assert found.names_its_space


def test_one_key_is_said_to_be_one(client, space, civilian, insult):
    topic = post_in(space).topic
    rude, opened = (of_newcomer(space, topic=topic) for _ in range(2))
    assert decide(rude, choice=Choice.REMOVE, rule=insult, by=civilian).is_open
    decide(opened, choice=Choice.REMOVE, rule=opened.rule, by=civilian)

    assert "by one key: spam of a newcomer" in client.get(REGISTER).content.decode()


def test_who_refused_what_one_moderator_let_through_is_not_to_be_seen(
    client, space, judges, insult
):
    civilian, forces = judges
    opened = of_newcomer(space, topic=post_in(space).topic)
    decide(opened, choice=Choice.REMOVE, rule=insult, by=civilian)
    decide(opened, choice=Choice.KEEP, rule=insult, by=forces)

    page = client.get(REGISTER).content.decode()

    assert "let through by one moderator" in page
    assert "Refuse it" not in page


def test_what_fell_with_the_removal_it_followed_was_decided_by_nobody(client, space, civilian):
    with guards.lifted():
        fell = CaseFactory.create(
            label="moderation.sanction",
            space=space,
            outcome=Outcome.KEPT,
            closed_on="2026-01-02",
        )
        fell.decisions.create(
            round=1,
            side=Side.CIVILIAN,
            moderator=civilian,
            choice=Choice.REMOVE,
            rule=fell.rule,
        )

    page = client.get(REGISTER).content.decode()

    assert "ended with what it followed" in page
    assert "let through" not in page


def test_an_appeal_is_said_once_it_is_decided(client, case, judges):
    for judge in judges:
        case = decide(case, choice=Choice.REMOVE, rule=case.rule, by=judge)
    again = appeal(case, plea="It is a quote.")
    assert "appealed" not in client.get(REGISTER).content.decode()

    for side in (Side.CIVILIAN, Side.FORCES):
        decide(again, choice=Choice.KEEP, rule=case.rule, by=moderator(case.space, side))
    page = client.get(REGISTER).content.decode()

    assert "appealed: it is shown again" in page
    assert "On appeal: shown again" in page
    assert "It is a quote." not in page
