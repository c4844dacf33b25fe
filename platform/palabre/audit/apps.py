from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "palabre.audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        from palabre.audit.guards import CHECKS, NOT_REPLACED, put_back
        from palabre.core import guards

        guards.declare(*NOT_REPLACED, *CHECKS)
        post_migrate.connect(lambda **_told: put_back(), sender=self, weak=False)
