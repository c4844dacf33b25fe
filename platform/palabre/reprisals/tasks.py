from palabre.jobs.registry import task
from palabre.reprisals import reminding, services


@task("reprisals.scatter", slot="%Y-%m-%d %H:%M", every=5, lease=600)
def scatter() -> None:
    services.scatter()


@task("reprisals.remind", slot="%G-%V", not_before=6, lease=300)
def remind_custodians() -> None:
    reminding.remind_custodians()
