from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "palabre.audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        from palabre.audit.guards import NOT_REPLACED
        from palabre.core import guards

        guards.declare(*NOT_REPLACED)
