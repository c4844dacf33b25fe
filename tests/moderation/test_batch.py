"""Several cases of one kind, read and then decided together: one key to each."""

import re

import pytest
from django.urls import reverse

from palabre.moderation.models import Case, Decision
from palabre.moderation.services import claim, decide, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, WordListFactory, held, moderator, post_in
from tests.spaces.factories import SpaceFactory, join

pytestmark = pytest.mark.django_db


def cases_of(found):
    return [read.case for read in found.cases]


def batch(client, user, cases, **words):
    client.force_login(user)
    pks = [case.pk for case in cases]
    address = reverse("moderation:batch")
    return (
        client.post(address, {"case": pks, **words})
        if words
        else client.get(address, {"case": pks})
    )


def test_several_of_a_kind_are_read_and_decided_together(client, space, civilian, insult):
    bodies = ["The first words.", "The second words.", "The third words."]
    cases = [report(post_in(space, body=each), rule=insult, by=join(space)) for each in bodies]

    page = batch(client, civilian, cases)
    assert all(each in page.content.decode() for each in bodies)
    answer = batch(client, civilian, cases, decision="remove", reason="insult", note="Rude.")

    assert answer.url == reverse("moderation:queue")
    assert Decision.objects.filter(moderator=civilian, note="Rude.").count() == 3
    assert not Case.objects.closed().exists()


def test_what_is_not_for_them_is_left_out_with_its_reason(client, space, civilian, insult):
    theirs = report(post_in(space), rule=insult, note="It hurts.", by=join(space))
    own = report(post_in(space), rule=insult, by=civilian)
    topic = CaseFactory.create(space=space, label="forums.topic")
    more = report(post_in(space), rule=insult, by=join(space))
    elsewhere = CaseFactory.create()

    page = batch(client, civilian, [theirs, own, topic, more, elsewhere])
    found = page.context["batch"]

    assert cases_of(found) == [theirs, more]
    assert "It hurts." in page.content.decode()
    assert found.unread == 1
    assert {case for case, _reason in found.left_out} == {own, topic}


def test_to_keep_what_is_published_and_to_publish_what_waits_are_not_decided_together(
    client, space, civilian, insult
):
    public = [report(post_in(space), rule=insult, by=join(space)) for _ in range(2)]
    (waits,) = held(space=space)
    sanction = CaseFactory.create(space=space, label="moderation.sanction")

    found = batch(client, civilian, [*public, waits, sanction]).context["batch"]
    assert cases_of(found) == public
    assert {case for case, _reason in found.left_out} == {waits, sanction}
    alone = batch(client, civilian, [sanction]).context["batch"]
    assert not alone.cases


def test_what_colleagues_did_meanwhile_is_said_of_each_and_the_rest_decided(
    client, space, civilian, insult
):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(4)]
    colleague = moderator(space, Side.CIVILIAN, name="colleague")
    claim(cases[0], by=colleague)
    decide(cases[1], choice="keep", rule=insult, by=colleague)
    for one in (colleague, moderator(space, Side.FORCES)):
        decide(cases[2], choice="keep", rule=insult, by=one)

    answer = batch(client, civilian, cases, decision="keep", reason="insult", note="My words")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert dict(answer.context["batch"].left_out) == {
        cases[0]: "A colleague of your side has taken this case.",
        cases[1]: "Your side has already decided.",
        cases[2]: "This case is closed.",
    }
    assert "1 decision is kept." in page
    assert "My words" in page
    assert Decision.objects.get(moderator=civilian).case == cases[3]


def test_what_is_more_than_fifty_is_said_not_to_be_decided(client, space, civilian, insult):
    cases = CaseFactory.create_batch(51, space=space)

    answer = batch(client, civilian, cases, decision="keep", reason="insult")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "50 decisions are kept." in page
    assert f"{cases[50]}<" in page
    assert "Fifty at once are the most." in page


def test_where_all_were_decided_meanwhile_it_is_said_and_the_words_stay(
    client, space, civilian, insult
):
    case = report(post_in(space), rule=insult, by=join(space))
    decide(case, choice="keep", rule=insult, by=moderator(space, Side.CIVILIAN))

    for words in ({"decision": "keep", "reason": "insult"}, {"decision": ""}):
        answer = batch(client, civilian, [case], note="My words", **words)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "No decision is kept." in page
        assert "Your side has already decided." in page
        assert "My words" in page


def test_a_colleagues_case_is_neither_offered_nor_decided_together(client, space, civilian, insult):
    theirs, mine, free = (report(post_in(space), rule=insult, by=join(space)) for _ in "123")
    claim(theirs, by=moderator(space, Side.CIVILIAN))
    claim(mine, by=civilian)
    client.force_login(civilian)

    offered = re.findall(
        'name="case" value="([0-9]+)"', client.get(reverse("moderation:queue")).content.decode()
    )
    assert {int(each) for each in offered} == {mine.pk, free.pk}
    found = batch(client, civilian, [theirs, mine, free]).context["batch"]
    assert cases_of(found) == [mine, free]


def test_words_on_a_list_are_marked_in_the_batch(client, space, civilian, insult):
    WordListFactory.create(space=SpaceFactory.create(), words="marché")
    WordListFactory.create(words="fouilles")
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(2)]

    found = batch(client, civilian, cases).context["batch"]

    assert [read.words_found for read in found.cases] == [["fouilles"]] * 2


@pytest.mark.parametrize("picked", [0, 1])
def test_a_refused_batch_keeps_all_cases_and_their_ticks(client, space, civilian, insult, picked):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(2)]
    shown = [case.pk for case in cases]

    answer = batch(client, civilian, cases[:picked], shown=shown, note="My words", decision="")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert cases_of(answer.context["batch"]) == cases
    assert len(re.findall('name="case" value="[0-9]+" checked', page)) == picked
    assert "My words" in page
    assert ("Pick at least one case." in page) is (not picked)


def test_a_batch_without_a_choice_is_refused_with_its_words(client, case, civilian):
    answer = batch(client, civilian, [case], reason="insult", note="My words")

    assert answer.status_code == 422
    assert "My words" in answer.content.decode()


def test_fifty_at_most_and_no_more_than_a_page_can_carry(client, space, civilian, insult):
    many = batch(client, civilian, CaseFactory.create_batch(52, space=space)).context["batch"]
    assert (len(many.cases), len(many.left_out)) == (50, 2)

    long = [report(post_in(space, body="mot " * 3000), rule=insult, by=join(space)) for _ in "123"]
    read_now = batch(client, civilian, long).context["batch"]
    assert (len(read_now.cases), len(read_now.left_out)) == (2, 1)


@pytest.mark.parametrize("number", [2, 12])
def test_a_batch_asks_no_more_when_there_is_more_of_it(
    client, space, civilian, insult, number, django_assert_num_queries
):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(number)]
    client.force_login(civilian)

    # The session, the person, the second factor, the cases, what they are about, what was said in
    # the reports, the lists of words, the rules, the ready reasons.
    with django_assert_num_queries(9):
        client.get(reverse("moderation:batch"), {"case": [case.pk for case in cases]})


@pytest.mark.parametrize("asked", ["x", "²", "9" * 40, "-1", ""])
def test_whatever_is_asked_for_leads_to_a_page(client, civilian, asked):
    client.force_login(civilian)

    assert client.get(reverse("moderation:batch"), {"case": asked}).status_code == 200
    assert client.get(reverse("moderation:claims"), {"of": f"{asked},{asked}"}).json() == {}
