"""One mail a day to each reader: it comes whether somebody wrote or not, and looks the same."""

import pytest

from palabre.core.days import today
from palabre.jobs.models import Turn
from palabre.jobs.services import begin_recurring
from palabre.people.models import User
from palabre.submissions.models import Status, Submission
from palabre.submissions.services import mark_read
from tests.submissions.conftest import BODY

pytestmark = pytest.mark.django_db
WAITED = "something has waited for you for a week"
SOMETHING, NOTHING = "something waits for you", "nothing new waits for you"


@pytest.fixture
def morning(time_machine, work, mailoutbox, both_readers):
    """A new day at seven: what was mailed, by address."""
    User.objects.update(language="en")
    days = iter(range(1, 20))

    def come():
        time_machine.move_to(f"2026-12-{next(days):02} 07:00Z", tick=True)
        mailoutbox.clear()
        begin_recurring()
        work()
        return {mail.to[0]: mail for mail in mailoutbox}

    return come


def test_it_comes_every_day_to_every_reader(morning, write, both_readers):
    first = morning()
    write()
    second = morning()

    assert set(first) == set(second) == {reader.email for reader in both_readers}
    assert all(NOTHING in mail.body for mail in first.values())
    assert all(SOMETHING in mail.body for mail in second.values())


def test_it_has_one_size_and_one_subject(morning, write, both_readers):
    sizes = set()
    for language in ("fr", "en"):
        User.objects.update(language=language)
        Submission.objects.all().delete()
        quiet = morning()
        write(f"{BODY} {language}")
        busy = morning()
        for mails in (quiet, busy):
            sizes |= {on_its_way(mail) for mail in mails.values()}
        assert {mail.subject for mail in quiet.values()} == {mail.subject for mail in busy.values()}

    assert len(sizes) == 1


def test_what_nobody_has_read_for_a_week_is_said_to_be(morning, write, both_readers):
    morning()
    write()
    during = [morning() for _day in range(6)]
    after = [morning(), morning()]

    assert all(SOMETHING in mail.body for mails in during for mail in mails.values())
    assert all(WAITED in mail.body for mails in after for mail in mails.values())
    assert len({on_its_way(mail) for mails in [*during, *after] for mail in mails.values()}) == 1


def test_it_has_that_size_in_french_too(morning, write, both_readers):
    User.objects.update(language="fr")
    write()
    sizes = {on_its_way(mail) for _day in range(9) for mail in morning().values()}

    assert len(sizes) == 1


def test_a_new_reply_begins_to_wait_anew(morning, write, both_readers):
    morning()
    write()
    for _day in range(8):
        morning()
    submission = Submission.objects.get()
    mark_read(submission)
    assert all(NOTHING in mail.body for mail in morning().values())

    Submission.objects.update(status=Status.RECEIVED)
    submission.items.update(day=today())
    assert all(SOMETHING in mail.body for mail in morning().values())


def test_the_list_of_messages_says_so_too(time_machine, write, both_readers, unlock, client):
    time_machine.move_to("2026-12-01 08:00Z", tick=True)
    write()
    seen = {}
    for day in (7, 8):
        time_machine.move_to(f"2026-12-{day:02} 08:00Z", tick=True)
        unlock(both_readers[0])
        seen[day] = "Unread for a week" in client.get("/en/messages/").content.decode()

    assert seen == {7: False, 8: True}


def on_its_way(mail):
    """Bytes of its body as mail servers see them, where a line ends with two."""
    return len(mail.message().get_payload(decode=True).replace(b"\n", b"\r\n"))


def test_it_comes_once_a_day(morning, both_readers, work, mailoutbox):
    morning()
    begin_recurring()
    work()

    assert len(mailoutbox) == len(both_readers)
    assert Turn.objects.filter(name="submissions.notice").count() == 1


def test_what_is_read_waits_no_more(morning, write, both_readers):
    write()
    mark_read(Submission.objects.get())

    assert all(NOTHING in mail.body for mail in morning().values())


def test_a_reader_hears_nothing_of_what_is_not_sealed_to_them(morning, write, both_readers):
    civilian, forces = both_readers
    write(readers="civilian")

    mails = morning()

    assert SOMETHING in mails[civilian.email].body
    assert NOTHING in mails[forces.email].body


def test_writing_itself_mails_nobody(write, both_readers, work, mailoutbox):
    write()
    work()

    assert mailoutbox == []
