"""Several cases of one kind, read and then decided together: one key to each."""

import pytest
from django.urls import reverse

from palabre.moderation.models import Case, Decision
from palabre.moderation.services import claim, report
from palabre.people.models import Side
from tests.moderation.factories import CaseFactory, held, moderator, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


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
    theirs = report(post_in(space), rule=insult, by=join(space))
    own = report(post_in(space), rule=insult, by=civilian)
    topic = CaseFactory.create(space=space, label="forums.topic")
    more = report(post_in(space), rule=insult, by=join(space))
    elsewhere = CaseFactory.create()

    found = batch(client, civilian, [theirs, own, topic, more, elsewhere]).context["batch"]

    assert {case for case, _exhibit in found.cases} == {theirs, more}
    assert {case for case, _reason in found.left_out} == {own, topic}


def test_to_keep_what_is_published_and_to_publish_what_waits_are_not_decided_together(
    client, space, civilian, insult
):
    public = [report(post_in(space), rule=insult, by=join(space)) for _ in range(2)]
    (waits,) = held(space=space)
    sanction = CaseFactory.create(space=space, label="moderation.sanction")

    found = batch(client, civilian, [*public, waits, sanction]).context["batch"]
    assert [case for case, _exhibit in found.cases] == public
    assert {case for case, _reason in found.left_out} == {waits, sanction}
    alone = batch(client, civilian, [sanction]).context["batch"]
    assert not alone.cases


def test_what_a_colleague_took_meanwhile_is_refused_and_the_rest_decided(
    client, space, civilian, insult
):
    cases = [report(post_in(space), rule=insult, by=join(space)) for _ in range(2)]
    claim(cases[0], by=moderator(space, Side.CIVILIAN, name="colleague"))

    answer = batch(client, civilian, cases, decision="keep", reason="insult", note="My words")

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague of your side has taken this case." in page
    assert "My words" in page
    assert Decision.objects.get().case == cases[1]


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

    with django_assert_num_queries(8):
        client.get(reverse("moderation:batch"), {"case": [case.pk for case in cases]})


@pytest.mark.parametrize("asked", ["x", "²", "9" * 40, "-1", ""])
def test_whatever_is_asked_for_leads_to_a_page(client, civilian, asked):
    client.force_login(civilian)

    assert client.get(reverse("moderation:batch"), {"case": asked}).status_code == 200
    assert client.get(reverse("moderation:claims"), {"of": f"{asked},{asked}"}).json() == {}
