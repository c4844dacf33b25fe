"""What the rows of a proposal tell, and what ties a topic to a message: nothing but its code."""

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from palabre.audit.models import AuditRecord
from palabre.forums.models import Post, Topic
from palabre.people.models import User
from palabre.sealing import proposal as sealed
from palabre.submissions import onward
from palabre.submissions.models import Item, KeyWrap, Kind, Proposal, Submission
from palabre.submissions.services import answer, report_key
from tests.committees.traces import every_table, everything, rows_of
from tests.submissions.altered import each_byte_flipped
from tests.submissions.onward import PLACE, agree, decline, propose, publish, vault_of

pytestmark = pytest.mark.django_db
CANARY = "zqkxw"
SECRET = onward.Draft(PLACE, f"{CANARY} in the title", f"And {CANARY} in what stands under it.")


def opened(proposal, user):
    message = proposal.submission
    keys = report_key(message, user.vault_key, vault_of(user))
    (found,) = [one for one in onward.proposals_of(message, keys) if one.row.pk == proposal.pk]
    return found


def holds(text):
    """Where it stands in any table, in clear, in bytes or in figures."""
    wanted = [text, repr(text.encode()), text.encode().hex(), str(list(text.encode()))[1:-1]]
    return {
        label
        for label, rows in everything().items()
        if any(one.lower() in str(rows).lower() for one in wanted)
    }


def test_nothing_of_a_proposal_can_be_read_but_by_who_can_open_the_message(cast, letter):
    proposal = propose(letter(), cast.awa, SECRET)

    assert holds(CANARY) == set()
    assert bytes(Proposal.objects.get().sealed).find(CANARY.encode()) < 0
    for user in (cast.awa, cast.fanta, cast.issa, cast.moussa):
        assert opened(proposal, user).draft == SECRET


def test_the_size_of_a_proposal_says_little(cast, letter):
    short = propose(letter(), cast.awa, onward.Draft(PLACE, "a", "b"))
    long = propose(letter(body="Another."), cast.awa, onward.Draft(PLACE, "a", "b" * 1000))

    assert len(bytes(short.sealed)) == len(bytes(long.sealed))


def test_a_reason_is_sealed_too_and_its_day_is_shown(cast, letter):
    proposal = propose(letter(), cast.awa, SECRET)
    decline(proposal, cast.issa, f"No: {CANARY}.")

    assert holds(CANARY) == set()
    found = opened(proposal, cast.awa)
    assert found.reason == f"No: {CANARY}."
    assert found.draft is None
    assert found.row.declined_on


def traces_of(message: Submission) -> set[str]:
    """Every identifier of the message and of what hangs on it."""
    rows = [message, *message.items.all(), *message.wraps.all(), *message.proposals.all()]
    return {form for row in rows for form in (str(row.pk), row.pk.hex)}


@pytest.mark.parametrize("readers", ["civilian", "all"])
def test_what_is_published_leads_to_no_message_and_no_message_to_it(cast, letter, readers, caplog):
    message = letter(readers)
    before = {label: set(rows) for label, rows in everything().items()}
    if readers == "all":
        proposal = propose(message, cast.awa)
        traces = traces_of(message)
        agree(proposal, cast.issa)
    else:
        traces = traces_of(message)
        publish(message, cast.awa)

    new = {
        label: set(rows) - before[label]
        for label, rows in everything().items()
        if set(rows) - before[label]
    }
    assert not [label for label, rows in new.items() for one in traces if one in str(rows)]
    assert {label for label in new if label.startswith("submissions.")} == {"submissions.Offshoot"}
    assert not Proposal.objects.exists()
    assert {"forums.Topic", "forums.Post", "audit.AuditRecord"} <= set(new)
    assert not any(one in caplog.text for one in traces)


def marks_of_transactions():
    """What PostgreSQL keeps on each row of a message: who wrote it, who held it."""
    asked = "xmin::text, xmax::text" if connection.vendor == "postgresql" else "rowid"
    tables = [model._meta.db_table for model in (Submission, Item, KeyWrap)]
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT id, {asked} FROM {table} ORDER BY id")  # noqa: S608
            found += cursor.fetchall()
    return found


def test_publishing_leaves_the_mark_of_its_transaction_on_no_row_of_a_message(cast, letter):
    """Whoever holds the files of PostgreSQL would join it with the topic's."""
    one, other = propose(letter(), cast.awa), letter("civilian", body="Other.")
    before = marks_of_transactions()

    with CaptureQueriesContext(connection) as asked:
        agree(one, cast.issa)
        publish(other, cast.awa)

    assert marks_of_transactions() == before
    wrote = [
        query["sql"]
        for query in asked.captured_queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) or "FOR UPDATE" in query["sql"]
    ]
    assert wrote
    own = ("submissions_proposal", "submissions_offshoot")
    assert not [sql for sql in wrote if '"submissions_' in sql and not any(it in sql for it in own)]


def test_the_record_names_who_published_and_no_message(cast, letter):
    before = set(AuditRecord.objects.values_list("pk", flat=True))
    agree(propose(letter(), cast.awa), cast.issa)

    (line,) = AuditRecord.objects.exclude(pk__in=before)
    assert line.action == "submissions.topic.made"
    assert (line.actor, line.details) == ("issa", {"with_": "awa"})
    assert line.target == f"spaces.space:{cast.space.pk}"


def test_proposing_and_declining_are_on_no_record(cast, letter):
    message = letter()
    before = AuditRecord.objects.count()

    decline(propose(message, cast.awa), cast.issa)

    assert AuditRecord.objects.count() == before


def test_the_topic_says_where_it_comes_from(cast, letter):
    publish(letter("civilian"), cast.awa)

    assert Post.objects.get().body.startswith(
        "> Written by the readers of Tabakoro, after a message without an account.\n\n"
    )


def test_it_says_so_in_the_language_of_the_text(cast, letter):
    draft = onward.Draft(PLACE, "Les téléphones au poste", "Que devient ce qui est gardé ?")
    publish(letter("civilian"), cast.awa, draft)

    assert Post.objects.get().body.startswith("> Écrit par les lecteurs de Tabakoro")
    assert Topic.objects.get().lang == "fr"


# == A hand on the database ==


def test_a_flipped_bit_is_refused(cast, letter):
    proposal = propose(letter(), cast.awa)

    for altered in list(each_byte_flipped(bytes(proposal.sealed)))[::97]:
        Proposal.objects.update(sealed=altered)
        with pytest.raises(PermissionDenied, match="altered"):
            agree(proposal, cast.issa)
    assert not Topic.objects.exists()


def test_the_words_of_one_cannot_stand_in_the_row_of_another(cast, letter):
    message = letter()
    first, second = propose(message, cast.awa), propose(message, cast.fanta, SECRET)
    Proposal.objects.filter(pk=first.pk).update(sealed=bytes(second.sealed))

    with pytest.raises(PermissionDenied, match="altered"):
        agree(first, cast.issa)


def test_nobody_is_made_the_author_of_anothers_words(cast, letter):
    """Nor agrees to their own by way of a changed row."""
    proposal = propose(letter(), cast.issa)
    Proposal.objects.update(by_key=cast.awa.vault_key)

    with pytest.raises(PermissionDenied, match="altered"):
        agree(proposal, cast.issa)


def test_the_words_of_another_message_are_refused(cast, letter):
    one, other = letter(body="One."), letter(body="Other.")
    proposal = propose(one, cast.awa)
    Proposal.objects.update(submission=other)
    proposal.refresh_from_db()

    with pytest.raises(PermissionDenied, match="altered"):
        agree(proposal, cast.issa)


def test_an_answer_or_what_nobody_signed_is_no_proposal(cast, letter):
    message = letter()
    said = answer(message, "Yes.", Kind.ANSWER, opened=vault_of(cast.awa), by=cast.awa, pk=uuid4())
    keys = report_key(message, cast.awa.vault_key, vault_of(cast.awa))
    row = Proposal(pk=uuid4(), submission=message, by_key=cast.awa.vault_key, sealed=b"")
    place = sealed.ProposalContext(message.pk, row.pk, sealed.PROPOSED, row.day)
    forged = sealed.seal_texts(keys.public, place, ["a", "b", "c"], reader_seed=bytes(range(32)))
    row.save()

    for bytes_ in (bytes(said.sealed), forged, b""):
        Proposal.objects.update(sealed=bytes_)
        with pytest.raises(PermissionDenied, match="altered"):
            agree(row, cast.issa)


def test_a_reason_that_no_reader_signed_is_not_shown(cast, letter):
    proposal = propose(letter(), cast.awa)
    Proposal.objects.update(declined_on=proposal.day)

    found = opened(proposal, cast.awa)

    assert (found.draft, found.reason) == (None, "")


def test_nothing_is_declined_before_it_is_proposed(cast, letter):
    propose(letter(), cast.awa)

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(declined_on="2020-01-01")


# == The writer, and the keys ==


def test_the_writer_who_erases_everything_erases_what_was_proposed(cast, letter):
    message = letter()
    proposal = propose(message, cast.awa)
    Submission.objects.get().delete()

    assert not Proposal.objects.exists()
    with pytest.raises(PermissionDenied, match="no longer here"):
        agree(proposal, cast.issa)


def test_when_the_keys_of_a_message_change_what_was_proposed_goes(cast, letter):
    one, other = letter(body="One."), letter(body="Other.")
    propose(one, cast.awa)
    kept = propose(other, cast.awa)

    onward.drop_proposals(one)

    assert list(Proposal.objects.all()) == [kept]


def test_nothing_on_the_side_of_the_writer_leads_to_a_person(cast, letter):
    message = letter()
    before = rows_of(Submission)

    propose(message, cast.awa)

    assert rows_of(Submission) == before
    assert Proposal in every_table()
    assert not [field for field in Submission._meta.concrete_fields if field.related_model is User]
