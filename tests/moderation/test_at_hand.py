"""What is at hand beside a case: what it answers, reasons that fit, and the way on."""

import pytest
from django.urls import reverse

from palabre.forums.models import Post, State
from palabre.forums.services import reply
from palabre.moderation.models import Choice, Origin, Wording
from palabre.moderation.services import decide, report
from tests.moderation.factories import CaseFactory, post_in
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db


def read(client, user, case):
    client.force_login(user)
    return client.get(case.get_absolute_url()).content.decode()


def test_what_somebody_quotes_beside_it_is_told_from_what_they_say(
    client, case, post, space, civilian
):
    reply(post.topic_id, body="> It is hard.\n\nNo. It is not.", by=join(space))
    client.force_login(civilian)

    after = client.get(case.get_absolute_url()).context["page"].context.after

    assert after[0].words == "“It is hard.”\nNo. It is not."


def test_what_waits_is_read_with_what_was_said_last_before_it(client, post, space, civilian):
    for words in ("THE FIRST ANSWER", "THE SECOND ANSWER"):
        reply(post.topic_id, body=words, by=join(space))
    held = Post.objects.create(
        topic=post.topic, html="<p>I do not agree.</p>", lang="en", state=State.HELD
    )
    reply(post.topic_id, body="LATER", by=join(space))
    about = {"label": "forums.post", "item_pk": str(held.pk)}
    waits = CaseFactory.create(space=space, is_held=True, origin=Origin.HELD, **about)

    page = read(client, civilian, waits)

    assert "THE FIRST ANSWER" in page
    assert "THE SECOND ANSWER" in page
    assert "LATER" not in page


def test_a_ready_reason_that_says_it_stays_is_offered_and_taken_with_that_choice_alone(
    client, case, civilian, insult
):
    stays = Wording.objects.get(rule=insult, choice="keep")
    words = {"decision": "remove", "reason": "insult", "ready": stays.pk, "note": "My words"}
    address = reverse("moderation:decide", args=[case.pk])
    client.force_login(civilian)

    answer = client.post(address, words)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This reason goes with the other choice: Keep it as it is." in page
    assert "My words" in page
    group = page.split('<optgroup label="Keep it as it is">')[1].split("</optgroup>")[0]
    assert stays.text_en in group
    assert group.count("<option") == 1
    assert client.post(address, words | {"decision": "keep"}).url


def test_the_next_case_is_at_the_top_once_one_has_decided(client, case, space, civilian, insult):
    report(post_in(space), rule=insult, by=join(space))
    title, button = 'id="title"', "Take the next"
    page = read(client, civilian, case)
    assert page.index(title) < page.index(button)

    decide(case, choice=Choice.KEEP, rule=insult, by=civilian)

    page = read(client, civilian, case)
    assert page.index(button) < page.index(title)
    assert page.count(button) == 1
