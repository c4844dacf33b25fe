"""Read-only. Proposals are not here, since nothing may show their order; nor is who was in a room."""

from django.contrib import admin

from palabre.core.admin import ReadOnly
from palabre.meetings.models import Decision


@admin.register(Decision)
class DecisionAdmin(ReadOnly[Decision]):
    list_display = ["meeting", "number", "kind", "adopted_on"]
    list_filter = ["kind"]
    list_select_related = ["meeting__committee"]
