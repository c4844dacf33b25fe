import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.urls import reverse

from palabre.audit.models import AuditRecord
from palabre.committees import services
from palabre.committees.models import Contribution, Discussion, NamelessContribution
from tests.committees.factories import DiscussionFactory, SeatFactory
from tests.people.factories import UserFactory

pytestmark = pytest.mark.django_db


def address(discussion: Discussion) -> str:
    return reverse("committees:speak", args=[discussion.committee.slug, discussion.pk])


def test_a_member_speaks_under_their_name(as_trader, trader, named):
    response = as_trader.post(address(named), {"body": "**The lamps** are out.\r\nAll of them."})

    (said,) = named.said.all()
    assert (said.author, said.number) == (trader, 1)
    assert said.body == "**The lamps** are out.\nAll of them."
    assert said.html.startswith("<p><strong>The lamps</strong> are out.<br")
    assert response.status_code == 302
    assert response["Location"] == f"{named.get_absolute_url()}#m1"


def test_the_discussion_counts_what_was_said(named, trader):
    services.speak(named, "One.", by=trader)
    services.speak(named, "Two.", by=trader)

    named.refresh_from_db()
    assert named.contributions == 2
    assert list(named.said.values_list("number", flat=True)) == [1, 2]


def test_the_same_thing_twice_in_a_row_is_said_once(named, trader, gendarme):
    services.speak(named, "One.", by=trader)
    services.speak(named, "One.", by=trader)
    services.speak(named, "One.", by=gendarme)

    assert named.said.count() == 2


def test_with_htmx_the_contribution_comes_back_with_a_fresh_form(as_trader, named):
    response = as_trader.post(
        address(named), {"body": "The lamps are out."}, headers={"hx-request": "true"}
    )

    assert response.status_code == 200
    page = response.content.decode()
    assert 'id="m1"' in page
    assert 'id="speak"' in page
    assert "<html" not in page


@pytest.mark.parametrize("htmx", [True, False])
def test_a_refused_text_is_not_lost(as_trader, named, htmx):
    Discussion.objects.filter(pk=named.pk).update(is_closed=True)

    response = as_trader.post(
        address(named),
        {"body": "What I spent an hour on"},
        headers={"hx-request": "true"} if htmx else {},
    )

    assert response.status_code == (200 if htmx else 422)
    assert "What I spent an hour on" in response.content.decode()
    assert "This discussion is closed." in response.content.decode()
    assert not Contribution.objects.exists()


def test_nothing_to_see_is_refused_with_words(as_trader, named):
    response = as_trader.post(address(named), {"body": " \u200b\n"})

    assert response.status_code == 422
    assert "There is nothing to read in it" in response.content.decode()


def test_a_stranger_finds_nothing_to_speak_to(client, outsider, named):
    client.force_login(outsider)

    assert client.post(address(named), {"body": "Hello"}).status_code == 404


def test_who_may_only_read_is_told_why_they_cannot_write(client, outsider, committee):
    public = DiscussionFactory.create(committee=committee, is_public=True)
    client.force_login(outsider)

    response = client.post(address(public), {"body": "Hello"})

    assert response.status_code == 422
    assert "Only the members of the committee" in response.content.decode()


def test_whoever_is_not_signed_in_is_asked_to(client, named):
    response = client.get(address(named))

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_speaking_is_nobody_s_office(named, trader):
    services.speak(named, "The lamps are out.", by=trader)

    assert not AuditRecord.objects.exists()


def test_one_does_not_speak_under_a_name_where_there_are_none(nameless, trader):
    with pytest.raises(PermissionDenied, match="the other way"):
        services.speak(nameless, "It was me.", by=trader)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["named", "nameless"])
def test_many_at_once_never_get_the_same_number(request, kind):
    discussion = request.getfixturevalue(kind)
    people = [UserFactory.create() for _ in range(6)]
    for person in people:
        SeatFactory.create(committee=discussion.committee, user=person)
    failures: list[Exception] = []

    def speak(person):
        try:
            if kind == "named":
                services.speak(discussion, f"I am {person.pk}", by=person)
            else:
                services.publish_at_once(discussion, f"Somebody: {person.pk}")
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=speak, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    model = Contribution if kind == "named" else NamelessContribution
    assert sorted(model.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert connection.vendor in ("sqlite", "postgresql")
