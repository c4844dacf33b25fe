"""What the secretariat does to the forum's frame. Each deed is on the record."""

from django.db import transaction
from django.db.models import Max

from palabre.audit.services import record
from palabre.core.verdict import require
from palabre.forums import rules
from palabre.forums.actions import Action
from palabre.forums.models import Category, Topic
from palabre.people.models import User
from palabre.spaces.models import Space
from palabre.spaces.services import tell_both_sides, tell_of_door


@transaction.atomic
def add_category(category: Category, *, space: Space, by: User) -> Category:
    """Put a new, unsaved category at the end of the forum."""
    require(rules.can_run_forum(by, space))
    highest = Category.objects.filter(space=space).aggregate(last=Max("position"))["last"]
    category.space, category.position = space, (highest or 0) + 1
    category.save(force_insert=True)
    record(Action.CATEGORY_ADDED, by=by, on=category, title=category.title_fr)
    return category


@transaction.atomic
def change_category(category: Category, *, by: User) -> Category:
    require(rules.can_run_forum(by, category.space))
    category.save()
    record(Action.CATEGORY_CHANGED, by=by, on=category, title=category.title_fr)
    return category


@transaction.atomic
def move_category(category: Category, *, up: bool, by: User) -> None:
    """Change places with the one above or below; at the end of the list, nothing moves."""
    require(rules.can_run_forum(by, category.space))
    beside = list(Category.objects.filter(space=category.space).in_order().select_for_update())
    here = beside.index(category)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(beside):
        return
    beside[here], beside[there] = beside[there], beside[here]
    for position, each in enumerate(beside, start=1):
        each.position = position
    Category.objects.bulk_update(beside, ["position"])
    record(Action.CATEGORY_MOVED, by=by, on=category, position=there + 1)


@transaction.atomic
def change_forum(space: Space, *, by: User) -> Space:
    require(rules.can_run_forum(by, space))
    before = Space.objects.select_for_update().get(pk=space.pk)
    space.save()
    record(Action.FORUM_CHANGED, by=by, on=space, public=space.is_public)
    if space.is_public != before.is_public:
        tell_of_door(space, by=by)
    return space


@transaction.atomic
def pin_topic(topic: Topic, *, pinned: bool, by: User) -> None:
    require(rules.can_run_forum(by, topic.category.space))
    if Topic.objects.filter(pk=topic.pk).exclude(is_pinned=pinned).update(is_pinned=pinned):
        record(Action.TOPIC_PINNED if pinned else Action.TOPIC_UNPINNED, by=by, on=topic)


@transaction.atomic
def close_topic(topic: Topic, *, closed: bool, by: User) -> None:
    require(rules.can_run_forum(by, topic.category.space))
    if Topic.objects.filter(pk=topic.pk).exclude(is_closed=closed).update(is_closed=closed):
        record(Action.TOPIC_CLOSED if closed else Action.TOPIC_REOPENED, by=by, on=topic)
        kind, link = f"forums.{'closed' if closed else 'reopened'}", topic.get_absolute_url()
        tell_both_sides([topic.category.space], kind, by=by, link=link, title=topic.title)
