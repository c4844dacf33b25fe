from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "palabre.committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from palabre.committees.keeper import ContributionKeeper, NamelessKeeper
        from palabre.committees.models import Contribution, NamelessContribution
        from palabre.committees.publisher import DiscussionPublisher
        from palabre.committees.words import declare_all
        from palabre.moderation.registry import register
        from palabre.spaces.publishing import register_publisher

        register(Contribution, ContributionKeeper())
        register(NamelessContribution, NamelessKeeper())
        register_publisher("committees", DiscussionPublisher())
        declare_all()
