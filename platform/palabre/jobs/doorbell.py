"""The two Celery tasks there are. Everything else is a row that one of them takes up."""

from celery import shared_task
from django.db import close_old_connections

from palabre.jobs import services


@shared_task(name="jobs.run")
def run(pk: str) -> None:
    close_old_connections()
    services.run(pk)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    close_old_connections()
    services.sweep()
