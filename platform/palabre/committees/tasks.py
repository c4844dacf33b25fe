from palabre.committees import terms
from palabre.jobs.registry import task


@task("committees.terms", slot="%Y-%m-%d", not_before=6)
def look_after_seats() -> None:
    terms.look_after_seats()
