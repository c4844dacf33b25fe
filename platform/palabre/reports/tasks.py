from palabre.jobs.registry import task
from palabre.reports import services


@task("reports.count_messages", slot="%Y-%m-%d", not_before=0, lease=300)
def count_messages() -> None:
    services.count_messages()
