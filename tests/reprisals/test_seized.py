"""A stolen server tells of a report the committee, the quarter and what became of it. Not who, not
what, not to whom, not the day."""

import pytest
from django.conf import settings
from django.core import mail

from palabre.jobs.services import later
from palabre.people.models import Side
from palabre.reprisals.models import Report
from palabre.reprisals.services import scatter
from palabre.sealing.envelope import ROOM, SLOT_SIZE, SLOTS
from tests.committees.traces import (
    assert_no_user_linked_write,
    everything,
    in_a_new_file,
    leads_to_a_person,
    row_order,
    tables_changed,
)
from tests.reprisals.conftest import WORDS, token_in
from tests.spaces.factories import join
from tests.vaults.factories import PHRASE, enrol

MANY = 14  # laid at random, they lie in the order of their coming once in 87 billion times
SIZE = 1 + 40 + 1 + SLOTS * SLOT_SIZE + 1 + 40 + ROOM  # two locks and the envelope between them


def test_reporting_changes_no_row_that_leads_to_a_person(report, seydou, client):
    enrol(seydou)
    client.force_login(seydou)
    client.post("/en/me/vault/", {"passphrase": PHRASE})

    with assert_no_user_linked_write():
        client.get("/en/committees/tabakoro/reprisals/")
        token = token_in(client.post("/en/committees/tabakoro/reprisals/to/", {"kind": "threat"}))
        said = {"kind": "threat", "token": token, "to": "all", "words": WORDS}
        sent = client.post("/en/committees/tabakoro/reprisals/send/", said)

    assert sent.status_code == 200
    assert Report.objects.count() == 1


def test_one_row_is_written_and_nothing_else(report, seydou, client, committee):
    client.force_login(seydou)
    token = token_in(client.post("/en/committees/tabakoro/reprisals/to/", {"kind": "threat"}))
    before = everything()

    said = {"kind": "threat", "token": token, "to": "all"}
    client.post("/en/committees/tabakoro/reprisals/send/", said)

    assert tables_changed(before, everything()) == {"reprisals.Report"}


def test_its_row_has_no_person_no_day_and_one_size(report, keepers):
    report(to="civilian", kind="threat")
    report(to="all", kind="family", words=WORDS * 20, nameless="on")
    report(to="chosen", kind="arrest", custodians=[str(keepers["zan"].vault_key.pk)])

    assert not leads_to_a_person(Report)
    columns = {field.attname for field in Report._meta.concrete_fields}
    assert columns == {"id", "space_id", "quarter", "expires_on", "outcome", "sealed"}
    rows = list(Report.objects.values_list("space", "quarter", "expires_on", "outcome"))
    assert len(set(rows)) == 1
    assert {len(bytes(one.sealed)) for one in Report.objects.all()} == {SIZE}


def test_a_dump_says_neither_who_nor_what_nor_to_whom(report, seydou, keepers):
    report(words=WORDS)

    sealed = bytes(Report.objects.get().sealed)
    (row,) = everything()["reprisals.Report"]
    telling = [WORDS, "threat", "seydou", *keepers]
    telling += [str(user.vault_key.pk) for user in keepers.values()]
    assert not any(word in row for word in telling)
    assert not any(word.encode() in sealed for word in telling)
    assert not any(bytes(user.vault_key.x_pk) in sealed for user in keepers.values())


@pytest.fixture
def came(report, committee):
    """Reports in the order in which they came, each by another member."""
    in_a_new_file(Report)
    kept: list[str] = []
    for number in range(MANY):
        report(by=join(committee, side=Side.FORCES if number % 2 else Side.CIVILIAN))
        kept += [one.pk.hex for one in Report.objects.exclude(pk__in=kept)]
    return kept


def lying():
    return [str(row[0]).replace("-", "") for row in row_order(Report, "id")]


def test_rows_lie_in_no_order_five_minutes_later(came, work):
    assert lying() == came  # so the test below could fail

    later("reprisals.scatter")
    work(["reprisals.scatter"])

    assert lying() != came
    assert sorted(lying()) == sorted(came)


@pytest.mark.skipif(not settings.REDIS_URL, reason="how PostgreSQL keeps rows")
def test_all_rows_come_from_one_transaction(came):
    scatter()

    assert len(set(row_order(Report, "xmin"))) == 1


def test_custodians_get_the_same_mail_each_week_whether_something_waits_or_not(
    report, keepers, work
):
    def mails():
        mail.outbox.clear()
        later("reprisals.remind", key=str(len(Report.objects.all())))
        work()
        return sorted((one.to, one.subject, one.body) for one in mail.outbox)

    before = mails()
    report()

    assert mails() == before
    assert len(before) == len(keepers)
    assert "pressure" not in str(before)
