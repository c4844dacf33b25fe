from django.conf import settings

from palabre.jobs.registry import task
from palabre.submissions import expiry, notice, paper, pieces, pleading, scattering


@task("submissions.notice", slot="%Y-%m-%d", not_before=6, lease=300)
def send_notices() -> None:
    notice.send_notices()


@task("submissions.scatter", slot="%Y-%m-%d %H:%M", every=5, lease=600)
def scatter() -> None:
    scattering.scatter(with_files=False)


@task("submissions.scatter_files", slot="%Y-%m-%d %H", lease=600)
def scatter_files() -> None:
    scattering.scatter()


@task("submissions.expire", slot="%Y-%m-%d", lease=600)
def end_what_is_over() -> None:
    expiry.end_what_is_over()


@task("submissions.pleas", slot="%Y-%m-%d %H:%M", every=settings.BATCH_MINUTES)
def let_out_pleas() -> None:
    pleading.let_out_pleas()


@task("submissions.sheets", slot="%Y-%m-%d", not_before=1)
def forget_expired_sheets() -> None:
    paper.forget_expired_sheets()


@task("submissions.forget_unsent", slot="%Y-%m-%d", lease=300)
def forget_unsent() -> None:
    pieces.forget_unsent()
