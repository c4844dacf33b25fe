from palabre.jobs.registry import task
from palabre.moderation import services


@task("moderation.look_after_cases", slot="%Y-%m-%d %H")
def look_after_cases() -> None:
    services.look_after_cases()
