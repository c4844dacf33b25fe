from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "palabre.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from palabre.forums.keeper import PostKeeper, TopicKeeper
        from palabre.forums.models import Post, Topic
        from palabre.forums.publisher import CategoryPublisher
        from palabre.moderation.registry import register
        from palabre.spaces.publishing import register_publisher

        register(Post, PostKeeper())
        register(Topic, TopicKeeper())
        register_publisher("forums", CategoryPublisher())
