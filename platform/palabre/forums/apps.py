from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "palabre.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from palabre.core import guards
        from palabre.forums.keeper import PostKeeper, TopicKeeper
        from palabre.forums.models import Post, Topic
        from palabre.forums.publisher import CategoryPublisher
        from palabre.moderation.guards import not_by_author, state_follows
        from palabre.moderation.registry import register
        from palabre.spaces.publishing import register_publisher

        register(Post, PostKeeper())
        register(Topic, TopicKeeper())
        register_publisher("forums", CategoryPublisher())
        for table, label in (("forums_post", "forums.post"), ("forums_topic", "forums.topic")):
            guards.declare(state_follows(table, label), not_by_author(table, label))
