"""An agenda from members, whom nothing names, from messages without an account, and from the office."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.meetings import services
from palabre.meetings.models import AgendaItem
from palabre.spaces.publishing import Text, places_for, publish
from tests.committees.traces import assert_no_user_linked_write, in_a_new_file, row_order

pytestmark = pytest.mark.django_db


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["kerouba", meeting.pk, *args])


def propose(meeting, title, by):
    services.propose_item(meeting, title, by=by, lang="en")
    return AgendaItem.objects.get(title_en=title)


def test_a_member_proposes_and_nothing_says_who(client, meeting, member):
    client.force_login(member)

    with assert_no_user_linked_write():
        client.post(
            url("propose", meeting), {"title": "The bridge", "about": "At night.", "lang": "en"}
        )

    item = AgendaItem.objects.get()
    assert (item.standing, item.title_en, item.about) == ("proposed", "The bridge", "At night.")
    assert not AuditRecord.objects.filter(actor=member.username).exists()


def test_no_row_tells_in_what_order_things_were_proposed(meeting, member):
    in_a_new_file(AgendaItem)
    for number in range(12):
        propose(meeting, f"Thing {number}", member)

    order = [title for (title,) in row_order(AgendaItem, "title_en")]

    assert len(order) == 12
    assert order != [f"Thing {number}" for number in range(12)]
    model = apps.get_model("meetings.AgendaItem")
    assert model._meta.pk is not None
    assert model._meta.pk.get_internal_type() == "UUIDField"


def test_the_co_chairs_put_it_on_order_it_and_say_why_not(client, meeting, member, trader):
    bridge, market = (propose(meeting, title, member) for title in ("The bridge", "The market"))
    bridge, market = (AgendaItem.objects.get(title_en=one.title_en) for one in (bridge, market))
    client.force_login(trader)

    client.post(url("place_item", meeting, bridge.pk, "accept"))
    client.post(url("agenda", meeting), {"title_fr": "Suivi", "title_en": "Follow-up"})
    follow_up = AgendaItem.objects.get(title_fr="Suivi")
    client.post(url("place_item", meeting, follow_up.pk, "earlier"))
    client.post(url("drop_item", meeting, market.pk), {"reason": "Next month, with the mayor."})

    titles = [item.title_en for item in meeting.items.accepted()]
    assert titles == ["Follow-up", "The bridge"]
    client.force_login(member)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Next month, with the mayor." in page
    assert page.index("1. Follow-up") < page.index("2. The bridge")


def test_the_public_reads_what_is_on_the_agenda_and_no_more(client, meeting, member, trader):
    propose(meeting, "Proposed only", member)
    services.add_item(meeting, title_en="For all", by=trader)
    services.add_item(meeting, title_en="For members", for_members=True, by=trader)

    page = client.get(meeting.get_absolute_url()).content.decode()

    assert "For all" in page
    assert "For members" not in page
    assert "Proposed only" not in page


def test_members_alone_propose_and_leaders_alone_order(client, meeting, member, outsider, trader):
    item = services.add_item(meeting, title_en="The bridge", by=trader)

    for someone, name, args in [
        (outsider, "propose", ()), (outsider, "agenda", ()), (member, "agenda", ()),
        (member, "drop_item", (item.pk,)), (member, "session", ()), (member, "sheet", ()),
    ]:  # fmt: skip
        client.force_login(someone)
        assert client.get(url(name, meeting, *args)).status_code == 403
    with pytest.raises(PermissionDenied):
        services.move_item(item, earlier=True, by=member)


def test_a_reader_brings_a_message_without_an_account(meeting, trader):
    space = meeting.committee.space
    (place,) = [one for one in places_for(trader, space) if one.key == "meetings:agenda"]

    published = publish(
        place.key, space, Text("The well", "> From a reader\n\nIt is dry.", "en"), by=trader
    )

    item = AgendaItem.objects.get()
    assert published.address == meeting.get_absolute_url()
    assert (item.title_en, item.from_a_message, item.standing) == ("The well", True, "proposed")


def test_words_are_kept_when_a_proposal_is_refused(client, meeting, member):
    client.force_login(member)

    response = client.post(
        url("propose", meeting), {"title": "", "about": "Long words.", "lang": "fr"}
    )

    assert response.status_code == 422
    assert "Long words." in response.content.decode()
