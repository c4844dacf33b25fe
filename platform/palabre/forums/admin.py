from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from palabre.forums.models import Category, Post, PostRevision, Topic


class ReadOnly(admin.ModelAdmin[Any]):
    """To look, not to touch: what people said is changed by them or by moderation alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Category)
class CategoryAdmin(ReadOnly):
    list_display = ["slug", "title_fr", "position", "topics", "posts"]


@admin.register(Topic)
class TopicAdmin(ReadOnly):
    list_display = ["title", "category", "posts", "is_pinned", "is_closed", "state"]
    list_filter = ["category", "state"]


@admin.register(Post)
class PostAdmin(ReadOnly):
    list_display = ["__str__", "state", "is_official"]
    list_filter = ["state"]
    list_select_related = ["topic"]


@admin.register(PostRevision)
class PostRevisionAdmin(ReadOnly):
    list_display = ["__str__", "edited_at"]
    list_select_related = ["post__topic"]
