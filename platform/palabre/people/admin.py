"""The back office for people. Nothing here chooses a password, a mail address or a second factor."""

from typing import Any

from allauth.account import admin as _of_addresses  # noqa: F401 (what registers, comes first)
from allauth.account.models import EmailAddress
from allauth.mfa import admin as _of_factors  # noqa: F401
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import admin as _of_groups  # noqa: F401
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from palabre.audit.services import record
from palabre.core.admin import ReadOnly
from palabre.people.actions import Action
from palabre.people.models import User
from palabre.people.services import end_sessions


def in_office(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 (the back office lets nobody else in)
    return request.user


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """Accounts are made by sign-up, verified and closed in the secretariat's pages: see there."""

    list_display = ["username", "name", "side", "function", "is_active", "is_superuser"]
    list_filter = ["side", "is_active", "is_superuser"]
    search_fields = ["username", "name"]
    fields = ["username", "name", "email", "language", "is_staff", "is_superuser", "joined_on"]
    readonly_fields = ["username", "name", "email", "joined_on"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001 (Django's signature)
        super().save_model(request, obj, form, change)
        if not {"is_superuser", "is_staff"}.isdisjoint(form.changed_data):
            record(
                Action.ADMINISTRATION_CHANGED, by=in_office(request), on=obj, now=obj.is_superuser
            )


# Palabre's roles are not Django's groups.
admin.site.unregister([EmailAddress, Authenticator, Group])


@admin.register(EmailAddress)
class EmailAddressAdmin(ReadOnly[EmailAddress]):
    list_display = ["email", "user", "verified"]
    search_fields = ["email", "user__username"]


@admin.register(Authenticator)
class AuthenticatorAdmin(ReadOnly[Authenticator]):
    """Taken away here when a phone and the rescue codes are lost; its secret is never shown."""

    list_display = ["user", "type", "created_at"]
    exclude = ["data", "last_used_at"]
    search_fields = ["user__username"]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def delete_model(self, request: HttpRequest, obj: Authenticator) -> None:
        record(Action.SECOND_FACTOR_TAKEN, by=in_office(request), on=obj.user, kind=obj.type)
        end_sessions(obj.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Authenticator]) -> None:
        for each in queryset:
            self.delete_model(request, each)
