"""The back office. Roles and invitations are given in the product's own pages, on the record."""

from django.contrib import admin

from palabre.core.admin import ReadOnly
from palabre.spaces.models import Invitation, Membership, Space


@admin.register(Space)
class SpaceAdmin(admin.ModelAdmin[Space]):
    list_display = ["slug", "name_fr", "is_public"]
    readonly_fields = ["slug"]

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
