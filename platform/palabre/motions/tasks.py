from palabre.jobs.registry import task
from palabre.motions import services


@task("motions.fill", slot="%Y-%m-%d %H:%M")
def fill_urns() -> None:
    services.fill_urns()
    services.gather_answers()


@task("motions.close")
def finish_closing(vote: int) -> None:
    services.finish_closing(vote)


@task("motions.close_poll")
def finish_poll(poll: int) -> None:
    services.finish_poll(poll)


@task("motions.close_what_is_over", slot="%Y-%m-%d")
def close_what_is_over() -> None:
    services.close_what_is_over()
