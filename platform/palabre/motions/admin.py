"""Read-only. Of secret ballots nothing is here: no list may show their order, nor who has voted."""

from django.contrib import admin

from palabre.core.admin import ReadOnly
from palabre.motions.models import Amendment, Motion, Vote


@admin.register(Motion)
class MotionAdmin(ReadOnly[Motion]):
    list_display = ["title", "committee", "kind", "state", "moved_on"]
    list_filter = ["state", "committee"]
    list_select_related = ["committee"]
    search_fields = ["title"]


@admin.register(Amendment)
class AmendmentAdmin(ReadOnly[Amendment]):
    list_display = ["motion", "number", "fate"]
    list_select_related = ["motion"]


@admin.register(Vote)
class VoteAdmin(ReadOnly[Vote]):
    list_display = ["motion", "way", "stage", "outcome", "opened_on"]
    list_filter = ["way", "stage"]
    list_select_related = ["motion", "amendment"]
    exclude = ["cast", "tally"]
