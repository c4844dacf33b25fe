from palabre.jobs.registry import task
from palabre.submissions import notice, pieces


@task("submissions.notice", slot="%Y-%m-%d", not_before=6, lease=300)
def send_notices() -> None:
    notice.send_notices()


@task("submissions.forget_unsent", slot="%Y-%m-%d", lease=300)
def forget_unsent() -> None:
    pieces.forget_unsent()
