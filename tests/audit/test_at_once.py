"""Twenty people act in the same instant: their records stand in one chain, and nobody waits in a ring."""

from functools import partial

import pytest
from django.db import transaction

from palabre.audit.models import AuditRecord, Head
from palabre.audit.services import give_out_head, record
from palabre.audit.verifying import verify
from palabre.notifications.models import Notice
from palabre.people.models import User
from tests.moderation.test_at_once import all_at_once
from tests.people.factories import UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
TIMES = 4


class Regretted(Exception):
    pass


def lock(person):
    return User.objects.select_for_update().get(pk=person.pk)


def lock_then_record(person):
    record("a.locked", by=None, on=lock(person))


def record_then_lock(person):
    record("a.recorded", by=None, on=person)
    lock(person)


def record_between_two(person, other):
    lock(person)
    record("a.between", by=None, on=person)
    record("a.between", by=None, on=person, again=True)
    lock(other)


def record_then_point_at(person):
    """The check of a foreign key waits for the end as well, and asks for the row that others hold."""
    record("a.pointed", by=None, on=person)
    Notice.objects.create(user=person, kind="any")


def record_and_regret(person):
    record("a.regretted", by=None, on=person)
    try:
        with transaction.atomic():
            record("a.regretted.within", by=None, on=person)
            raise Regretted
    except Regretted:
        pass
    raise Regretted


def again_and_again(deed, *people):
    for _time in range(TIMES):
        try:
            with transaction.atomic():
                deed(*people)
        except Regretted:
            pass


def test_all_are_in_one_chain_without_a_gap_and_none_is_refused():
    one, other = UserFactory.create(), UserFactory.create()
    deeds = [
        partial(lock_then_record, one), partial(record_then_lock, one),
        partial(record_between_two, one, other), partial(record_then_point_at, one),
        partial(record_and_regret, one),
    ]  # fmt: skip

    seen = all_at_once([partial(again_and_again, deed) for deed in deeds * 4])

    assert seen == {"done": 20}
    written = AuditRecord.objects.order_by("number").values_list("number", flat=True)
    assert list(written) == list(range(1, 4 * TIMES * 5 + 1))
    assert Head.objects.get().number == len(written)
    assert verify().wrong == ""
    assert not AuditRecord.objects.filter(action__startswith="a.regretted").exists()


def test_one_head_is_given_out_a_day():
    given = all_at_once([give_out_head] * 6)

    assert given == {"done": 6}
    assert len({give_out_head().pk}) == 1
