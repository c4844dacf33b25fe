"""Work that outlives the process that asked for it (ADR 0002).

`later` writes a row in the caller's transaction and rings Celery after the commit. If the bell is
not heard, the sweep finds the row. A worker takes a lease; if it dies, the lease runs out and
another does the work: at least once, never lost.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from palabre.core import waiting
from palabre.core.journal import somebody_there
from palabre.core.kept import forget_pages
from palabre.core.logs import where_it_broke
from palabre.jobs.models import Job, Turn
from palabre.jobs.registry import recurring, task_named

MOST_ATTEMPTS = 8
logger = logging.getLogger(__name__)


def later(task: str, *arguments: Any, key: str | None = None, at: datetime | None = None) -> None:
    """Have `task` done after this transaction; with a `key`, only once while it waits."""
    task_named(task)
    job = Job(task=task, arguments=list(arguments), key=key, due_at=at or timezone.now())
    if key is None:
        job.save(force_insert=True)
    elif not Job.objects.bulk_create([job], ignore_conflicts=True) or not _is_kept(job):
        return
    if at is None:
        transaction.on_commit(partial(ring, job.pk), robust=True)


def _is_kept(job: Job) -> bool:
    return Job.objects.filter(pk=job.pk).exists()


def ring(pk: UUID) -> None:
    """Tell a worker. The arguments stay in the table: the broker learns a random number only."""
    try:
        current_app.send_task(
            "jobs.run", (str(pk),), ignore_result=True, retry=False, argsrepr="()", kwargsrepr="{}"
        )
    except Exception:  # the broker may be anything and be away: the sweep will find the row
        logger.warning("The doorbell of the queue did not ring; the sweep will do it.")


def broker_answers() -> bool:
    with current_app.connection_for_write(connect_timeout=2) as connection:
        connection.ensure_connection(max_retries=1, timeout=2)
        return bool(connection.connected)


def run(pk: UUID | str) -> bool:
    """Do one job if nobody else is at it. True when it is done and its row gone."""
    with somebody_there():
        return _run(pk)


def _run(pk: UUID | str) -> bool:
    job = _take(pk)
    if job is None:
        return False
    try:
        task_named(job.task).work(*job.arguments)
    except Exception as error:  # whatever it is, the job must survive it
        _put_back(job, error)
        return False
    Job.objects.filter(pk=job.pk).delete()
    forget_pages()
    return True


def _take(pk: UUID | str) -> Job | None:
    job = Job.objects.due().filter(pk=pk).first()
    if job is None:
        return None
    until = timezone.now() + timedelta(seconds=task_named(job.task).lease)
    taken = Job.objects.due().filter(pk=pk).update(leased_until=until, attempts=F("attempts") + 1)
    job.attempts += 1
    return job if taken else None


def _put_back(job: Job, error: Exception) -> None:
    gave_up = job.attempts >= MOST_ATTEMPTS
    Job.objects.filter(pk=job.pk).update(
        leased_until=None,
        due_at=timezone.now() + timedelta(seconds=2**job.attempts),
        error=where_it_broke(error).strip()[:300],
        given_up_on=timezone.now().date() if gave_up else None,
    )
    logger.warning("A job failed: %s", job.task)


def try_again(jobs: QuerySet[Job]) -> int:
    """For those who mended what made them fail. The sweep finds them within seconds."""
    return jobs.update(attempts=0, given_up_on=None, leased_until=None, due_at=timezone.now())


def sweep(*, most: int = 200) -> int:
    """Begin what recurs, then ring for everything due that no worker holds. Returns how many."""
    waiting.stay()  # whoever sweeps is there to let out what waits in memory
    begin_recurring()
    due = list(Job.objects.due().order_by("due_at").values_list("pk", flat=True)[:most])
    for pk in due:
        ring(pk)
    return len(due)


def begin_recurring() -> None:
    now = timezone.now()
    begun = dict(Turn.objects.values_list("name", "slot"))
    for known in recurring():
        slot = (now - timedelta(minutes=now.minute % known.every)).strftime(known.slot)
        if now.hour >= known.not_before and begun.get(known.name) != slot:
            _begin(known.name, slot)


def _begin(name: str, slot: str) -> None:
    try:
        with transaction.atomic():
            Turn.objects.get_or_create(name=name, defaults={"slot": ""})
            if Turn.objects.filter(name=name).exclude(slot=slot).update(slot=slot):
                later(name)
    except IntegrityError:  # another process began this turn in the same instant
        return


def run_due(tasks: Iterable[str] | None = None) -> int:
    """Do, here and now, everything that is due: for commands and tests. Returns how many."""
    done = 0
    while True:
        due = Job.objects.due()
        due = due.filter(task__in=list(tasks)) if tasks is not None else due
        pks = list(due.values_list("pk", flat=True)[:100])
        finished = sum(run(pk) for pk in pks)
        done += finished
        if not finished:
            return done
