"""What is said without a name waits in memory, and appears at fixed minutes together with others."""

import re
from datetime import UTC, datetime

import pytest
from django.conf import settings as kept_settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from palabre.committees import services
from palabre.committees.models import Discussion, Mode, NamelessContribution
from palabre.core import shelves
from palabre.jobs.services import begin_recurring
from tests.committees.factories import CommitteeFactory, DiscussionFactory, fill
from tests.committees.traces import everything, row_order

pytestmark = pytest.mark.django_db
SAID = "We are afraid at the bridge."
RECEIVED = "Received, and not published yet"


@pytest.fixture
def in_life(settings):
    """As it is set where people really speak."""
    settings.BATCH_MINUTES, settings.BATCH_FEWEST, settings.DEMONSTRATION = 15, 4, False


@pytest.fixture
def noon(time_machine):
    time_machine.move_to("2026-12-01 12:05Z", tick=False)
    return time_machine


def address(discussion: Discussion) -> str:
    return reverse("committees:speak", args=[discussion.committee.slug, discussion.pk])


def bodies() -> set[str]:
    return set(NamelessContribution.objects.values_list("body", flat=True))


def test_when_somebody_speaks_nothing_at_all_is_written(as_trader, nameless):
    before = everything()

    as_trader.post(address(nameless), {"body": SAID})

    assert everything() == before


def test_it_appears_when_four_wait_in_the_committee(in_life, nameless, committee):
    other = DiscussionFactory.create(committee=committee, mode=Mode.CHATHAM)
    for n in range(3):
        services.speak_namelessly(nameless, f"Thing {n}")
    services.publish_waiting()
    assert bodies() == set()

    services.speak_namelessly(other, "Elsewhere")
    services.publish_waiting()

    assert bodies() == {"Thing 0", "Thing 1", "Thing 2", "Elsewhere"}


def test_what_waits_in_another_committee_does_not_count(in_life, nameless):
    elsewhere = CommitteeFactory.create()
    fill(elsewhere)
    other = DiscussionFactory.create(committee=elsewhere, mode=Mode.CHATHAM)
    for n in range(3):
        services.speak_namelessly(nameless, f"Thing {n}")
    services.speak_namelessly(other, "Elsewhere")

    services.publish_waiting()

    assert bodies() == set()


def test_alone_it_appears_a_day_later(in_life, nameless, noon):
    services.speak_namelessly(nameless, SAID)
    noon.move_to("2026-12-02 12:00Z", tick=False)
    services.publish_waiting()
    assert bodies() == set()

    noon.move_to("2026-12-02 12:15Z", tick=False)
    services.publish_waiting()

    said = NamelessContribution.objects.get()
    assert f"{said.day}" == "2026-12-02"  # of the batch; when it was said is nowhere


def test_in_which_order_things_came_nobody_can_tell(nameless):
    came = [f"Thing {n}" for n in range(24)]
    for words in came:
        services.speak_namelessly(nameless, words)

    services.publish_waiting()

    said = list(NamelessContribution.objects.order_by("number").values_list("body", flat=True))
    assert sorted(said) == sorted(came)
    assert said != came  # by chance once in 24! times
    assert [row[0] for row in row_order(NamelessContribution, "body")] not in (said, came)


def test_the_clock_lets_them_out(nameless, work, noon):
    services.speak_namelessly(nameless, SAID)

    begin_recurring()
    work(["committees.publish"])

    assert bodies() == {SAID}


def test_a_second_tap_is_the_same_but_two_people_may_say_the_same(as_trader, nameless):
    for form in ("first", "first", "second"):
        as_trader.post(address(nameless), {"body": SAID, "once": form})

    services.publish_waiting()

    assert NamelessContribution.objects.count() == 2


def test_what_was_said_before_it_was_closed_still_appears(nameless, committee):
    services.speak_namelessly(nameless, SAID)
    Discussion.objects.filter(pk=nameless.pk).update(is_closed=True)
    committee.seats.filter(side="forces").update(left_on="2026-01-01")

    services.publish_waiting()

    assert bodies() == {SAID}
    nameless.refresh_from_db()
    with pytest.raises(PermissionDenied):
        services.speak_namelessly(nameless, "Too late")


# --- What the page says -----------------------------------------------------------------------------
@pytest.mark.parametrize("htmx", [True, False])
def test_whoever_spoke_is_told_that_it_waits_and_until_when(noon, as_trader, nameless, htmx):
    headers = {"hx-request": "true"} if htmx else {}

    answer = as_trader.post(address(nameless), {"body": SAID}, headers=headers, follow=not htmx)

    page = answer.content.decode()
    assert RECEIVED in page
    assert "at 12:06 at the earliest. Keep your text until you see it here" in page
    assert SAID not in page
    again = as_trader.get(nameless.get_absolute_url()).content.decode()
    assert RECEIVED in again
    noon.move_to("2026-12-01 12:06Z", tick=False)
    services.publish_waiting()
    later = as_trader.get(nameless.get_absolute_url()).content.decode()
    assert RECEIVED not in later
    assert SAID in later


def test_nobody_else_is_told_and_the_device_only_for_this_committee_and_until_then(
    noon, as_trader, nameless, client, gendarme
):
    answer = as_trader.post(address(nameless), {"body": SAID})

    cookie = answer.cookies["waits-en"]
    until = datetime(2026, 12, 1, 12, 6, tzinfo=UTC)
    assert cookie.value == f"{nameless.pk}-{int(until.timestamp())}"
    assert (cookie["max-age"], cookie["path"]) == (61, "/en/committees/kerouba/")
    assert SAID not in str(answer.cookies)
    client.cookies.clear()
    client.force_login(gendarme)
    assert RECEIVED not in client.get(nameless.get_absolute_url()).content.decode()


def test_the_page_says_when_the_next_ones_come_and_never_how_many_wait(
    in_life, noon, as_trader, nameless
):
    def page():
        said = as_trader.get(nameless.get_absolute_url()).content.decode()
        return re.sub(r'(csrfmiddlewaretoken|name="once")[^>]*>|nonce="[^"]*"', "", said)

    before = page()
    for n in range(3):
        services.speak_namelessly(nameless, f"Thing {n}")

    assert page() == before
    assert "every 15 minutes. Next time: 12:15" in before
    assert "at least 4 must be waiting in this committee; after 24 hours" in before
    assert "This is a demonstration" not in before


@pytest.mark.skipif(not kept_settings.REDIS_URL, reason="without Redis, who takes in lets out")
def test_where_nobody_lets_out_the_words_are_kept_on_the_page(as_trader, nameless):
    cache.clear()
    assert shelves.keeper(b"") is None

    answer = as_trader.post(address(nameless), {"body": SAID})

    assert answer.status_code == 422
    assert SAID in answer.content.decode()
    assert "Nothing can wait here just now. Keep your text" in answer.content.decode()


# --- The question itself ---------------------------------------------------------------------------
def test_a_question_without_names_waits_too(noon, as_trader, committee, gendarme):
    before = everything()
    asked = {"title": "L'eau...", "mode": "chatham", "lang": "en", "once": "form"}
    for _tap in range(2):
        page = as_trader.post(reverse("committees:open", args=["kerouba"]), asked, follow=True)

    assert everything() == before
    assert "Your question will be listed here at 12:06" in page.content.decode()
    services.publish_waiting()

    opened = Discussion.objects.get()
    assert (opened.title, opened.mode) == ("L’eau…", Mode.CHATHAM)
    noon.move_to("2026-12-01 12:06Z", tick=False)
    listed = as_trader.get(reverse("committees:discussions", args=["kerouba"])).content.decode()
    assert "L’eau…" in listed
    assert RECEIVED not in listed
