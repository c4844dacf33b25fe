from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpacesConfig(AppConfig):
    name = "palabre.spaces"
    verbose_name = _("Spaces")

    def ready(self) -> None:
        from palabre.spaces import words

        words.declare_all()
