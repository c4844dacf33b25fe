"""Who reads a motion and who sees a vote; and what the lists cost."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palabre.core.days import today
from palabre.motions import rules, services
from palabre.motions.models import Motion, State, Way
from tests.motions.factories import AmendmentFactory, MotionFactory, VoteFactory

pytestmark = pytest.mark.django_db
DECIDED = (State.ADOPTED, State.REJECTED)


@pytest.fixture
def readers(trader, secretary, outsider, administrator, custodians):
    return [AnonymousUser(), outsider, trader, secretary, administrator, custodians[0]]


@pytest.mark.parametrize("is_public", [True, False])
@pytest.mark.parametrize("door", [True, False])
@pytest.mark.parametrize("state", State)
def test_the_rule_and_the_query_draw_the_same_line(committee, readers, state, door, is_public):
    committee.space.is_public = door
    committee.space.save()
    day = None if state in (State.MOVED, State.VOTING) else today()
    motion = MotionFactory.create(
        committee=committee, state=state, is_public=is_public, decided_on=day
    )

    for reader in readers:
        found = Motion.objects.visible_to(reader).filter(pk=motion.pk).first()
        fresh = Motion.objects.select_related("committee__space").get(pk=motion.pk)
        assert bool(rules.can_read(reader, fresh)) == bool(found), reader


def test_the_public_reads_what_was_adopted_and_neither_who_moved_it_nor_its_amendments(
    motion, trader
):
    AmendmentFactory.create(motion=motion, reason="Zzyzx", fate="accepted")
    path = motion.get_absolute_url()
    assert Client().get(path).status_code == 404
    Motion.objects.filter(pk=motion.pk).update(state=State.ADOPTED, decided_on=today())

    page = Client().get(path).content.decode()

    assert "Nobody pays." in page
    assert "Zzyzx" not in page
    assert trader.name not in page


def test_a_vote_is_for_those_inside(in_secret, as_trader, outsider):
    path = in_secret.get_absolute_url()
    assert as_trader.get(path).status_code == 200
    as_trader.force_login(outsider)

    assert as_trader.get(path).status_code == 404
    assert as_trader.post(f"{path}cast/", {"choice": "yes"}).status_code == 404
    assert as_trader.post(f"{path}close/").status_code == 404


def test_a_custodian_is_led_to_their_vault_and_nobody_else_is(in_secret, custodians, as_trader):
    type(in_secret).objects.filter(pk=in_secret.pk).update(stage="sealed")
    path = in_secret.get_absolute_url()
    assert "Open my vault first" not in as_trader.get(path).content.decode()
    assert as_trader.post(f"{path}urn/").status_code == 302
    as_trader.force_login(custodians[0])

    assert "Open my vault first" in as_trader.get(path).content.decode()


def test_a_refused_form_keeps_what_was_typed(as_trader, committee, motion, meeting, trader):
    path = f"/en/committees/{committee.slug}/motions/"
    page = as_trader.post(f"{path}new/", {"title": "The market", "text": "", "kind": "advice"})
    assert page.status_code == 422
    assert "The market" in page.content.decode()
    page = as_trader.post(
        f"{path}{motion.pk}/amendments/new/", {"base": motion.text, "text": motion.text}
    )
    assert page.status_code == 422
    assert "change what you want changed" in page.content.decode()
    vote = services.open_vote(motion, services.Call(Way.HANDS, meeting), by=trader)
    hands = {f"{side}_{choice}": 9 for side in vote.electors for choice in ("yes", "no", "abstain")}

    page = as_trader.post(f"{vote.get_absolute_url()}hands/", hands)

    assert page.status_code == 422
    assert 'value="9"' in page.content.decode()


def cost(client, path):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", ["motions", "recommendations"])
def test_a_list_asks_as_little_however_long_it_is(as_trader, committee, name):
    path = f"/en/committees/{committee.slug}/{name}/"
    adopted = {"committee": committee, "state": State.ADOPTED, "decided_on": today()}
    MotionFactory.create(**adopted)
    first = cost(as_trader, path)
    for _ in range(5):
        VoteFactory.create(
            motion=MotionFactory.create(**adopted), stage="over", outcome="adopted", over_on=today()
        )

    assert cost(as_trader, path) == first <= 9


def test_an_amendment_to_a_text_of_several_lines_changes_what_it_changes_and_nothing_else(
    as_trader, motion
):
    motion.text = "A lamp at the well.\nBy March."
    motion.save()
    form = f"{motion.get_absolute_url()}amendments/new/"
    # As browsers send it: each line of a field ends in two marks.
    base, wanted = "A lamp at the well.\r\nBy March.", "A lamp at the well.\r\nBy June."

    refusal = as_trader.post(form, {"base": base, "text": base})
    as_trader.post(form, {"base": base, "text": wanted})

    assert "This is the text as it stands" in refusal.content.decode()
    amendment = motion.amendments.get()
    services.accept_amendment(amendment, by=motion.moved_by)
    motion.refresh_from_db()
    assert motion.text == "A lamp at the well.\nBy June."


def test_a_motion_asks_as_little_however_much_was_amended_and_voted(as_trader, motion):
    AmendmentFactory.create(motion=motion)
    first = cost(as_trader, motion.get_absolute_url())
    for _ in range(4):
        one = AmendmentFactory.create(motion=motion)
        VoteFactory.create(
            motion=motion, amendment=one, stage="over", outcome="adopted", over_on=today()
        )

    assert cost(as_trader, motion.get_absolute_url()) == first <= 12
