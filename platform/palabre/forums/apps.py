from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumsConfig(AppConfig):
    name = "palabre.forums"
    verbose_name = _("Forum")

    def ready(self) -> None:
        from palabre.forums.keeper import PostKeeper, TopicKeeper
        from palabre.forums.models import Post, Topic
        from palabre.moderation.registry import register

        register(Post, PostKeeper())
        register(Topic, TopicKeeper())
