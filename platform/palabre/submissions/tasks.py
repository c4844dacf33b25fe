from palabre.jobs.registry import task
from palabre.submissions import notice, scattering


@task("submissions.notice", slot="%Y-%m-%d", not_before=6, lease=300)
def send_notices() -> None:
    notice.send_notices()


@task("submissions.scatter", slot="%Y-%m-%d %H", lease=600)
def scatter() -> None:
    scattering.scatter()
