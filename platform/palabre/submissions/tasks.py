from palabre.jobs.registry import task
from palabre.submissions import notice, paper


@task("submissions.notice", slot="%Y-%m-%d", not_before=6, lease=300)
def send_notices() -> None:
    notice.send_notices()


@task("submissions.sheets", slot="%Y-%m-%d", not_before=1)
def forget_expired_sheets() -> None:
    paper.forget_expired_sheets()
