"""What the database tells about paper to whoever carries it off."""

import base64
import gzip
import zlib
from datetime import timedelta
from hashlib import blake2b, md5, sha1, sha256, sha512

import pytest
from django.core.cache import cache
from django.db import connection

from palabre.core.days import today
from palabre.jobs.services import begin_recurring
from palabre.sealing import crockford
from palabre.submissions import paper
from palabre.submissions.models import PaperSheet, Submission
from tests.committees.traces import every_table, row_order
from tests.submissions.conftest import field
from tests.submissions.sheets_read import keys_of, read

MANY = 12  # in the order of the print run by chance: once in 479 million


def cells():
    """Every cell of every table, as bytes."""
    for model in every_table():
        columns = [each.attname for each in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*columns):
            for cell in row:
                whole = cell if isinstance(cell, bytes | memoryview) else str(cell).encode()
                yield bytes(whole).lower()


def forms_of(shown):
    """In which anybody might have kept it; all in small letters, as the cells are compared."""
    plain = shown.replace("-", "")
    for text in (shown, plain, shown.replace("-", " "), plain.lower(), shown.lower()):
        raw = text.encode()
        yield from (raw, raw[::-1], raw.hex().encode(), text.encode("utf-16-le"))
        yield from (base64.b64encode(raw).rstrip(b"="), base64.b32encode(raw).rstrip(b"="))
        yield from (zlib.compress(raw), gzip.compress(raw, mtime=0))
        for digest in (md5, sha1, sha256, sha512, blake2b):
            yield from (digest(raw).digest(), digest(raw).hexdigest().encode())
    number = crockford.number(plain)
    yield from (number.to_bytes(15), str(number).encode(), f"{number:x}".encode())


def found(shown):
    every = list(cells())
    return [form for form in forms_of(shown) if any(form.lower() in cell for cell in every)]


def test_neither_code_nor_number_is_there_in_any_form(print_out):
    sheets = read(print_out(2).content).sheets

    assert [found(sheet.code) + found(sheet.number) for sheet in sheets] == [[], []]


def test_the_search_itself_finds_what_is_there(print_out, committee):
    (sheet,) = read(print_out().content).sheets
    committee.name_fr = sheet.number.lower()
    committee.name_en = sheet.code.replace("-", "").encode().hex()
    committee.save()

    assert found(sheet.number)
    assert found(sheet.code)


def test_rows_lie_in_an_order_that_is_not_the_order_of_the_run(print_out, committee):
    """What can be proved: they lie by a digest under the pepper, and each is drawn by itself. That
    they were written together is still to be seen in PostgreSQL (xmin), until it freezes them."""
    sheets = read(print_out(MANY).content).sheets
    printed = [keys_of(sheet, committee).tag for sheet in sheets]

    lying = [bytes(tag) for (tag,) in row_order(PaperSheet, "tag")]

    assert lying == sorted(printed)
    assert lying != printed


def test_all_rows_look_alike(print_out):
    print_out(2)
    print_out(2, size="a6", language="fr")

    rows = PaperSheet.objects.values_list("space", "expires_on", "sealed", "tag")
    assert len({(space, day, len(sealed), len(tag)) for space, day, sealed, tag in rows}) == 1


def test_an_old_backup_does_not_tell_which_message_came_on_paper(print_out, type_in, committee):
    """Nothing of the row that was printed is in the message, unless one has the number itself."""
    (sheet,) = read(print_out().content).sheets
    backup = PaperSheet.objects.get()

    type_in(sheet.number)

    made = Submission.objects.get()
    kept = bytes(backup.tag) + bytes(backup.sealed) + backup.pk.bytes
    columns = (made.locator, made.s_pk, made.s_sk_wrapped, made.pk.bytes)
    assert not any(bytes(column) in kept for column in columns)
    place = paper._place_of(backup, keys_of(sheet, committee))
    assert place is not None
    assert place.submission == made.pk  # so it was there to be found


def test_nothing_marks_a_message_as_one_that_came_on_paper(sheet, type_in, write):
    type_in(sheet.number)
    write("Autre chose, de la même longueur environ.")

    one, other = Submission.objects.values(
        "space", "readers", "status", "received_on", "read_on", "answered_on", "last_seq"
    )
    assert one == other


def test_what_memory_keeps_of_the_form_names_neither_sheet_nor_message(sheet, type_in, monkeypatch):
    seen = {}
    monkeypatch.setattr(cache, "set", lambda name, value, _age: seen.update({name: value}))

    type_in(sheet.number)

    ((name, value),) = [(name, value) for name, value in seen.items() if name.startswith("paper:")]
    made = Submission.objects.get()
    for form in (*forms_of(sheet.number), made.pk.hex.encode(), made.pk.bytes, bytes(made.locator)):
        assert form.lower() not in name.encode().lower() + bytes(value).lower()


def test_a_sheet_expires_in_180_days_and_the_daily_job_forgets_it(print_out, work, time_machine):
    print_out(2)
    assert set(PaperSheet.objects.values_list("expires_on", flat=True)) == {
        today() + timedelta(days=180)
    }
    early, late = PaperSheet.objects.all()
    PaperSheet.objects.filter(pk=early.pk).update(expires_on="2026-12-01")
    PaperSheet.objects.filter(pk=late.pk).update(expires_on="2026-12-02")

    time_machine.move_to("2026-12-02 07:00Z", tick=True)
    begin_recurring()
    work()

    assert PaperSheet.objects.get() == late


def test_the_form_says_nothing_of_how_many_sheets_are_out(print_out, desk):
    before = desk.get("/en/secretariat/paper/tabakoro/")
    print_out(3)
    after = desk.get("/en/secretariat/paper/tabakoro/")

    token = field(before, "csrfmiddlewaretoken")
    told = after.content.decode().replace(field(after, "csrfmiddlewaretoken"), token)
    assert told == before.content.decode()


def test_a_run_that_could_not_be_set_in_type_leaves_nothing(print_out, monkeypatch):
    monkeypatch.setattr("palabre.files.paper.TYPESETTER", "/nowhere/at/all.py")

    with pytest.raises(Exception, match="non-zero exit status"):
        print_out(2)
    assert not PaperSheet.objects.exists()
    assert connection.is_usable()
