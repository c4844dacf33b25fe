from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "palabre.committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from palabre.committees.keeper import ContributionKeeper, NamelessKeeper
        from palabre.committees.links import mondays_ahead
        from palabre.committees.models import Contribution, NamelessContribution, SealedLink
        from palabre.committees.publisher import DiscussionPublisher
        from palabre.committees.services import end_links
        from palabre.committees.words import declare_all
        from palabre.core import guards
        from palabre.moderation.guards import BY_UUID, not_by_author, state_follows
        from palabre.moderation.registry import register
        from palabre.spaces.publishing import register_publisher
        from palabre.vaults.ending import Ending
        from palabre.vaults.ending import register as register_ending

        register(Contribution, ContributionKeeper())
        register(NamelessContribution, NamelessKeeper())
        register_publisher("committees", DiscussionPublisher())
        declare_all()
        register_ending(Ending(SealedLink, ahead=mondays_ahead, end=end_links))
        named, nameless = "committees_contribution", "committees_namelesscontribution"
        guards.declare(
            state_follows(named, Contribution._meta.label_lower),
            not_by_author(named, Contribution._meta.label_lower),
            state_follows(nameless, NamelessContribution._meta.label_lower, BY_UUID),
        )
