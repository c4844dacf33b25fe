"""Topics that were hidden whole for their title stand again, under another one, with all that people
said in them. Those that were refused while they waited stay as they are."""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Q

from palabre.search.models import place_in_time
from palabre.search.words import stems_of

INSTEAD = {
    "veiled": {"fr": "Titre masqué", "en": "Title hidden"},
    "removed": {"fr": "Titre retiré", "en": "Title removed"},
}
POSTS_A_PAGE = 20


def bring_back(apps: StateApps, _editor: BaseDatabaseSchemaEditor | None) -> None:
    topics = apps.get_model("forums", "Topic").objects
    was_public = ~Q(posts=0) | ~Q(source="")
    for topic in topics.filter(was_public, state__in=INSTEAD).select_related("category"):
        words = INSTEAD[topic.state]
        topic.title_kept, topic.title_state = topic.title, topic.state
        topic.title, topic.state = words.get(topic.lang, words["fr"]), "published"
        topic.save(update_fields=["title", "title_kept", "title_state", "state"])
        _count_again(apps, topic)
        _find_again(apps, topic)


def _count_again(apps: StateApps, topic: Any) -> None:
    shelf = topic.category_id
    there = apps.get_model("forums", "Topic").objects.filter(category=shelf, state="published")
    apps.get_model("forums", "Category").objects.filter(pk=shelf).update(
        topics=F("topics") + 1,
        posts=F("posts") + topic.posts,
        last_topic=there.order_by("-last_post_at", "-pk").first(),
    )


def _find_again(apps: StateApps, topic: Any) -> None:
    """As palabre.forums.found and palabre.search.services did on the day of this migration."""
    entry = apps.get_model("search", "Entry")
    said = apps.get_model("forums", "Post").objects.filter(topic=topic, state="published")
    entry.objects.bulk_create(
        (_entry(entry, post, topic) for post in said), batch_size=500, ignore_conflicts=True
    )


def _entry(entry: Any, post: Any, topic: Any) -> Any:
    text = post.body.replace("\0", " ")
    words = f"{topic.title} {text}" if post.number == 1 else text
    page = -(-post.number // POSTS_A_PAGE)
    return entry(
        id=place_in_time(post.posted_at),
        label="forums.post",
        item_pk=str(post.pk),
        space_id=topic.category.space_id,
        title=topic.title,
        text=text,
        url=f"forum/topics/{topic.pk}/?page={page}#p{post.number}",
        lang=post.lang,
        day=post.posted_at.date(),
        stems=" ".join(sorted(stems_of(words, post.lang))),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("forums", "0002_titles_taken_from_view"),
        ("search", "0002_words"),
    ]
    operations = [migrations.RunPython(bring_back, migrations.RunPython.noop, elidable=True)]
