"""The doorbell. What must happen is in the job table; Celery only says « now »."""

import os

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")

app = Celery("palabre")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    task_send_sent_event=False,
    worker_send_task_events=False,
    worker_enable_remote_control=False,
    worker_hijack_root_logger=False,
    worker_prefetch_multiplier=4,
    broker_connection_retry_on_startup=True,
    # The whole beat table. Everything else that recurs is in palabre.jobs.clock, which the sweep reads.
    beat_schedule={"sweep": {"task": "jobs.sweep", "schedule": 5.0}},
)
app.autodiscover_tasks(["palabre.jobs"], related_name="doorbell")


@worker_init.connect
def refuse_demonstration(**_told: object) -> None:
    from palabre.demonstration.checks import refuse_demonstration as refuse  # noqa: PLC0415

    refuse()


@worker_init.connect
def let_things_wait(**_told: object) -> None:
    """Before this worker splits up, so that all its parts can let out what is sealed to it."""
    from palabre.core.waiting import take_over  # noqa: PLC0415

    take_over()
