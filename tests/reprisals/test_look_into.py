"""Custodians read what is sealed to them and note what became of it; nobody else sees that it is there."""

import pytest

from palabre.audit.models import AuditRecord
from palabre.reprisals.actions import Action
from palabre.reprisals.models import Outcome, Report
from palabre.spaces.models import Role
from tests.reprisals.conftest import REPORTS, WORDS
from tests.spaces.factories import join
from tests.vaults.factories import enrol


def note(client, outcome="protected"):
    return client.post(f"{REPORTS}{Report.objects.get().pk}/", {"outcome": outcome})


def test_a_custodian_notes_what_became_of_it(client, report, open_reports, keepers):
    report(words=WORDS)
    open_reports(keepers["oumou"])

    assert note(client).url == REPORTS

    assert Report.objects.get().outcome == Outcome.PROTECTED
    assert "The person is protected" in open_reports(keepers["ramata"])


def test_the_record_says_for_which_committee_and_not_of_which_report(
    client, report, open_reports, keepers, committee
):
    report()
    open_reports(keepers["oumou"])
    note(client)
    note(client)  # the same again is no deed

    (line,) = AuditRecord.objects.filter(action=Action.OUTCOME_NOTED)
    assert (line.actor, line.target, line.details) == ("oumou", f"spaces.space:{committee.pk}", {})


def test_a_custodian_whom_nobody_chose_does_not_see_that_it_is_there(
    client, report, open_reports, keepers
):
    report()

    assert "Nothing waits for you" in open_reports(keepers["zan"])
    assert note(client).status_code == 404
    assert Report.objects.get().outcome == Outcome.OPEN


@pytest.mark.parametrize("role", ["member", "reader"])
def test_others_with_a_vault_see_nothing_either(client, report, open_reports, committee, role):
    somebody = join(committee, role=role)
    enrol(somebody)
    report()

    assert "Nothing waits for you" in open_reports(somebody)
    assert note(client).status_code == 404


@pytest.mark.parametrize("role", ["secretariat", "moderator"])
def test_whoever_has_no_vault_finds_no_such_page(client, report, committee, role):
    report()
    client.force_login(join(committee, role=role))

    assert client.get(REPORTS).status_code == 404
    assert note(client).status_code == 404


def test_a_custodian_no_longer_reads_what_they_could(client, report, open_reports, keepers):
    report()
    keepers["oumou"].memberships.filter(role=Role.CUSTODIAN).update(role=Role.MEMBER)

    assert "A threat" not in open_reports(keepers["oumou"])
    assert note(client).status_code == 404


def test_a_closed_vault_is_opened_first(client, report, keepers):
    report(words=WORDS)
    client.force_login(keepers["oumou"])

    page = client.get(REPORTS).content.decode()
    assert "A threat" not in page
    assert f"/en/me/vault/?next={REPORTS}" in page
    assert note(client).url == f"/en/me/vault/?next={REPORTS}"


def test_what_was_altered_or_moved_says_so(report, open_reports, keepers):
    report(words=WORDS)
    first = Report.objects.get()
    whole = bytes(first.sealed)
    report(words="Autre chose.")
    second = Report.objects.exclude(pk=first.pk).get()

    for sealed in (whole[:-1] + bytes([whole[-1] ^ 1]), bytes(second.sealed), b"\x01"):
        Report.objects.filter(pk=first.pk).update(sealed=sealed)
        page = open_reports(keepers["oumou"])
        assert WORDS not in page
        assert "Something here was altered" in page
        assert "Autre chose." in page


@pytest.mark.parametrize("outcome", ["", "praised", "open'"])
def test_only_a_known_outcome_is_noted(client, report, open_reports, keepers, outcome):
    report()
    open_reports(keepers["oumou"])

    note(client, outcome)

    assert "Choose what became of it." in client.get(REPORTS).content.decode()
    assert Report.objects.get().outcome == Outcome.OPEN
