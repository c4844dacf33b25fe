from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palabre.core.admin import ReadOnly
from palabre.jobs import services
from palabre.jobs.models import Job


@admin.register(Job)
class JobAdmin(ReadOnly[Job]):
    """What waits, and what was given up on. Not for whom: its arguments are not shown."""

    list_display = ["task", "attempts", "given_up_on", "error"]
    list_filter = ["task", "given_up_on"]
    fields = ["task", "attempts", "given_up_on", "error"]
    actions = ["try_again"]

    @admin.action(description=_("Try again, as if for the first time"))
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        number = services.try_again(queryset)
        said = ngettext("%(number)s job is due again.", "%(number)s jobs are due again.", number)
        messages.success(request, said % {"number": number})
