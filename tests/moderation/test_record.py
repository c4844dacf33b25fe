"""What was done in offices, in words, to those whom it concerns."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from palabre.audit.models import AuditRecord, Head
from palabre.audit.services import record
from palabre.audit.words import sentences
from palabre.moderation import recorded
from palabre.moderation.models import Choice
from palabre.moderation.services import decide, recuse
from palabre.people.models import Side
from tests.audit.unguarded import joined
from tests.moderation.factories import moderator
from tests.spaces.factories import SpaceFactory, join

BACKEND = "palabre.spaces.backends.PalabreBackend"


@pytest.fixture
def decided(judges, case):
    decide(case, choice=Choice.KEEP, rule=case.rule, note="A note.", by=judges[1])
    return case


@pytest.fixture
def elsewhere(db):
    """Done in another space, by its own secretariat, with words that somebody wrote."""
    room = SpaceFactory.create(is_public=False, slug="elsewhere")
    doer = join(room, side=Side.SECRETARIAT, role="secretariat", name="their-secretary")
    record("spaces.role.granted", by=doer, on=room, space=room.slug, reason="Their own affair.")
    return room


def told(client, person, **asked):
    joined()
    client.force_login(person, backend=BACKEND)
    answer = client.get(reverse("moderation:record"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_administrator_reads_all_of_it_in_words(client, administrator, decided, elsewhere):
    page = told(client, administrator)

    assert "<b>forces-moderator</b> decided a case for one side" in page
    assert "<b>Palabre itself</b> opened a case" in page
    assert "their-secretary" in page
    assert "Their own affair" not in page


def test_a_moderator_reads_of_their_cases_but_not_which_colleague_decided(
    client, civilian, decided, elsewhere
):
    page = told(client, civilian)

    assert "<b>A moderator</b> decided a case for one side" in page
    assert "forces-moderator" not in page
    assert "reporter" not in page
    assert "their-secretary" not in page


def test_whoever_decided_finds_their_own_name(client, forces, decided):
    assert "<b>forces-moderator</b> decided a case" in told(client, forces)


def test_a_moderator_elsewhere_reads_none_of_it(client, decided, elsewhere):
    stranger = moderator(SpaceFactory.create(), Side.FORCES, name="stranger")

    assert "No. " not in told(client, stranger).split("<h2")[-1]
    assert not recorded.records_seen_by(stranger).exists()


def test_a_secretariat_reads_what_was_done_where_it_runs(
    client, secretary, space, elsewhere, administrator
):
    record("spaces.role.granted", by=administrator, on=space, space=space.slug, side="forces")
    record("people.factor.taken", by=administrator, on=administrator)

    page = told(client, secretary)

    assert page.count(f"<b>{administrator}</b>") == 1
    assert "their-secretary" not in page


def test_it_is_filtered_by_part_and_place_and_unknown_ones_hide_nothing(
    client, administrator, decided, elsewhere
):
    assert "their-secretary" not in told(client, administrator, area="moderation")
    assert "forces-moderator" not in told(client, administrator, space="elsewhere")
    page = told(client, administrator, area="nothing", space="nowhere", page="x")
    assert "their-secretary" in page
    assert "forces-moderator" in page


def test_those_without_an_office_find_nothing_there(client, author, decided):
    client.force_login(author, backend=BACKEND)

    for name in ("moderation:record", "moderation:head"):
        assert client.get(reverse(name)).status_code == 404


def test_a_longer_record_asks_no_more_of_the_database(administrator, space):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            recorded.list_records(administrator)
        return len(asked)

    record("spaces.role.granted", by=administrator, on=space, space=space.slug)
    before = cost()
    for _time in range(60):
        other = SpaceFactory.create()
        record("spaces.role.granted", by=join(other), on=other, space=other.slug)

    assert before == cost() == 4


def test_today_s_figures_are_on_a_sheet_of_paper(client, civilian, decided):
    joined()
    head = Head.objects.get()
    client.force_login(civilian, backend=BACKEND)

    page = client.get(reverse("moderation:head")).content.decode()

    assert " ".join(head.groups[:4]) in page
    assert f"verifyaudit --head {head.number}:" in strip_tags(page)


def test_every_action_that_may_be_written_has_its_sentence(decided):
    assert set(AuditRecord.objects.values_list("action", flat=True)) <= set(sentences())
    assert all(str(words) for words in sentences().values())
    assert "moderation.case.decided" in sentences()


def test_a_moderator_reads_not_who_declared_a_conflict(client, civilian, forces, case):
    """That somebody knows the author says who the author may be."""
    recuse(case, by=forces)

    page = told(client, civilian)

    assert "<b>A moderator</b> said that they cannot judge a case" in page
    assert "forces-moderator" not in page
