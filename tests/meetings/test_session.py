"""One phone in the room: attendance, the floor, decisions; and a sheet where there is no phone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.meetings import services
from palabre.meetings.floor import next_side
from palabre.meetings.models import Decision, Session, Wish
from palabre.people.models import Side
from tests.meetings.factories import everybody_comes, seats_of

DECISION = {"kind": "decision", "text_en": "Two lamps on the bridge.", "responsible": "Town hall"}


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["kerouba", meeting.pk, *args])


@pytest.mark.django_db
class TestRoom:
    def test_a_meeting_is_held_with_buttons_alone(self, client, meeting, trader):
        meeting.starts_at = timezone.now()
        meeting.save()
        services.add_item(meeting, title_en="The bridge", by=trader)
        client.force_login(trader)
        do = lambda deed, **sent: client.post(url("do", meeting, deed), sent)  # noqa: E731

        do("open")
        do("come", here=seats_of(meeting.committee, Side.CIVILIAN)[:2])
        refused = client.post(url("decide", meeting), DECISION)
        do("come", deputy=seats_of(meeting.committee, Side.FORCES)[:2])
        client.post(url("decide", meeting), {**DECISION, "due_on": "2027-03-01"})
        page = client.get(url("session", meeting)).content.decode()
        do("close")

        assert refused.status_code == 422
        assert "Two lamps on the bridge." in refused.content.decode()
        assert "2 more members of the forces" in refused.content.decode()
        (adopted,) = Decision.objects.all()
        assert (str(adopted.item), adopted.responsible) == ("The bridge", "Town hall")
        assert "Both sides have their quorum" in page
        session = Session.objects.get()
        assert (session.present_civilian, session.present_forces) == (2, 2)
        assert "The session is closed" in client.get(url("session", meeting)).content.decode()

    def test_without_quorum_the_page_says_why_instead_of_asking_what_is_adopted(
        self, client, in_session, trader
    ):
        client.force_login(trader)
        asked = 'name="text_fr"'
        empty = client.get(url("session", in_session)).content.decode()
        everybody_comes(in_session)
        full = client.get(url("session", in_session)).content.decode()

        assert asked not in empty
        assert "nothing can be adopted" in empty.split('id="decisions"')[1]
        assert asked in full
        assert "Everybody is here." in full
        assert "<fieldset>" not in full.split('id="attendance"')[1].split("In the room")[0]

    def test_who_leaves_is_taken_off_by_one_button(self, client, in_session, trader):
        everybody_comes(in_session)
        client.force_login(trader)
        first, *_others = seats_of(in_session.committee, Side.FORCES)

        client.post(url("do", in_session, "leave"), {"seat": first})

        assert in_session.attendances.count() == 5

    def test_the_floor_alternates_and_counts_seconds_of_sides(self, in_session, secretary):
        start = timezone.now()
        for side in ("civilian", "civilian", "forces"):
            services.ask_for_floor(in_session, side, by=secretary)
        spoke = []
        for turn in range(3):
            services.give_floor(in_session, by=secretary, at=start + timedelta(seconds=60 * turn))
            spoke.append(Session.objects.get().floor)
        services.end_turn(in_session, by=secretary, at=start + timedelta(seconds=200))

        session = Session.objects.get()
        assert spoke == ["civilian", "forces", "civilian"]
        assert (session.seconds_civilian, session.seconds_forces) == (140, 60)
        assert not Wish.objects.exists()

    @pytest.mark.parametrize(
        ("deed", "sent"),
        [("ask", {"side": "nobody"}), ("come", {"here": ["999999", "x"]}), ("open", {})],
    )
    def test_nonsense_is_refused_with_words(self, client, in_session, trader, deed, sent):
        client.force_login(trader)

        response = client.post(url("do", in_session, deed), sent, follow=True)

        assert response.status_code == 200
        assert 'class="note err' in response.content.decode() or response.context["messages"]
        assert client.post(url("do", in_session, "dance")).status_code == 404

    @pytest.mark.parametrize(
        ("deed", "sent"),
        [("item", {}), ("item", {"item": "x"}), ("leave", {"seat": "9" * 5000})],
    )
    def test_nonsense_is_refused_in_words(self, client, in_session, trader, deed, sent):
        client.force_login(trader)

        assert client.post(url("do", in_session, deed), sent).status_code == 302

    def test_the_sheet_on_paper_has_everything(self, client, meeting, trader, gendarme):
        services.add_item(meeting, title_en="The bridge", by=trader)
        client.force_login(gendarme)

        page = client.get(url("sheet", meeting)).content.decode()

        for words in ("The bridge", "Trader", "Gendarme", "2 of 3 needed to adopt anything."):
            assert words in page


SIDES = st.sampled_from(["civilian", "forces", "parliament"])


@settings(max_examples=50, deadline=None, derandomize=True)
@given(
    waiting=st.dictionaries(SIDES, st.integers(0, 5)),
    seconds=st.dictionaries(SIDES, st.integers(0, 900)),
    last=st.sampled_from(["", "civilian", "forces", "parliament"]),
)
def test_no_side_speaks_twice_while_another_waits(waiting, seconds, last):
    chosen = next_side(waiting, seconds, last)

    asking = {side for side, number in waiting.items() if number}
    assert (chosen in asking) if asking else chosen == ""
    others = asking - {last}
    if others:
        assert chosen in others
        assert seconds.get(chosen, 0) == min(seconds.get(side, 0) for side in others)
