from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "palabre.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from palabre.core import guards
        from palabre.forums import words
        from palabre.forums.guards import GUARDS
        from palabre.forums.keeper import PostKeeper, TopicKeeper, TopicTalk
        from palabre.forums.models import Post, Topic
        from palabre.forums.names import follow_name
        from palabre.forums.publisher import CategoryPublisher
        from palabre.forums.selectors import last_said, names_in_view
        from palabre.forums.title_guards import TITLES
        from palabre.moderation.registry import (
            register,
            register_names,
            register_speech,
            register_talk,
        )
        from palabre.people.naming import hear_of_names
        from palabre.spaces.publishing import register_publisher

        words.declare_all()
        register(Post, PostKeeper())
        register(Topic, TopicKeeper())
        hear_of_names(follow_name)
        register_talk(Topic, TopicTalk())
        register_speech(last_said)
        register_names(names_in_view)
        register_publisher("forums", CategoryPublisher())
        guards.declare(*GUARDS, *TITLES)
