from palabre.jobs.registry import task
from palabre.notifications import services
from palabre.people.models import User


@task("notifications.deliver", lease=90)
def deliver(pk: str) -> None:
    services.deliver(pk)


@task("notifications.nudge")
def nudge(pk: int) -> None:
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user:
        services.nudge(user)
