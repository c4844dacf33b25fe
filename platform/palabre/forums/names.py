"""Lists of topics keep the name of whoever spoke last beside the topic."""

from django.db.models import Exists, OuterRef

from palabre.forums.models import Post, Topic
from palabre.people.models import User


def follow_name(person: User, before: str) -> None:
    last = Post.objects.filter(topic=OuterRef("pk"), number=OuterRef("posts"), author=person)
    Topic.objects.filter(Exists(last), last_by=before).update(last_by=person.name)
