"""Addresses. Each page exists under /fr/ and /en/; what is not for people has no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from palabre.portal import service

urlpatterns = [
    path("healthz", service.alive),
    path("readyz", service.ready),
    path("accounts/", include("palabre.people.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("palabre.portal.urls")),
        path("committees/<slug:slug>/reprisals/", include("palabre.reprisals.urls")),
        path("committees/", include("palabre.meetings.urls")),
        path("committees/", include("palabre.reports.urls")),
        path("", include("palabre.motions.urls")),
        path("committees/", include("palabre.committees.urls")),
        path("forum/", include("palabre.forums.urls")),
        path(
            "messages/vault/",
            include("palabre.vaults.urls", namespace="messages_vault"),
            {"then": "submissions:inbox"},
        ),
        path("me/reprisals/", include("palabre.reprisals.own_urls")),
        path("me/vault/custodians/", include("palabre.vaults.custodian_urls")),
        path("me/vault/", include("palabre.vaults.urls")),
        path("", include("palabre.submissions.urls")),
        path("moderation/", include("palabre.reports.account_urls")),
        path("moderation/", include("palabre.moderation.urls")),
        path("secretariat/people/", include("palabre.spaces.desk_urls")),
        path("secretariat/forum/", include("palabre.forums.desk_urls")),
        path("secretariat/committees/", include("palabre.meetings.desk_urls")),
        path("secretariat/committees/", include("palabre.committees.desk_urls")),
        path("secretariat/paper/", include("palabre.submissions.desk_urls")),
        path("secretariat/rules/", include("palabre.moderation.desk_urls")),
        path("secretariat/procedures/", include("palabre.moderation.procedure_urls")),
        path("invitation/", include("palabre.spaces.urls")),
    ),
]
handler400 = "palabre.portal.service.bad_request"
handler403 = "palabre.portal.service.forbidden"
handler404 = "palabre.portal.service.missing"
handler500 = "palabre.portal.service.failed"
