"""To look, not to touch: what people said is changed by them or by moderation alone."""

from django.contrib import admin

from palabre.core.admin import ReadOnly
from palabre.forums.models import Category, Post, PostRevision, Topic


@admin.register(Category)
class CategoryAdmin(ReadOnly[Category]):
    list_display = ["slug", "title_fr", "position", "topics", "posts"]


@admin.register(Topic)
class TopicAdmin(ReadOnly[Topic]):
    list_display = ["title", "category", "posts", "is_pinned", "is_closed", "state"]
    list_filter = ["category", "state"]


@admin.register(Post)
class PostAdmin(ReadOnly[Post]):
    list_display = ["__str__", "state", "is_official"]
    list_filter = ["state"]
    list_select_related = ["topic"]


@admin.register(PostRevision)
class PostRevisionAdmin(ReadOnly[PostRevision]):
    list_display = ["__str__", "edited_at"]
    list_select_related = ["post__topic"]
