from palabre.jobs.registry import task
from palabre.submissions import notice


@task("submissions.notice", slot="%Y-%m-%d", not_before=6, lease=300)
def send_notices() -> None:
    notice.send_notices()
