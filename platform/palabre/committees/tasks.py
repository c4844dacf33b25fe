from palabre.committees import services
from palabre.jobs.registry import task


@task("committees.forget_drafts", slot="%Y-%m-%d", not_before=2)
def forget_old_drafts() -> None:
    services.forget_old_drafts()
