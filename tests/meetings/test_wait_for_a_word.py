"""A co-chair who says nothing is asked, told until when, and then holds the minutes up no longer."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.committees.models import Rules
from palabre.committees.services import name_chair
from palabre.core.days import today
from palabre.meetings import services
from palabre.meetings.models import Minutes, Version
from palabre.notifications.models import Notice
from palabre.people.models import Side
from tests.committees.factories import seat
from tests.meetings.minuting import hold, pass_the_window, write

pytestmark = pytest.mark.django_db
SAID = "Members described waits of two hours."
SILENT = "The forces did not answer"


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["kerouba", meeting.pk, *args])


@pytest.fixture
def awaited(in_session, secretary, trader, gendarme) -> Minutes:
    """The civilian side agrees, and the forces have said nothing yet."""
    written = write(hold(in_session, by=secretary), SAID, by=secretary)
    return services.assent(written, edition=written.edition, by=trader)


def pass_the_day(minutes: Minutes) -> None:
    Minutes.objects.filter(pk=minutes.pk).update(answer_by=today() - timedelta(days=1))
    minutes.refresh_from_db()


def test_it_is_told_by_when_and_then_the_draft_goes_out_without_it(
    client, awaited, trader, gendarme, member
):
    (told,) = Notice.objects.filter(kind="meetings.awaited")
    assert told.user == gendarme
    assert awaited.answer_by == today() + timedelta(days=awaited.meeting.rules.silence_days)
    with pytest.raises(PermissionDenied, match="is awaited until"):
        services.go_on_without(awaited, by=trader)
    pass_the_day(awaited)
    with pytest.raises(PermissionDenied, match="Only a co-chair"):
        services.go_on_without(awaited, by=member)
    client.force_login(trader)

    client.post(url("go_on", awaited.meeting))

    page = client.get(url("minutes", awaited.meeting)).content.decode()
    assert SILENT in page
    assert "Where the forces disagree" not in page
    assert "neither agreement nor disagreement" in page


def test_approved_they_say_so_on_the_page_and_on_paper(client, awaited, secretary):
    pass_the_day(awaited)
    draft = services.go_on_without(awaited, by=secretary)
    pass_the_window(draft)
    services.approve_minutes(draft, by=secretary)

    client.force_login(secretary)
    paper = client.get(url("pdf", draft.meeting)).content
    sheets = pypdfium2.PdfDocument(io.BytesIO(paper))
    assert SILENT in client.get(url("minutes", draft.meeting)).content.decode()
    assert SILENT in "".join(sheet.get_textpage().get_text_range() for sheet in sheets)


def test_whoever_speaks_after_all_is_no_longer_called_silent(awaited, gendarme, secretary):
    pass_the_day(awaited)
    draft = services.go_on_without(awaited, by=secretary)

    services.assent(draft, edition=draft.edition, words="We said one hour.", by=gendarme)

    pass_the_window(draft)
    services.approve_minutes(draft, by=secretary)
    final = Version.objects.get(is_final=True).content
    assert final["silent"] == {}
    assert final["disagreements"] == [{"side": "forces", "words": "We said one hour."}]


def test_a_disagreement_alone_goes_nowhere(in_session, secretary, trader, gendarme):
    written = write(hold(in_session, by=secretary), SAID, by=secretary)

    awaited = services.assent(written, edition=written.edition, words="Not so.", by=trader)

    assert awaited.asked is None
    with pytest.raises(PermissionDenied, match="both co-chairs must look"):
        services.go_on_without(awaited, by=secretary)


def test_another_co_chair_has_days_of_their_own(awaited, committee, secretary):
    pass_the_day(awaited)
    new = seat(committee, side=Side.FORCES, name="captain")
    name_chair(committee.seats.get(user=new), by=secretary)
    with pytest.raises(PermissionDenied, match="has to look at them too"):
        services.go_on_without(awaited, by=secretary)

    services.ask_new_chairs()
    services.ask_new_chairs()

    awaited.refresh_from_db()
    assert awaited.asked.user == new
    assert Notice.objects.filter(kind="meetings.awaited", user=new).count() == 1
    with pytest.raises(PermissionDenied, match="is awaited until"):
        services.go_on_without(awaited, by=secretary)


def test_where_the_rules_say_so_they_wait_as_long_as_it_takes(
    in_session, secretary, trader, gendarme
):
    Rules.objects.filter(pk=in_session.rules_id).update(silence_days=0)
    written = write(hold(in_session, by=secretary), SAID, by=secretary)

    services.assent(written, edition=written.edition, by=trader)

    assert not Notice.objects.filter(kind="meetings.awaited").exists()
    with pytest.raises(PermissionDenied, match="has to look at them too"):
        services.go_on_without(written, by=secretary)


WHAT = ["write", "yes", "no", "day", "go on", "window", "approve"]
# Single deeds, and whole ways to a draft or to the end, so that much goes out.
RUNS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(WHAT), st.integers(0, 1)).map(lambda deed: [deed]),
        st.integers(0, 1).map(lambda who: [("yes", who), ("day", 0), ("go on", 0)]),
        st.just([("window", 0), ("approve", 0)]),
    ),
    max_size=6,
).map(lambda parts: [deed for part in parts for deed in part])


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(deeds=RUNS)
def test_nothing_goes_out_that_neither_side_agreed_to_nor_before_its_day(
    minuted, secretary, chairs, deeds
):
    """What each side said of the words as they are, and whether its day passed, is kept by the test."""
    with transaction.atomic():
        said: dict[int, bool] = {}
        is_late = False
        for what, who in deeds:
            minutes = Minutes.objects.get(pk=minuted.pk)
            before = (minutes.progress, minutes.edition)
            try:
                _do(minutes, what, chairs[who], secretary)
            except PermissionDenied:
                continue
            if what == "write":
                said, is_late = {}, False
            elif what in ("yes", "no"):
                was_awaited = list(said.values()) == [True]
                said[who] = what == "yes"
                is_late = is_late and was_awaited and list(said.values()) == [True]
            elif what == "day":
                is_late = list(said.values()) == [True]
            minutes.refresh_from_db()
            if (minutes.progress, minutes.edition) != before and what != "write":
                assert True in said.values()
                assert len(said) == 2 or is_late
        transaction.set_rollback(True)


@pytest.fixture
def minuted(in_session, secretary, chairs) -> Minutes:
    return hold(in_session, by=secretary)


def _do(minutes, what, chair, secretary):
    if what == "write":
        write(minutes, f"{minutes.edition} people waited.", by=secretary)
    elif what in ("yes", "no"):
        words = "" if what == "yes" else "Not so."
        services.assent(minutes, edition=minutes.edition, words=words, by=chair)
    elif what == "day" and minutes.answer_by:
        pass_the_day(minutes)
    elif what == "go on":
        services.go_on_without(minutes, by=secretary)
    elif what == "window" and minutes.is_in_contest:
        pass_the_window(minutes)
    elif what == "approve":
        services.approve_minutes(minutes, by=secretary)
