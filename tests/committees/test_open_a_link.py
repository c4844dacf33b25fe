"""Who said it, where the rules want a link: found by one custodian of each side together, for one
contribution, within its days; and by nobody else."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import links, rules, services
from palabre.committees.models import Discussion, Mode, NamelessContribution, Opening, SealedLink
from palabre.core.days import today
from palabre.notifications.models import Notice
from palabre.people.models import Side
from palabre.sealing import boxes
from palabre.sealing.errors import SealError
from palabre.vaults import ending, epochs
from tests.committees.factories import DiscussionFactory
from tests.committees.traces import assert_no_user_linked_write
from tests.vaults.factories import PHRASE, custodian, reader, vault_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(committee):
    """One custodian of each side; two readers have begun, and vouch for them."""
    for side in (Side.CIVILIAN, Side.FORCES):
        reader(committee.space, side=side)
    return [custodian(committee.space, side=side) for side in (Side.CIVILIAN, Side.FORCES)]


@pytest.fixture
def linked(committee, nameless, keepers) -> Discussion:
    rules = committee.rules
    type(rules).objects.filter(pk=rules.pk).update(link_days=30)
    return Discussion.objects.get(pk=nameless.pk)


@pytest.fixture
def by_trader(linked, trader, gendarme):
    """What the trader said, among things of others."""
    for person, words in [(gendarme, "No."), (trader, "Kill them."), (gendarme, "Maybe.")]:
        author = links.author_of(person.pk, linked)
        services.speak_namelessly(linked, words, author=author)
    services.publish_waiting()
    return NamelessContribution.objects.select_related("discussion").get(body="Kill them.")


def ask(said, keeper, **words):
    return services.ask_opening(said, reason="threat", by=keeper, opened=vault_of(keeper), **words)


def test_both_together_find_whoever_said_it_and_all_members_are_told(by_trader, keepers, trader):
    civilian, forces = keepers
    asked = ask(by_trader, civilian)
    assert services.found_in(asked, by=civilian, opened=vault_of(civilian)) is None

    opened = services.agree_to_opening(asked, by=forces, opened=vault_of(forces))

    for keeper in keepers:
        assert services.found_in(opened, by=keeper, opened=vault_of(keeper)) == trader
    members = {seat.user_id for seat in by_trader.discussion.committee.members}
    kinds = ["committees.opening.asked", "committees.opening.opened"]
    told = Notice.objects.filter(kind__in=kinds)
    assert set(told.values_list("user", flat=True)) == members
    assert not any(trader.name in str(notice.words) for notice in told)
    acts = AuditRecord.objects.filter(action__contains="opening")
    assert {line.action for line in acts} == {kinds[0], "committees.opening.agreed"}


def everything_a_vault_opens(keeper):
    """All halves in the dump, tried with one vault, with whatever folder of keys there is."""
    locked = [
        (row.expires_on, bytes(half))
        for row in SealedLink.objects.all()
        for half in (row.civilian, row.forces)
    ]
    locked += [(row.expires_on, bytes(row.half)) for row in Opening.objects.all() if row.half]
    for ends, half in locked:
        try:
            every = epochs.unlock(ends, half)
        except SealError:
            continue
        for start in range(0, len(every), links.BOX):
            try:
                yield boxes.unseal(vault_of(keeper).x_secret, every[start : start + links.BOX])
            except SealError:
                continue


def test_nobody_takes_back_what_a_custodian_has_asked_about(by_trader, keepers):
    ask(by_trader, keepers[0])

    assert not rules.can_be_taken_back(by_trader)


def test_where_there_is_no_link_any_more_nobody_agrees(by_trader, keepers):
    asked = ask(by_trader, keepers[0])
    SealedLink.objects.filter(contribution=by_trader).delete()

    with pytest.raises(PermissionDenied, match="no link"):
        services.agree_to_opening(asked, by=keepers[1], opened=vault_of(keepers[1]))


def test_one_custodian_with_the_whole_database_finds_nobody(by_trader, keepers):
    keys = [said.pk.hex for said in NamelessContribution.objects.all()]
    for keeper in keepers:
        halves = list(everything_a_vault_opens(keeper))

        assert len(halves) == len(keys)
        nothing = bytes(links.RECORD)
        for one, other in product(halves, [*halves, nothing]):
            assert not any(links.whose(one, other, key) for key in keys)


def test_two_of_one_side_are_not_enough(by_trader, keepers, committee):
    colleague = custodian(committee.space, side=Side.CIVILIAN)
    asked = ask(by_trader, keepers[0])

    with pytest.raises(PermissionDenied, match="other side"):
        services.agree_to_opening(asked, by=colleague, opened=vault_of(colleague))


def test_once_its_days_are_over_nothing_opens_an_old_copy_included(
    by_trader, keepers, time_machine
):
    civilian, forces = keepers
    copy = list(SealedLink.objects.all())
    asked = ask(by_trader, civilian)
    services.agree_to_opening(asked, by=forces, opened=vault_of(forces))
    time_machine.move_to(f"{copy[0].expires_on}T06:00Z", tick=False)

    ending.end_all()
    epochs.destroy(today())

    assert not SealedLink.objects.exists()
    asked.refresh_from_db()
    assert bytes(asked.half) == bytes(asked.found) == b""
    assert asked.outcome == "opened"
    for link, keeper in product(copy, keepers):
        assert links.half_in(link, keeper.memberships.get(role="custodian").side,
                             vault_of(keeper)) is None  # fmt: skip


def test_it_ends_between_its_days_and_a_week_more(by_trader):
    days = {link.expires_on - today() for link in SealedLink.objects.all()}

    assert len(days) == 1
    assert timedelta(days=30) <= days.pop() < timedelta(days=37)


def test_a_link_put_beside_other_words_names_nobody(by_trader, keepers):
    civilian, forces = keepers
    other = SealedLink.objects.exclude(contribution=by_trader)[0]
    SealedLink.objects.filter(contribution=by_trader).update(
        civilian=other.civilian, forces=other.forces
    )
    asked = ask(by_trader, civilian)

    with pytest.raises(PermissionDenied, match="altered"):
        services.agree_to_opening(asked, by=forces, opened=vault_of(forces))


def test_rules_never_act_backwards(by_trader, linked):
    free = DiscussionFactory.create(committee=linked.committee, mode=Mode.CHATHAM)
    rules = type(linked.rules).objects.create(
        committee=linked.committee, number=9, in_force_from=today(), announced_on="2026-01-01"
    )
    Discussion.objects.filter(pk=free.pk).update(rules=rules)

    services.speak_namelessly(Discussion.objects.get(pk=free.pk), "Nobody's")
    services.publish_waiting()

    assert SealedLink.objects.count() == 3  # those of the others stay, and none is new


def test_without_a_custodian_on_each_side_nobody_speaks(linked, keepers, as_trader):
    keepers[1].memberships.all().delete()

    page = as_trader.get(linked.get_absolute_url()).content.decode()

    assert "One side has no custodian with a trusted vault yet" in page
    with pytest.raises(PermissionDenied):
        services.speak_namelessly(linked, "Hello", author=links.author_of(1, linked))


def test_the_form_says_so_and_speaking_leaves_no_row_of_a_person(linked, as_trader):
    page = as_trader.get(linked.get_absolute_url()).content.decode()
    assert "Here you can be found out" in page
    assert "a sealed link to you for 30 days" in page

    with assert_no_user_linked_write():
        address = reverse("committees:speak", args=["kerouba", linked.pk])
        as_trader.post(address, {"body": "Hello"})
        services.publish_waiting()

    assert SealedLink.objects.count() == NamelessContribution.objects.count() == 1


def test_in_the_browser(client, by_trader, keepers, trader, gendarme):
    """One asks, the other agrees, both see it, and members see that it happened."""
    civilian, forces = keepers
    openings = reverse("committees:openings", args=["kerouba"])
    address = reverse("committees:ask_opening", args=["kerouba", by_trader.discussion_id,
                                                      by_trader.number])  # fmt: skip
    client.force_login(civilian)
    assert client.get(address)["Location"].startswith("/en/me/vault/?next=")
    client.post("/en/me/vault/", {"passphrase": PHRASE})
    assert (
        "Ask who said this" in client.get(by_trader.discussion.get_absolute_url()).content.decode()
    )
    assert client.post(address, {}).status_code == 422
    client.post(address, {"reason": "threat"})
    assert "Agree: open this link" not in client.get(openings).content.decode()

    client.force_login(forces)
    client.post("/en/me/vault/", {"passphrase": PHRASE})
    assert "Agree: open this link" in client.get(openings).content.decode()
    opening = Opening.objects.get()
    client.post(reverse("committees:agree_to_opening", args=["kerouba", opening.pk]))
    assert f"Said by {trader}" in client.get(openings).content.decode()

    client.force_login(gendarme)
    seen = client.get(openings).content.decode()
    assert "It threatens somebody, or calls for violence" in seen
    assert "Opened by both sides" in seen
    assert "Said by" not in seen
    assert client.get(address).status_code == 403


def test_the_other_side_may_refuse(by_trader, keepers):
    asked = ask(by_trader, keepers[0])

    services.refuse_opening(asked, by=keepers[1])

    with pytest.raises(PermissionDenied, match="answered"):
        services.agree_to_opening(asked, by=keepers[1], opened=vault_of(keepers[1]))


@pytest.mark.parametrize("is_public", [True, False])
def test_the_register_is_public_and_says_no_more_than_strangers_may_read(
    by_trader, keepers, client, is_public
):
    discussion, committee = by_trader.discussion, by_trader.discussion.committee
    type(discussion).objects.filter(pk=discussion.pk).update(is_public=is_public)
    ask(by_trader, keepers[0])
    register = reverse("committees:openings", args=["kerouba"])

    seen = client.get(register).content.decode()

    assert "It threatens somebody, or calls for violence" in seen
    assert (discussion.title in seen) is is_public
    assert ("In a discussion for its members" in seen) is not is_public
    for hidden in ("Said by", "Agree: open this link", str(keepers[0])):
        assert hidden not in seen
    type(committee.space).objects.filter(pk=committee.space_id).update(is_public=False)
    assert client.get(register).status_code == 404
