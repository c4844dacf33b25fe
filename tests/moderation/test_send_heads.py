"""Each morning the head of the record goes to people of both sides, who can show what it was."""

from datetime import date

import pytest
from django.db import connection
from django.urls import reverse

from palabre.audit.models import Check, DailyHead
from palabre.audit.services import record
from palabre.audit.verifying import verify
from palabre.jobs.services import begin_recurring
from palabre.moderation.heads import alarm
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.audit.unguarded import joined, unguarded
from tests.moderation.factories import moderator
from tests.spaces.factories import join

pytestmark = pytest.mark.django_db
BACKEND = "palabre.spaces.backends.PalabreBackend"
TASKS = ["moderation.check_record", "moderation.heads", "notifications.deliver"]


@pytest.fixture
def morning(time_machine, work, mailoutbox, judges, secretary):
    """A new day at seven: what was mailed, by address."""
    User.objects.update(language="en")
    days = iter(range(1, 20))

    def come():
        time_machine.move_to(f"2026-12-{next(days):02} 07:00Z", tick=True)
        mailoutbox.clear()
        begin_recurring()
        for task in TASKS:
            work([task])
            joined()
        return {mail.to[0]: mail.body.encode() for mail in mailoutbox}

    return come


def test_it_goes_to_people_of_both_sides_and_no_one_else(morning, space, judges, secretary):
    chair = join(space, side=Side.FORCES, role=Role.CHAIR)
    join(space, side=Side.CIVILIAN, role=Role.READER)
    join(space, side=Side.PARLIAMENT, role=Role.CHAIR)
    gone = moderator(space, Side.FORCES, name="gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)

    assert set(morning()) == {person.email for person in (*judges, secretary, chair)}


def test_it_has_the_same_size_whatever_has_happened(morning, space):
    first = morning()
    for _time in range(12):
        record("spaces.role.granted", by=None, on=space)
    joined()
    second = morning()

    assert first.keys() == second.keys() != set()
    for address in first:
        assert len(first[address]) == len(second[address]), address


def test_what_it_says_is_what_the_chain_is_compared_with(morning, mailoutbox, space):
    record("spaces.role.granted", by=None, on=space)
    joined()
    morning()

    head = DailyHead.objects.get()
    body = mailoutbox[0].body
    assert f"{head.number:010}" in body
    assert head.digest in body.replace(" ", "").replace("\n", "")
    assert "http" not in body
    assert verify().wrong == ""


def test_where_the_record_was_changed_both_sides_hear_of_it_and_of_nobody(
    morning, client, space, judges, secretary, author
):
    record("spaces.role.granted", by=secretary, on=space)
    joined()
    morning()
    client.force_login(judges[0], backend=BACKEND)
    assert "and is as it was written" in client.get(reverse("moderation:record")).content.decode()

    with unguarded() as cursor:
        cursor.execute("UPDATE audit_auditrecord SET actor = %s", [author.username])
    told = morning()

    assert set(told) == {person.email for person in (*judges, secretary)}
    client.force_login(judges[0], backend=BACKEND)
    page = client.get(reverse("moderation:record")).content.decode()
    assert "The record is not as it was written." in page
    assert "whole up to number 0" in page
    check = Check.objects.latest("day")
    assert (check.number, check.is_whole) == (0, False)


def test_where_the_database_refuses_less_both_sides_hear_of_it(morning, client, judges, secretary):
    with connection.cursor() as cursor:
        cursor.execute(
            "DROP TRIGGER audit_record_goes_not"
            + ("" if connection.vendor == "sqlite" else " ON audit_auditrecord")
        )
    told = morning()

    assert set(told) == {person.email for person in (*judges, secretary)}
    client.force_login(judges[0], backend=BACKEND)
    page = client.get(reverse("moderation:record")).content.decode()
    assert "The guards of the database are not as they should be." in page
    assert "The record is not as it was written." not in page
    check = Check.objects.latest("day")
    assert (check.is_whole, check.is_guarded) == (True, False)


def test_the_mail_says_how_far_it_is_whole_and_nothing_else():
    broken, unguarded = (
        alarm(Check(day=date(2026, 12, 2), number=7, is_whole=whole, is_guarded=not whole))
        for whole in (False, True)
    )

    assert "not after it" in broken
    assert "taken away or weakened" in unguarded
    for body in broken, unguarded:
        is_bare(body)


def is_bare(body):
    assert "0000000007" in body
    assert "Palabre" not in body
    assert "http" not in body
