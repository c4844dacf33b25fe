from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitteesConfig(AppConfig):
    name = "palabre.committees"
    verbose_name = _("Committees")

    def ready(self) -> None:
        from palabre.committees.keeper import ContributionKeeper, DiscussionTalk, NamelessKeeper
        from palabre.committees.links import mondays_ahead
        from palabre.committees.models import (
            Contribution,
            Discussion,
            NamelessContribution,
            SealedLink,
        )
        from palabre.committees.publisher import DiscussionPublisher
        from palabre.committees.selectors import last_said
        from palabre.committees.services import end_links
        from palabre.committees.words import declare_all
        from palabre.core import guards
        from palabre.moderation.guards import (
            BY_UUID,
            not_by_author,
            of_nobody,
            state_follows,
            written_by_author,
        )
        from palabre.moderation.guards_of_words import (
            STAYS,
            is_said_anew_openly,
            stays_in_its_place,
        )
        from palabre.moderation.registry import register, register_speech, register_talk
        from palabre.spaces.publishing import register_publisher
        from palabre.vaults.ending import Ending
        from palabre.vaults.ending import register as register_ending

        register(Contribution, ContributionKeeper())
        register(NamelessContribution, NamelessKeeper())
        register_talk(Discussion, DiscussionTalk())
        register_speech(last_said)
        register_publisher("committees", DiscussionPublisher())
        declare_all()
        register_ending(Ending(SealedLink, ahead=mondays_ahead, end=end_links))
        named, nameless = "committees_contribution", "committees_namelesscontribution"
        guards.declare(
            state_follows(named, Contribution._meta.label_lower),
            not_by_author(named, Contribution._meta.label_lower),
            written_by_author(named, Contribution._meta.label_lower),
            # Of what is said without a name nothing of the kind: whoever said it takes it back.
            *guards.goes_not(
                named,
                STAYS,
                unlike="(o.discussion_id = NEW.discussion_id AND o.number = NEW.number)",
            ),
            is_said_anew_openly(named),
            stays_in_its_place(named, "discussion_id"),
            of_nobody(nameless, NamelessContribution._meta.label_lower),
            state_follows(nameless, NamelessContribution._meta.label_lower, BY_UUID),
        )
