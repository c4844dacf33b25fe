"""Somebody stops reading, or loses their vault: what they held opens nothing new."""

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from palabre.audit.models import AuditRecord
from palabre.people.models import Side
from palabre.sealing import wrapping
from palabre.sealing.errors import Unreadable
from palabre.spaces.models import Membership, Role
from palabre.submissions import intake
from palabre.submissions.models import (
    Item,
    KeyWrap,
    Kind,
    Piece,
    Proposal,
    Submission,
)
from palabre.submissions.renewing import renew_keys
from palabre.submissions.selectors import open_to_others
from palabre.submissions.services import (
    answer,
    conversation,
    mark_read,
    opened_file,
    report_key,
)
from palabre.vaults import epochs
from palabre.vaults.models import VaultKey
from palabre.vaults.trust import trust_in
from tests.submissions.conftest import BODY, field
from tests.submissions.joining import DOCUMENT, files, sent
from tests.submissions.meeting import meet
from tests.vaults.factories import VAULTS, reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def fanta(committee, both_readers):
    return reader(committee, side=Side.CIVILIAN, name="fanta")


@pytest.fixture
def code(fanta, write):
    return field(write(), "code")


def vault_of(user):
    return VAULTS[bytes(user.vault_key.ed_pk)]


def leave(user) -> None:
    Membership.objects.filter(user=user, role=Role.READER).delete()


def renew(space, by) -> int:
    return renew_keys(space, by=by, opened=vault_of(by))


def holders() -> set[str]:
    return set(KeyWrap.objects.values_list("reader_key__user__username", flat=True))


def test_whoever_left_is_noticed(committee, code, fanta):
    assert not open_to_others(trust_in(committee)).exists()

    leave(fanta)

    assert open_to_others(trust_in(committee)).count() == 1


def test_whoever_left_finds_nothing(committee, code, fanta, client, unlock):
    pk = Submission.objects.get().pk
    unlock(fanta)
    assert client.get(f"/en/messages/{pk}/").status_code == 200

    leave(fanta)

    assert client.get(f"/en/messages/{pk}/").status_code == 404
    assert client.get("/en/messages/").status_code == 404


def test_their_key_opens_nothing_that_comes_later(
    committee, code, fanta, civilian_reader, client, open_thread
):
    kept = KeyWrap.objects.get(reader_key__user=fanta)
    theirs = report_key(kept.submission, fanta.vault_key, vault_of(fanta))
    leave(fanta)

    assert renew(committee, civilian_reader) == 1
    token = field(open_thread(code), "token")
    client.post("/en/answer/reply/", {"body": "Depuis son départ.", "token": token})

    assert holders() == {"awa", "issa"}
    said = conversation(Submission.objects.get(), theirs)
    assert [one.is_whole for one in said] == [False, False]


def test_those_who_stay_and_the_writer_read_everything(
    committee, code, fanta, both_readers, open_thread
):
    submission = Submission.objects.get()
    mark_read(submission)
    answer(
        submission,
        "Nous avons lu.",
        Kind.ANSWER,
        opened=vault_of(fanta),
        by=fanta,
        pk=submission.pk,
    )
    leave(fanta)
    renew(committee, both_readers[1])

    for user in both_readers:
        keys = report_key(Submission.objects.get(), user.vault_key, vault_of(user))
        assert [one.body for one in conversation(submission, keys)] == [BODY, "Nous avons lu."]
    page = open_thread(code).content.decode()
    assert "Nous avons lu." in page
    assert "altered" not in page


def test_those_who_stay_open_its_files_whole_and_whoever_left_none(
    committee, fanta, both_readers, client
):
    sent(client, files=files(DOCUMENT))
    submission, piece = Submission.objects.get(), Piece.objects.get()
    theirs = report_key(submission, fanta.vault_key, vault_of(fanta))
    leave(fanta)
    renew(committee, both_readers[1])

    for user in both_readers:
        keys = report_key(Submission.objects.get(), user.vault_key, vault_of(user))
        what, parts = opened_file(submission, piece.pk, keys)
        assert (b"".join(parts), what.as_is) == (DOCUMENT, True)
    with pytest.raises(Unreadable):
        opened_file(submission, piece.pk, theirs)


def test_what_is_said_in_that_very_moment_is_not_lost(
    committee, code, fanta, civilian_reader, open_thread
):
    """The writer had come in before the keys changed, and sends after."""
    found = intake.come_back(code)
    assert found
    submission, secret = found
    writer = intake.writer_of(submission.pk, secret)
    assert writer
    leave(fanta)
    renew(committee, civilian_reader)

    intake.reply(writer, "Juste avant.")

    keys = report_key(submission, civilian_reader.vault_key, vault_of(civilian_reader))
    assert [one.body for one in conversation(submission, keys)] == [BODY, "Juste avant."]
    assert "Juste avant." in open_thread(code).content.decode()


def test_a_proposed_topic_goes_with_the_key_that_it_was_sealed_with(
    committee, code, fanta, civilian_reader
):
    submission = Submission.objects.get()
    Proposal.objects.create(
        submission=submission, by_key=civilian_reader.vault_key, sealed=b"\x01 with the old key"
    )
    leave(fanta)
    renew(committee, civilian_reader)

    assert not Proposal.objects.exists()


def test_it_is_done_once(committee, code, fanta, civilian_reader):
    leave(fanta)

    assert [renew(committee, civilian_reader) for _ in range(2)] == [1, 0]


def test_a_message_for_civilians_is_taken_from_who_changed_sides(
    committee, both_readers, fanta, write, civilian_reader
):
    write(readers="civilian")
    Membership.objects.filter(user=fanta).update(side=Side.FORCES)

    assert renew(committee, civilian_reader) == 1
    assert holders() == {"awa"}


def test_the_new_key_goes_to_the_writer_who_wrote(committee, code, fanta, civilian_reader):
    """Whoever holds the database puts their own key in the place of the writer's."""
    intruder = wrapping.new_key_pair()
    Submission.objects.update(s_pk=intruder.public)
    leave(fanta)

    renew(committee, civilian_reader)

    submission = Submission.objects.get()
    sealed = epochs.unlock(submission.expires_on, bytes(submission.t_sk_for_writer))
    with pytest.raises(Exception, match="damaged"):
        wrapping.unwrap_report_key(sealed, submission.pk, wrapping.WRITER, intruder.secret)


def test_what_was_altered_stays_refused(committee, code, fanta, civilian_reader, open_thread):
    Item.objects.update(sealed=b"\x01 something else")
    leave(fanta)

    assert renew(committee, civilian_reader) == 1
    assert "it has been altered" in open_thread(code).content.decode()


def test_somebody_who_is_not_trusted_changes_no_keys(committee, code, fanta, civilian_reader):
    newcomer = reader(committee, side=Side.FORCES, name="moussa", trusted=False)

    with pytest.raises(PermissionDenied, match="trusted"):
        renew(committee, newcomer)
    with pytest.raises(PermissionDenied):
        renew_keys(committee, by=civilian_reader, opened=vault_of(fanta))


def test_it_is_on_the_record(committee, code, fanta, civilian_reader):
    leave(fanta)
    renew(committee, civilian_reader)

    line = AuditRecord.objects.get(action="submissions.keys.renewed")
    assert (line.actor, line.details) == ("awa", {})


def test_a_colleague_sees_it_and_does_it(committee, code, fanta, client, unlock, civilian_reader):
    leave(fanta)
    unlock(civilian_reader)

    page = client.get("/en/messages/readers/").content.decode()
    assert "1 conversation is sealed to somebody who does not read here any more" in page
    done = client.post(f"/en/messages/readers/{committee.slug}/renew/", follow=True)
    assert "The keys of 1 conversation are new." in done.content.decode()
    assert "does not read here any more" not in done.content.decode()


def test_a_closed_vault_changes_no_keys(committee, code, fanta, client, civilian_reader):
    leave(fanta)
    client.force_login(civilian_reader)

    page = client.post(f"/en/messages/readers/{committee.slug}/renew/")

    assert page.url == "/en/messages/vault/"
    assert "fanta" in holders()


def test_a_stranger_finds_no_such_page(committee, code, client, outsider):
    client.force_login(outsider)

    assert client.post(f"/en/messages/readers/{committee.slug}/renew/").status_code == 404


def test_new_keys_are_sealed_to_those_that_were_checked(committee, code, fanta, both_readers):
    """Somebody with the database changes a public key between the check and the sealing."""
    awa, issa = both_readers
    theirs = wrapping.new_key_pair()
    leave(fanta)

    def change(execute, sql, *told):
        if 'FROM "submissions_item"' in sql:
            VaultKey.objects.filter(user=issa).update(x_pk=theirs.public)
        return execute(sql, *told)

    with connection.execute_wrapper(change):
        assert renew(committee, awa) == 1

    assert bytes(VaultKey.objects.get(user=issa).x_pk) == theirs.public
    keys = report_key(Submission.objects.get(), issa.vault_key, vault_of(issa))
    assert [one.body for one in conversation(Submission.objects.get(), keys)] == [BODY]


@pytest.mark.skipif(not settings.REDIS_URL, reason="SQLite has one writer")
@pytest.mark.django_db(transaction=True)
def test_the_writer_may_erase_in_that_very_moment(cast, letter):
    written = letter()
    with transaction.atomic():
        intake.add_item(written, Kind.REPLY, "Encore.", t_pk=bytes(written.t_pk))
    leave(cast.issa)
    writer = intake.Writer(written, b"", wrapping.ReportKeys(b"", b"", b"", None))
    said = Item.objects.get(kind=Kind.MESSAGE)

    meet(
        lambda: renew(cast.space, cast.awa),
        lambda: intake.erase_item(writer, said.pk),
        after='FROM "submissions_item"',
    )

    keys = report_key(written, cast.awa.vault_key, vault_of(cast.awa))
    written.refresh_from_db()
    assert [one.body for one in conversation(written, keys)] == ["Encore."]
    assert keys.public == bytes(written.t_pk)
