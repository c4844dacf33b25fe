from palabre.jobs.registry import task
from palabre.people import services


@task("people.sessions", slot="%Y-%m-%d %H")
def forget_ended_sessions() -> None:
    services.forget_ended_sessions()
