import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Discussion, Mode
from tests.committees.factories import CommitteeFactory, DiscussionFactory, seat
from tests.committees.traces import assert_no_user_linked_write
from tests.spaces.factories import SpaceFactory

pytestmark = pytest.mark.django_db
ASKED = {"title": "Lamps on the bridge", "mode": "named", "lang": "en"}


def address() -> str:
    return reverse("committees:open", args=["kerouba"])


def test_a_member_opens_a_discussion(as_trader, committee):
    response = as_trader.post(address(), {**ASKED, "is_public": "on"})

    opened = Discussion.objects.get()
    assert response["Location"] == opened.get_absolute_url()
    assert (opened.title, opened.mode, opened.is_public) == ("Lamps on the bridge", "named", True)


@pytest.mark.parametrize("mode", Mode.values)
def test_nothing_says_who_opened_it(as_trader, committee, gendarme, mode):
    with assert_no_user_linked_write():
        as_trader.post(address(), {**ASKED, "mode": mode}, follow=True)
        services.publish_waiting()

    assert Discussion.objects.exists()
    assert not AuditRecord.objects.exists()


def test_a_title_without_a_name_is_evened_out(committee, trader, gendarme):
    opened = services.open_discussion(
        committee, title="L'eau...", lang="fr", mode=Mode.CHATHAM, by=trader
    )

    assert opened.title == "L’eau…"


def test_too_few_people_are_told_so_and_keep_their_title(client):
    small = CommitteeFactory.create(space=SpaceFactory.create(slug="kerouba"))
    client.force_login(seat(small))

    page = client.get(address()).content.decode()
    response = client.post(address(), {**ASKED, "mode": "chatham"})

    assert "at least 5 members" in page
    assert response.status_code == 422
    assert "Lamps on the bridge" in response.content.decode()
    assert not Discussion.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"title": "two\nlines"}, {"mode": "secret"}, {"lang": "tlh"}]
)
def test_a_wrong_form_is_refused_with_words(as_trader, committee, wrong):
    response = as_trader.post(address(), {**ASKED, **wrong})

    assert response.status_code == 422
    assert "There is a problem" in response.content.decode()


def test_strangers_open_nothing(client, outsider, committee):
    client.force_login(outsider)

    assert client.get(address()).status_code == 403
    assert client.post(address(), ASKED).status_code == 403


def test_behind_a_closed_door_nothing_is_public():
    closed = CommitteeFactory.create(space=SpaceFactory.create(is_public=False))

    opened = services.open_discussion(
        closed, title="Among us", lang="en", mode=Mode.NAMED, is_public=True, by=seat(closed)
    )

    assert opened.is_public is False


def test_a_co_chair_closes_it_and_that_is_on_the_record(client, committee, named):
    chair = seat(committee, name="balkissa", is_chair=True)
    client.force_login(chair)

    client.post(reverse("committees:close", args=["kerouba", named.pk]))

    named.refresh_from_db()
    (line,) = AuditRecord.objects.all()
    assert named.is_closed
    assert (line.action, line.actor) == ("committees.discussion.closed", "balkissa")


def test_a_member_does_not_close_it(as_trader, trader, named):
    assert (
        as_trader.post(reverse("committees:close", args=["kerouba", named.pk])).status_code == 403
    )
    with pytest.raises(PermissionDenied, match="co-chair"):
        services.close_discussion(named, by=trader)


def test_the_mode_is_fixed_for_ever(named):
    fields = {field.name for field in Discussion._meta.concrete_fields}

    assert "mode" in fields
    assert not hasattr(services, "change_discussion")
    assert DiscussionFactory.create().mode == Mode.NAMED
