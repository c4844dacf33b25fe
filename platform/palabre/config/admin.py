"""The back office: for administrators with a second factor, and nobody else."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


class PalabreAdmin(AdminSite):
    site_header = "Palabre"
    site_title = "Palabre"

    def has_permission(self, request: HttpRequest) -> bool:
        from palabre.people.selectors import has_second_factor  # noqa: PLC0415 (apps are loading)

        user = request.user
        return (
            super().has_permission(request)
            and user.is_authenticated
            and user.is_superuser
            and has_second_factor(user)
        )

    def login(self, request: HttpRequest, extra_context: object = None) -> HttpResponse:
        """One door for everybody: the site's own sign-in, with its second factor."""
        if request.user.is_authenticated:
            return redirect("mfa_index" if request.user.is_staff else "portal:home")
        return redirect(f"{reverse('account_login')}?next={reverse('admin:index')}")


class PalabreAdminConfig(AdminConfig):
    default_site = "palabre.config.admin.PalabreAdmin"
