from palabre.jobs.registry import task
from palabre.moderation import heads


@task("moderation.heads", slot="%Y-%m-%d", not_before=5, lease=300)
def send_heads() -> None:
    heads.send_heads()
