"""Who makes a topic of a message: one civilian reader, or one of each side who agree."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from palabre.core.verdict import ALLOW
from palabre.forums.models import Post, Topic
from palabre.people.models import Side
from palabre.spaces.models import Role
from palabre.submissions import onward, rules
from palabre.submissions.models import KeyWrap, Proposal, Status, Submission
from tests.spaces.factories import SpaceFactory
from tests.submissions.onward import DRAFT, WORDS, agree, decline, propose, publish, vault_of
from tests.vaults.factories import reader

pytestmark = pytest.mark.django_db


def refused(words):
    return pytest.raises(PermissionDenied, match=words)


# == For civilian readers alone ==


def test_a_civilian_reader_publishes_alone(cast, letter):
    address = publish(letter("civilian"), cast.awa)

    topic = Topic.objects.get()
    assert address == topic.get_absolute_url()
    assert topic.author == cast.awa
    assert Post.objects.get().body.endswith(f"\n\n{WORDS}")


def test_nobody_publishes_alone_what_both_sides_can_open(cast, letter):
    with refused("a reader of the other side must agree"):
        publish(letter("all"), cast.awa)


def test_a_changed_column_lets_nobody_publish_alone(cast, letter):
    """What counts is who can open it."""
    message = letter("all")
    Submission.objects.update(readers="civilian")

    with refused("a reader of the other side must agree"):
        publish(message, cast.awa)


def test_the_forces_publish_nothing_of_what_is_for_civilians(cast, letter):
    with refused("not sealed to you"):
        publish(letter("civilian"), cast.issa)


def test_a_form_sent_twice_publishes_once(cast, letter):
    message = letter("civilian")
    publish(message, cast.awa, token=b"one form")

    with refused("published already"):
        publish(message, cast.awa, token=b"one form")

    assert Topic.objects.count() == 1


def test_what_was_refused_may_be_sent_again(cast, letter):
    message = letter("civilian")
    nowhere = onward.Draft("forums:nowhere", DRAFT.title, DRAFT.body)
    with refused("no longer be published there"):
        publish(message, cast.awa, nowhere, token=b"one form")

    publish(message, cast.awa, token=b"one form")

    assert Topic.objects.count() == 1


# == Open to both sides ==


@pytest.mark.parametrize(("first", "second"), [("awa", "issa"), ("issa", "fanta")])
def test_one_proposes_and_one_of_the_other_side_agrees(cast, letter, first, second):
    proposal = propose(letter(), getattr(cast, first))
    assert not Topic.objects.exists()

    agree(proposal, getattr(cast, second))

    assert Topic.objects.get().author == getattr(cast, first)
    assert not Proposal.objects.exists()


def test_nobody_agrees_to_their_own(cast, letter):
    with refused("their own proposal"):
        agree(propose(letter(), cast.awa), cast.awa)


@pytest.mark.parametrize(("first", "second"), [("awa", "fanta"), ("issa", "moussa")])
def test_two_of_one_side_are_not_enough(cast, letter, first, second):
    proposal = propose(letter(), getattr(cast, first))

    with refused("a reader of the other side"):
        agree(proposal, getattr(cast, second))
    with refused("a reader of the other side"):
        decline(proposal, getattr(cast, second))

    assert not Topic.objects.exists()


def test_nobody_agrees_twice(cast, letter):
    proposal = propose(letter(), cast.awa)
    agree(proposal, cast.issa)

    for again in (cast.issa, cast.moussa):
        with refused("no longer here"):
            agree(proposal, again)
    assert Topic.objects.count() == 1


def test_a_declined_one_cannot_be_agreed_to(cast, letter):
    proposal = propose(letter(), cast.awa)
    decline(proposal, cast.issa)

    with refused("no longer here"):
        agree(proposal, cast.moussa)


def test_one_taken_back_cannot_be_agreed_to(cast, letter):
    proposal = propose(letter(), cast.awa)
    assert onward.withdraw_proposal(proposal.pk, proposal.submission, by=cast.awa)

    with refused("no longer here"):
        agree(proposal, cast.issa)


def test_only_its_reader_takes_it_back(cast, letter):
    proposal = propose(letter(), cast.awa)

    for other in (cast.fanta, cast.issa):
        assert not onward.withdraw_proposal(proposal.pk, proposal.submission, by=other)


def test_a_reader_has_one_proposal_a_message(cast, letter):
    message = letter()
    kept = propose(message, cast.awa)

    with refused("waits already"):
        propose(message, cast.awa)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.create(submission=message, by_key=kept.by_key, sealed=b"")

    decline(kept, cast.issa)
    propose(message, cast.awa)
    assert Proposal.objects.filter(declined_on=None).count() == 1


def test_the_same_form_again_is_the_same_proposal(cast, letter):
    message = letter()
    kept = propose(message, cast.awa)

    again = onward.propose_topic(message, DRAFT, by=cast.awa, opened=vault_of(cast.awa), pk=kept.pk)

    assert again == kept
    assert Proposal.objects.count() == 1


# == Who is kept out ==


def test_a_stranger_and_a_reader_of_elsewhere_do_nothing(cast, letter, outsider):
    message = letter()
    proposal = propose(message, cast.awa)
    elsewhere = SpaceFactory.create()
    far = reader(elsewhere, side=Side.FORCES)
    reader(elsewhere, side=Side.CIVILIAN)

    with refused("Only the trusted readers"):
        propose(message, far)
    with refused("Only the trusted readers"):
        agree(proposal, far)
    with refused("Only the trusted readers"):
        onward.propose_topic(message, DRAFT, by=outsider, opened=vault_of(far), pk=proposal.pk)


def test_a_reader_whom_nobody_vouched_for_does_nothing(cast, letter):
    message = letter()
    proposal = propose(message, cast.awa)
    ghost = reader(cast.space, side=Side.FORCES, trusted=False)
    KeyWrap.objects.create(submission=message, reader_key=ghost.vault_key, sealed=b"x")

    with refused("Only the trusted readers"):
        propose(message, ghost)
    with refused("Only the trusted readers"):
        agree(proposal, ghost)


def test_whoever_reads_for_neither_side_makes_no_topic(cast, letter):
    message = letter()
    deputy = reader(cast.space, side=Side.PARLIAMENT)
    KeyWrap.objects.create(submission=message, reader_key=deputy.vault_key, sealed=b"x")

    with refused("Only the trusted readers"):
        propose(message, deputy)


def test_a_reader_to_whom_it_is_not_sealed_does_nothing(cast, letter):
    message = letter()
    proposal = propose(message, cast.awa)
    KeyWrap.objects.filter(reader_key=cast.issa.vault_key).delete()

    with refused("not sealed to you"):
        agree(proposal, cast.issa)


def test_the_vault_of_another_opens_nothing(cast, letter):
    message = letter()
    with refused("does not fit"):
        onward.propose_topic(message, DRAFT, by=cast.awa, opened=vault_of(cast.issa), pk=message.pk)


def test_the_proposal_of_one_who_no_longer_reads_is_worth_nothing(cast, letter):
    proposal = propose(letter(), cast.awa)
    cast.awa.memberships.filter(role=Role.READER).delete()

    with refused("no longer a trusted reader"):
        agree(proposal, cast.issa)


def test_where_nobody_of_the_other_side_could_agree_nothing_is_proposed(cast, letter):
    message = letter()
    for user in (cast.issa, cast.moussa):
        KeyWrap.objects.filter(reader_key=user.vault_key).delete()

    with refused("No trusted reader of the other side"):
        propose(message, cast.awa)


@pytest.mark.parametrize(
    ("status", "words"), [(Status.CLOSED, "closed"), (Status.RECEIVED, "nobody has read yet")]
)
def test_only_an_open_conversation_goes_on(cast, letter, status, words):
    message = letter()
    proposal = propose(message, cast.awa)
    Submission.objects.update(status=status)

    with refused(words):
        agree(proposal, cast.issa)
    with refused(words):
        propose(message, cast.fanta)


def test_a_place_that_the_proposer_may_no_longer_use_is_refused_and_nothing_is_lost(cast, letter):
    draft = onward.Draft("committees:members", DRAFT.title, DRAFT.body)
    proposal = propose(letter(), cast.awa, draft)
    cast.awa.seats.update(left_on="2026-11-01")

    with refused("no longer be published there"):
        agree(proposal, cast.issa)

    assert Proposal.objects.filter(pk=proposal.pk).exists()


# == A person called a suspect ==


@pytest.mark.parametrize("title", ["C’est Moussa Traoré", "Qui a fait cela ?"])
def test_an_accusation_is_stopped_whatever_the_form_let_through(cast, letter, title):
    draft = onward.Draft("forums:posts", title, "Moussa Traoré est un terroriste.")

    with refused("justice system"):
        propose(letter(), cast.awa, draft)
    with refused("justice system"):
        publish(letter("civilian"), cast.awa, draft)
    assert not Topic.objects.exists()


def test_one_that_was_proposed_before_it_was_known_for_one_is_stopped(cast, letter, monkeypatch):
    draft = onward.Draft("forums:posts", "Au marché", "Moussa Traoré est un terroriste.")
    with monkeypatch.context() as unknown:
        unknown.setattr(rules, "can_stand_in_public", lambda *_: ALLOW)
        proposal = propose(letter(), cast.awa, draft)

    with refused("justice system"):
        agree(proposal, cast.issa)
    assert Proposal.objects.filter(pk=proposal.pk).exists()
