from palabre.jobs.registry import task
from palabre.meetings import services


@task("meetings.look_after_sessions", slot="%Y-%m-%d", not_before=3)
def look_after_sessions() -> None:
    services.look_after_sessions()


@task("meetings.ask_new_chairs", slot="%Y-%m-%d", not_before=3)
def ask_new_chairs() -> None:
    services.ask_new_chairs()
