from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "palabre.spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        from django.utils.translation import gettext

        from palabre.notifications.registry import declare

        declare(
            "spaces.account_closed",
            lambda words: gettext("The secretariat has closed the account of %(name)s.") % words,
        )
        declare("spaces.invited", lambda words: gettext("You are invited. You are free to say no."))
