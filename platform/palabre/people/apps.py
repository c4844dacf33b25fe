from django.apps import AppConfig
from django.db.models.signals import pre_save
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "palabre.people"
    verbose_name = _("People")

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator

        from palabre.people.services import forget_the_hour

        pre_save.connect(forget_the_hour, sender=Authenticator)
