from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "palabre.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from palabre.core import guards
        from palabre.moderation.guards import GUARDS
        from palabre.moderation.words import declare_all

        declare_all()
        guards.declare(*GUARDS)
