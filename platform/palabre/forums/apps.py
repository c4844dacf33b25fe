from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "palabre.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from palabre.core import guards
        from palabre.forums import words
        from palabre.forums.keeper import PostKeeper, TopicKeeper, TopicTalk
        from palabre.forums.models import Post, Topic
        from palabre.forums.names import follow_name
        from palabre.forums.publisher import CategoryPublisher
        from palabre.forums.selectors import last_said
        from palabre.moderation.guards import not_by_author, state_follows, written_by_author
        from palabre.moderation.registry import register, register_speech, register_talk
        from palabre.people.naming import hear_of_names
        from palabre.spaces.publishing import register_publisher

        words.declare_all()
        register(Post, PostKeeper())
        register(Topic, TopicKeeper())
        hear_of_names(follow_name)
        register_talk(Topic, TopicTalk())
        register_speech(last_said)
        register_publisher("forums", CategoryPublisher())
        for table, label in (("forums_post", "forums.post"), ("forums_topic", "forums.topic")):
            guards.declare(
                state_follows(table, label),
                not_by_author(table, label),
                written_by_author(table, label),
            )
