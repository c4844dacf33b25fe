"""How a post is found: under its topic's title, at its own place."""

from palabre.forums.models import Post
from palabre.search.models import Entry


def entry_of(post: Post) -> Entry:
    topic = post.topic
    return Entry.about(
        post,
        space=topic.category.space,
        at=post.posted_at,
        owns_title=post.number == 1,  # the title's words lead to the first post, not to each reply
        title=topic.title,
        text=post.body,
        url=topic.place_of(post.number or 1),
        lang=post.lang,
    )
