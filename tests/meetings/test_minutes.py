"""Minutes: written without names, agreed to by both sides, contested, approved, and never changed again."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from palabre.committees.models import Meeting
from palabre.meetings import services
from palabre.meetings.models import Minutes, Version
from palabre.notifications.models import Notice
from palabre.search.models import Entry
from tests.meetings.minuting import drafted, hold, pass_the_window, write

pytestmark = pytest.mark.django_db
SAID, SECRET = "Members described waits of two hours.", "For members: the well is dry."


def url(name, meeting, *args):
    return reverse(f"meetings:{name}", args=["kerouba", meeting.pk, *args])


@pytest.fixture
def minutes(in_session, secretary) -> Minutes:
    return hold(in_session, by=secretary)


@pytest.fixture
def draft(minutes, secretary, trader, gendarme) -> Minutes:
    return drafted(write(minutes, SAID, SECRET, by=secretary), [trader, gendarme])


@pytest.fixture
def approved(draft, secretary) -> Minutes:
    pass_the_window(draft)
    return services.approve_minutes(draft, by=secretary)


def test_a_co_chair_is_warned_of_an_item_of_which_nothing_is_written(
    client, in_session, minutes, secretary, trader
):
    """Not of the bridge: a decision stands under it. Words alone make the warning go."""
    client.force_login(trader)
    warning = "Nothing is written of these items"
    before = client.get(url("minutes", in_session)).context["blanks"]
    page = client.get(url("minutes", in_session)).content.decode()
    write(minutes, "", SECRET, by=secretary)

    assert before == ["The well"]
    assert warning in page
    assert warning not in client.get(url("minutes", in_session)).content.decode()


def test_from_the_end_of_a_session_to_a_draft_takes_five_requests(
    client, in_session, secretary, trader, gendarme, member
):
    """Begin, write everything on one page, read it whole; one button for each co-chair."""
    minutes = hold(in_session, by=secretary)
    Minutes.objects.all().delete()
    client.force_login(secretary)
    client.post(url("begin_minutes", in_session))
    form = client.get(url("edit_minutes", in_session)).context["form"]
    sent = {f"en-{one.pk}": text for one, text in zip(form.passages, [SAID, SECRET], strict=True)}
    client.post(
        url("edit_minutes", in_session), {**sent, "edition": 1, "is_public": "on", "done": "yes"}
    )

    for chair in (trader, gendarme):
        client.force_login(chair)
        assert SAID in client.get(url("minutes", in_session)).content.decode()
        client.post(url("assent", in_session), {"edition": 2, "agrees": "yes"})

    minutes = Minutes.objects.get()
    assert (minutes.progress, minutes.versions.count()) == ("contest", 1)
    assert minutes.contest_until
    assert minutes.published_on
    assert (minutes.contest_until - minutes.published_on).days == minutes.meeting.rules.contest_days
    assert Notice.objects.filter(kind="meetings.draft").count() == 6
    client.force_login(member)
    page = client.get(url("minutes", in_session)).content.decode()
    for words in (SAID, SECRET, "Two lamps on the bridge.", "3 civilians, 3 members of the forces"):
        assert words in page
    client.logout()
    assert client.get(url("minutes", in_session)).status_code == 404


def test_one_co_chair_alone_publishes_nothing_and_a_change_asks_both_again(
    minutes, secretary, trader, gendarme, member
):
    written = write(minutes, SAID, by=secretary)
    services.assent(written, edition=written.edition, by=trader)
    rewritten = write(written, f"{SAID} Again.", by=secretary)

    services.assent(rewritten, edition=rewritten.edition, by=gendarme)

    rewritten.refresh_from_db()
    assert rewritten.is_being_written
    with pytest.raises(PermissionDenied, match="Read them again"):
        services.assent(rewritten, edition=rewritten.edition - 1, by=trader)
    for other in (member, secretary):
        with pytest.raises(PermissionDenied, match="Only the co-chairs of the two sides"):
            services.assent(rewritten, edition=rewritten.edition, by=other)


def test_a_side_that_disagrees_stands_in_the_minutes_and_stops_nothing(
    client, minutes, secretary, trader, gendarme, member
):
    written = write(minutes, SAID, by=secretary)
    services.assent(written, edition=written.edition, by=trader)
    client.force_login(gendarme)
    empty = client.post(url("assent", minutes.meeting), {"edition": written.edition, "words": ""})
    client.post(
        url("assent", minutes.meeting), {"edition": written.edition, "words": "We said one hour."}
    )

    client.force_login(member)
    page = client.get(url("minutes", minutes.meeting)).content.decode()

    assert empty.status_code == 422
    assert "Where the forces disagree" in page
    assert "We said one hour." in page


def test_where_a_side_disagreed_waits_in_its_form_when_another_word_has_changed(
    client, minutes, secretary, trader, gendarme
):
    written = write(minutes, SAID, by=secretary)
    services.assent(written, edition=written.edition, words="We said one hour.", by=gendarme)
    write(written, f"{SAID} Again.", by=secretary)
    page = url("minutes", minutes.meeting)

    client.force_login(gendarme)
    assert "We said one hour.</textarea>" in client.get(page).content.decode()
    for other in (trader, secretary):
        client.force_login(other)
        assert "We said one hour." not in client.get(page).content.decode()


def test_two_sides_that_disagree_publish_nothing(minutes, secretary, trader, gendarme):
    written = write(minutes, SAID, by=secretary)
    for chair in (trader, gendarme):
        services.assent(written, edition=written.edition, words="Not so.", by=chair)

    written.refresh_from_db()
    assert written.is_being_written


def test_words_written_at_the_same_time_are_not_lost_unseen(client, minutes, secretary):
    (first, _second) = minutes.passages.all()
    write(minutes, "Theirs.", by=secretary)
    client.force_login(secretary)

    response = client.post(
        url("edit_minutes", minutes.meeting), {f"en-{first.pk}": "Mine.", "edition": 1}
    )

    page = response.content.decode()
    assert response.status_code == 422
    for words in ("Mine.", "Somebody else has changed", "Theirs.", 'name="edition" value="2"'):
        assert words in page
    again = {f"en-{first.pk}": "Both.", "edition": 2}
    assert client.post(url("edit_minutes", minutes.meeting), again).status_code == 302


def test_what_is_typed_when_the_draft_goes_out_comes_back(client, draft, secretary):
    client.force_login(secretary)
    passage = draft.passages.first()

    response = client.post(
        url("edit_minutes", draft.meeting), {f"en-{passage.pk}": "Mine.", "edition": draft.edition}
    )

    assert response.status_code == 422
    assert "Mine." in response.content.decode()
    assert "The draft is published" in response.content.decode()


@pytest.mark.parametrize("words", ["Trader said that", "According to TRADER", "the trader’s view"])
def test_the_editor_refuses_or_marks_a_members_name(client, minutes, secretary, words):
    (first, _second) = minutes.passages.all()
    client.force_login(secretary)

    response = client.post(
        url("edit_minutes", minutes.meeting), {f"en-{first.pk}": f"{words} it is so.", "edition": 1}
    )

    if words.startswith("the"):  # written small, it may be a word: marked, not refused
        page = client.get(url("edit_minutes", minutes.meeting)).content.decode()
        assert "<mark>trader</mark>" in page
    else:
        assert response.status_code == 422
        assert "Take this out, or word it otherwise" in response.content.decode()
        assert f"{words} it is so." in response.content.decode()


def test_where_names_are_allowed_the_editor_only_marks_them(client, in_session, secretary):
    minutes = hold(in_session, by=secretary, is_chatham=False)
    (first, _second) = minutes.passages.all()
    client.force_login(secretary)

    client.post(
        url("edit_minutes", in_session), {f"en-{first.pk}": "Trader said so.", "edition": 1}
    )

    page = client.get(url("edit_minutes", in_session)).content.decode()
    assert "<mark>Trader</mark>" in page


def test_nothing_is_approved_within_the_window_nor_by_a_member(draft, secretary, member):
    with pytest.raises(PermissionDenied, match="Members may still contest"):
        services.approve_minutes(draft, by=secretary)
    pass_the_window(draft)
    with pytest.raises(PermissionDenied, match="Only a co-chair"):
        services.approve_minutes(draft, by=member)


def test_nothing_is_approved_while_both_sides_disagree(draft, secretary, chairs):
    for chair in chairs:
        services.assent(draft, edition=draft.edition, words="Not so.", by=chair)
    pass_the_window(draft)

    with pytest.raises(PermissionDenied, match="Both sides disagree"):
        services.approve_minutes(draft, by=secretary)
    services.assent(draft, edition=draft.edition, by=chairs[0])
    services.approve_minutes(draft, by=secretary)


def test_the_public_reads_what_is_approved_without_what_is_for_members(client, approved, member):
    public = client.get(url("minutes", approved.meeting)).content.decode()
    client.force_login(member)
    inside = client.get(url("minutes", approved.meeting)).content.decode()

    assert SAID in public
    assert SECRET not in public
    assert "The well" not in public
    assert SECRET in inside
    entry = Entry.objects.get(label="meetings.minutes")
    assert SECRET not in entry.text
    assert not entry.for_members


def test_what_is_approved_never_changes(approved, secretary, trader):
    final = Version.objects.get(is_final=True)

    with pytest.raises(PermissionDenied):
        write(approved, "Other words.", by=secretary)
    with pytest.raises(PermissionDenied):
        services.assent(approved, edition=approved.edition, words="No.", by=trader)
    with pytest.raises(PermissionDenied):
        services.approve_minutes(approved, by=secretary)
    with pytest.raises(TypeError, match="never rewritten"):
        final.save()
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        Version.objects.update(digest="")


def test_no_minutes_are_written_of_a_meeting_not_opened(meeting, secretary, client, member):
    with pytest.raises(PermissionDenied, match="a meeting that was opened"):
        services.begin_minutes(meeting, by=secretary)
    client.force_login(member)
    assert "cannot be read yet" in client.get(url("minutes", meeting)).content.decode()


def test_a_closed_committee_keeps_its_minutes_to_itself(client, approved):
    space = Meeting.objects.get(pk=approved.meeting_id).committee.space
    space.is_public = False
    space.save()

    assert client.get(url("minutes", approved.meeting)).status_code == 404
    assert client.get(url("pdf", approved.meeting)).status_code == 404
