from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "palabre.moderation"
    verbose_name = _("Moderation")

    def ready(self) -> None:
        from allauth.account.signals import user_signed_up

        from palabre.core import guards
        from palabre.moderation.guards import GUARDS
        from palabre.moderation.guards_of_words import OF_CASES
        from palabre.moderation.keeper import NameKeeper, PauseKeeper, SanctionKeeper
        from palabre.moderation.models import Pause, Sanction
        from palabre.moderation.registry import register
        from palabre.moderation.signing_up import look_at_new_name
        from palabre.moderation.words import declare_all
        from palabre.people.models import User

        declare_all()
        register(User, NameKeeper())
        user_signed_up.connect(look_at_new_name)
        register(Sanction, SanctionKeeper())
        register(Pause, PauseKeeper())
        guards.declare(*GUARDS, *OF_CASES)
