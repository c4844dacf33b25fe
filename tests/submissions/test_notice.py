"""One mail a day to each reader: it comes whether somebody wrote or not, and looks the same."""

import pytest

from palabre.jobs.models import Turn
from palabre.jobs.services import begin_recurring
from palabre.people.models import User
from palabre.submissions.models import Submission
from palabre.submissions.services import mark_read
from tests.submissions.conftest import BODY

pytestmark = pytest.mark.django_db
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
