from django.apps import apps

from palabre.jobs.registry import task
from palabre.moderation import heads, services


@task("moderation.heads", slot="%Y-%m-%d", not_before=5, lease=300)
def send_heads() -> None:
    heads.send_heads()


@task("moderation.check_record", slot="%Y-%m-%d", not_before=4, lease=1800)
def check_record() -> None:
    heads.check_and_tell()


@task("moderation.look_after_cases", slot="%Y-%m-%d %H")
def look_after_cases() -> None:
    services.look_after_cases()


@task("moderation.look_at")
def look_at(label: str, pk: str) -> None:
    item = apps.get_model(label)._base_manager.filter(pk=pk).first()
    if item is not None:  # nobody has deleted it meanwhile
        services.look_at(item)
