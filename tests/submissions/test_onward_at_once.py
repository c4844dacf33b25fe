"""Several readers press the button in the same instant."""

from functools import partial
from uuid import uuid4

import pytest

from palabre.forums.models import Topic
from palabre.submissions.models import Proposal
from tests.moderation.test_at_once import all_at_once
from tests.submissions.onward import agree, decline, propose, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_two_who_agree_at_once_publish_once(cast, letter):
    proposal = propose(letter(), cast.awa)

    seen = all_at_once([partial(agree, proposal, user) for user in (cast.issa, cast.moussa) * 3])

    assert seen == {"done": 1, "refused": 5}
    assert Topic.objects.count() == 1


def test_agreeing_and_declining_at_once_is_one_of_them(cast, letter):
    proposal = propose(letter(), cast.awa)

    seen = all_at_once(
        [partial(agree, proposal, cast.issa), partial(decline, proposal, cast.moussa)]
    )

    assert seen == {"done": 1, "refused": 1}
    assert Topic.objects.count() + Proposal.objects.count() == 1


def test_agreeing_while_the_writer_erases_is_before_or_after(cast, letter):
    message = letter()
    proposal = propose(message, cast.awa)

    seen = all_at_once([partial(agree, proposal, cast.issa), message.delete])

    assert seen in ({"done": 2}, {"done": 1, "refused": 1})
    assert not Proposal.objects.exists()


def test_one_form_sent_many_times_at_once_publishes_once(cast, letter):
    message, token = letter("civilian"), uuid4().bytes

    seen = all_at_once([partial(publish, message, cast.awa, token=token)] * 4)

    assert seen == {"done": 1, "refused": 3}
    assert Topic.objects.count() == 1


def test_one_reader_who_proposes_many_times_at_once_proposes_once(cast, letter):
    message = letter()

    seen = all_at_once([partial(propose, message, cast.awa)] * 4)

    assert seen == {"done": 1, "refused": 3}
    assert Proposal.objects.count() == 1
