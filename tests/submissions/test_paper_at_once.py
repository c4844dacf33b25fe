"""Several hands at one sheet, and several runs at one limit, in the same instant."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from palabre.submissions.models import Item, PaperSheet, Submission
from tests.submissions.conftest import BODY, field

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TYPE_IN = "/en/secretariat/paper/tabakoro/type/"
THREADS = 8


def all_at_once(posts):
    """Each post from a browser of its own with the same cookies; count the statuses."""
    together, seen = Barrier(len(posts)), Counter[int]()

    def press(cookies, address, said):
        browser = Client()
        browser.cookies = cookies
        together.wait(timeout=60)
        try:
            seen[browser.post(address, said).status_code] += 1
        finally:
            connection.close()

    threads = [Thread(target=press, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def test_one_form_sent_eight_times_at_once_is_one_message_and_one_answer(sheet, desk):
    said = {"number": sheet.number, "readers": "all", "body": BODY}
    said |= {"token": field(desk.get(TYPE_IN), "token")}

    seen = all_at_once([(desk.cookies, TYPE_IN, said)] * THREADS)

    assert seen == {302: THREADS}
    assert Submission.objects.count() == Item.objects.count() == 1
    assert not PaperSheet.objects.exists()


def test_eight_people_with_one_number_make_one_message(sheet, desk):
    forms = [
        {"number": sheet.number, "readers": "all", "body": f"{BODY} {number}"}
        | {"token": field(desk.get(TYPE_IN), "token")}
        for number in range(THREADS)
    ]

    seen = all_at_once([(desk.cookies, TYPE_IN, said) for said in forms])

    assert seen == {302: 1, 422: THREADS - 1}
    assert Submission.objects.count() == Item.objects.count() == 1


def test_runs_at_once_do_not_pass_the_limit_together(desk, both_readers, monkeypatch):
    monkeypatch.setattr("palabre.submissions.rules.MOST_SHEETS", 5)
    asked = {"number": 2, "size": "a6", "language": "en"}

    seen = all_at_once([(desk.cookies, "/en/secretariat/paper/tabakoro/", asked)] * 4)

    assert seen == {200: 2, 422: 2}
    assert PaperSheet.objects.count() == 4
