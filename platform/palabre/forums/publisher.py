"""Topics that readers open in the forum after a message without an account."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from palabre.core.verdict import Verdict
from palabre.forums import rules
from palabre.forums.models import Category, Post
from palabre.forums.selectors import get_category
from palabre.forums.services import open_topic
from palabre.people.models import User
from palabre.spaces.models import Space
from palabre.spaces.publishing import Place, Published, Text


class CategoryPublisher:
    """Into the open categories, and those of the space itself."""

    def places(self, space: Space, *, for_user: User) -> Iterator[Place]:
        shelves = Category.objects.visible_to(for_user).in_order().select_related("space")
        asked: dict[int, Verdict] = {}  # a category more is no question more
        for category in shelves:
            if not category.space.is_public and category.space != space:
                continue
            if category.space_id not in asked:
                asked[category.space_id] = rules.can_open_topic(for_user, category)
            if asked[category.space_id]:
                name = _("The forum, under “%(category)s”") % {"category": category}
                yield Place(category.slug, name, category.space.is_public)

    def publish(self, key: str, space: Space, text: Text, *, by: User) -> Published:
        category = get_category(key, for_user=by)
        # Whoever had to agree to it has agreed (ADR 13): it is a topic like any other from here on.
        topic = open_topic(
            category, title=text.title, body=text.body, lang=text.lang, by=by, at_once=True
        )
        return Published(topic.get_absolute_url(), (topic, Post.objects.get(topic=topic)))
