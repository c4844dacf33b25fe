from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReprisalsConfig(AppConfig):
    name = "palabre.reprisals"
    verbose_name = _("Reports of pressure")

    def ready(self) -> None:
        from palabre.reprisals.models import Report
        from palabre.reprisals.quarters import mondays_ahead
        from palabre.reprisals.services import forget_what_is_over
        from palabre.vaults.ending import Ending, register

        register(Ending(Report, ahead=mondays_ahead, end=forget_what_is_over))
