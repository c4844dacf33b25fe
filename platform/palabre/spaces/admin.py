"""The back office. Roles and invitations are given in the product's own pages, on the record."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from palabre.audit.services import record
from palabre.core.admin import ReadOnly
from palabre.people.admin import in_office
from palabre.spaces.actions import Action
from palabre.spaces.models import Invitation, Membership, Space
from palabre.spaces.services import tell_of_door


@admin.register(Space)
class SpaceAdmin(admin.ModelAdmin[Space]):
    list_display = ["slug", "name_fr", "is_public"]
    readonly_fields = ["slug"]

    def save_model(self, request: HttpRequest, obj: Space, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        super().save_model(request, obj, form, change)
        if "is_public" in form.changed_data:
            by, public = in_office(request), obj.is_public
            record(Action.SPACE_OPENED_OR_CLOSED, by=by, on=obj, space=obj.slug, public=public)
            tell_of_door(obj, by=by)

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: object = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(ReadOnly[Membership]):
    list_display = ["user", "role", "side", "space"]
    list_filter = ["role", "side"]
    list_select_related = ["user", "space"]
    search_fields = ["user__name", "user__username"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly[Invitation]):
    list_display = ["function", "side", "invited_by", "invited_on", "expires_on", "used"]
    list_filter = ["used", "side"]
    list_select_related = ["invited_by"]
    exclude = ["token_digest"]
