from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "palabre.committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from palabre.committees.guards import GUARDS
        from palabre.committees.keeper import ContributionKeeper, DiscussionTalk, NamelessKeeper
        from palabre.committees.links import mondays_ahead
        from palabre.committees.models import (
            Contribution,
            Discussion,
            NamelessContribution,
            SealedLink,
        )
        from palabre.committees.publisher import DiscussionPublisher
        from palabre.committees.selectors import last_said, names_in_view
        from palabre.committees.services import end_links
        from palabre.committees.words import declare_all
        from palabre.core import guards
        from palabre.moderation.registry import (
            register,
            register_names,
            register_speech,
            register_talk,
        )
        from palabre.spaces.publishing import register_publisher
        from palabre.vaults.ending import Ending
        from palabre.vaults.ending import register as register_ending

        register(Contribution, ContributionKeeper())
        register(NamelessContribution, NamelessKeeper())
        register_talk(Discussion, DiscussionTalk())
        register_speech(last_said)
        register_names(names_in_view)
        register_publisher("committees", DiscussionPublisher())
        declare_all()
        register_ending(Ending(SealedLink, ahead=mondays_ahead, end=end_links))
        guards.declare(*GUARDS)
