from django.conf import settings

from palabre.committees import services, terms
from palabre.jobs.registry import task


@task("committees.forget_drafts", slot="%Y-%m-%d", not_before=2)
def forget_old_drafts() -> None:
    services.forget_old_drafts()


@task("committees.publish", slot="%Y-%m-%d %H:%M", every=settings.BATCH_MINUTES)
def publish_waiting() -> None:
    services.publish_waiting()


@task("committees.look_at")
def look_at_batch(keys: list[str]) -> None:
    services.look_at_batch(keys)


@task("committees.terms", slot="%Y-%m-%d", not_before=6)
def look_after_seats() -> None:
    terms.look_after_seats()


@task("committees.charters", slot="%Y-%m-%d")
def bring_in_charters() -> None:
    services.bring_in_charters()
