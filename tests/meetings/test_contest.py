"""Members contest passages of a draft; nothing says who."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from palabre.audit.models import AuditRecord
from palabre.core.diffing import difference
from palabre.meetings import services
from palabre.meetings.models import Contest, Minutes
from tests.committees.traces import assert_no_user_linked_write, in_a_new_file, row_order
from tests.meetings.minuting import drafted, hold, pass_the_window, write

SAID = "Members described waits of two hours."
ASKED = "Members described waits of three hours."


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["kerouba", meeting.pk, *args])


@pytest.fixture
def draft(in_session, secretary, chairs) -> Minutes:
    minutes = write(hold(in_session, by=secretary), SAID, by=secretary)
    return drafted(minutes, chairs)


@pytest.fixture
def passage(draft):
    return draft.passages.first()


@pytest.mark.django_db
def test_a_member_asks_for_other_words_and_leaves_no_trace(client, draft, passage, member):
    client.force_login(member)

    with assert_no_user_linked_write():
        response = client.post(
            url("contest", draft.meeting, passage.pk), {"text": ASKED, "lang": "en"}
        )

    assert response.status_code == 302
    assert (Contest.objects.get().text, Contest.objects.get().before) == (ASKED, SAID)
    assert not AuditRecord.objects.filter(actor=member.username).exists()
    page = client.get(url("minutes", draft.meeting)).content.decode()
    assert "two</del>" in page
    assert "three</ins>" in page


@pytest.mark.django_db
def test_no_row_tells_in_what_order_members_contested(passage, member):
    in_a_new_file(Contest)
    for number in range(12):
        services.contest_passage(passage, text=f"Thing {number:02}", lang="en", by=member)

    order = [text for (text,) in row_order(Contest, "text")]

    assert len(order) == 12
    assert order != sorted(order)


@pytest.mark.django_db
class TestContest:
    def test_taken_up_it_makes_a_version_and_asks_both_sides_again(
        self, client, passage, member, secretary, chairs
    ):
        draft = passage.minutes
        services.contest_passage(passage, text=ASKED, lang="en", by=member)
        client.force_login(secretary)
        client.post(url("accept_contest", draft.meeting, Contest.objects.get().pk))
        pass_the_window(draft)

        with pytest.raises(PermissionDenied, match="both co-chairs must look"):
            services.approve_minutes(draft, by=secretary)
        drafted(draft, chairs)
        services.approve_minutes(draft, by=secretary)

        assert [one.is_final for one in draft.versions.all()] == [False, False, True]
        history = client.get(url("history", draft.meeting)).content.decode()
        assert "three</ins>" in history

    def test_declined_it_says_why_to_all(self, client, draft, passage, member, secretary):
        services.contest_passage(passage, text=ASKED, lang="en", by=member)
        pass_the_window(draft)
        with pytest.raises(PermissionDenied, match="still waits for an answer"):
            services.approve_minutes(draft, by=secretary)
        client.force_login(secretary)
        decline = url("decline_contest", draft.meeting, Contest.objects.get().pk)

        refused = client.post(decline, {"answer": ""})
        client.post(decline, {"answer": "Two were counted."})

        assert refused.status_code == 422
        client.force_login(member)
        assert "Two were counted." in client.get(url("minutes", draft.meeting)).content.decode()

    def test_one_that_was_overtaken_is_not_written_over_another(self, passage, member, secretary):
        for text in (ASKED, "Members described no wait."):
            services.contest_passage(passage, text=text, lang="en", by=member)
        first, second = Contest.objects.all()
        services.accept_contest(first, by=secretary)

        with pytest.raises(PermissionDenied, match="has changed since"):
            services.accept_contest(second, by=secretary)

    def test_names_nonsense_and_latecomers_are_refused(self, draft, passage, member, outsider):
        for by, text, why in [
            (member, "Trader described it.", "Chatham House Rule"),
            (member, SAID, "what it says already"),
            (outsider, ASKED, "Only the members"),
        ]:
            with pytest.raises(PermissionDenied, match=why):
                services.contest_passage(passage, text=text, lang="en", by=by)
        pass_the_window(draft)
        passage.minutes.refresh_from_db()
        with pytest.raises(PermissionDenied, match="are over"):
            services.contest_passage(passage, text=ASKED, lang="en", by=member)


@pytest.mark.django_db
def test_what_comes_too_late_comes_back_to_members_and_to_nobody_else(
    client, draft, passage, member, secretary, outsider
):
    services.contest_passage(passage, text=ASKED, lang="en", by=member)
    contest, decline = (
        url("contest", draft.meeting, passage.pk),
        url("decline_contest", draft.meeting, Contest.objects.get().pk),
    )
    pass_the_window(draft)
    client.force_login(member)
    late = client.post(contest, {"text": "Another word.", "lang": "en"})
    services.decline_contest(Contest.objects.get(), answer="No.", by=secretary)
    services.approve_minutes(draft, by=secretary)
    client.force_login(secretary)
    too_late = client.post(decline, {"answer": "Two were counted."})

    for response, typed in ((late, "Another word."), (too_late, "Two were counted.")):
        assert response.status_code == 422
        assert typed in response.content.decode()
    client.force_login(outsider)
    for address in (contest, decline):
        assert client.post(address, {}).status_code == 403


WORDS = st.text(st.sampled_from("ab ,.\né"), max_size=40)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(before=WORDS, after=WORDS)
def test_a_difference_holds_both_texts_whole(before, after):
    runs = difference(before, after)

    assert "".join(run.text for run in runs if run.kind != "added") == before
    assert "".join(run.text for run in runs if run.kind != "taken") == after
