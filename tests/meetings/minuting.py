"""Minutes on their way, for tests."""

from datetime import timedelta

from palabre.committees.models import Meeting
from palabre.core.days import today
from palabre.meetings import services
from palabre.meetings.models import Minutes
from palabre.meetings.services.minutes import PassageWords
from palabre.people.models import User
from tests.meetings.factories import everybody_comes


def hold(meeting: Meeting, *, by: User, is_chatham: bool = True) -> Minutes:
    """A session with two items and one decision, closed, with its minutes begun."""
    Meeting.objects.filter(pk=meeting.pk).update(is_chatham=is_chatham)
    meeting.refresh_from_db()
    bridge = services.add_item(meeting, title_fr="Le pont", title_en="The bridge", by=by)
    services.add_item(meeting, title_en="The well", for_members=True, by=by)
    everybody_comes(meeting)
    services.record_decision(
        meeting, item=bridge, text_en="Two lamps on the bridge.", responsible="Town hall", by=by
    )
    services.close_session(meeting, by=by)
    return services.begin_minutes(meeting, by=by)


def write(minutes: Minutes, *texts: str, by: User, is_public: bool = True) -> Minutes:
    passages = list(minutes.passages.all())
    words = {
        passage.pk: PassageWords("", text, passage.for_members)
        for passage, text in zip(passages, texts, strict=False)
    }
    return services.write_minutes(
        minutes, words, edition=minutes.edition, is_public=is_public, by=by
    )


def drafted(minutes: Minutes, chairs: list[User]) -> Minutes:
    for chair in chairs:
        minutes.refresh_from_db()
        minutes = services.assent(minutes, edition=minutes.edition, by=chair)
    return minutes


def pass_the_window(minutes: Minutes) -> None:
    past = today() - timedelta(days=1)
    Minutes.objects.filter(pk=minutes.pk).update(published_on=past, contest_until=past)
    minutes.refresh_from_db()
