"""Read-only. What was said without a name is not here at all: no list may show its order."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from palabre.committees.models import (
    Attachment,
    Charter,
    Check,
    Committee,
    Contribution,
    Discussion,
    Ending,
    Meeting,
    Nomination,
    Removal,
    Rules,
    Seat,
    SeatKind,
    Share,
    Template,
    TemplatePlace,
    Territory,
)
from palabre.core.admin import ReadOnly


@admin.register(Committee)
class CommitteeAdmin(ReadOnly[Committee]):
    list_display = ["name", "territory", "founded_on"]
    list_select_related = ["space"]
    search_fields = ["name", "territory"]


@admin.register(Seat)
class SeatAdmin(ReadOnly[Seat]):
    list_display = ["committee", "user", "side", "is_chair", "since_on", "left_on"]
    list_filter = ["side", "committee"]
    list_select_related = ["committee", "user"]


@admin.register(Ending)
class EndingAdmin(ReadOnly[Ending]):
    list_display = ["name_fr", "code", "nobody_can_refuse", "needs_both_chairs"]


@admin.register(Nomination)
class NominationAdmin(ReadOnly[Nomination]):
    list_display = ["seat", "state", "proposed_by", "proposed_on"]
    list_select_related = ["seat", "proposed_by"]


@admin.register(Check)
class CheckAdmin(ReadOnly[Check]):
    list_display = ["nomination", "point", "by", "day"]
    list_select_related = ["nomination__seat", "by"]


@admin.register(Removal)
class RemovalAdmin(ReadOnly[Removal]):
    list_display = ["seat", "ending", "asked_by", "asked_on", "closed_on"]
    list_select_related = ["seat", "ending", "asked_by"]


@admin.register(SeatKind)
class SeatKindAdmin(ReadOnly[SeatKind]):
    list_display = ["name_fr", "side", "code"]


@admin.register(Rules)
class RulesAdmin(ReadOnly[Rules]):
    list_display = ["committee", "number", "announced_on", "in_force_from"]
    list_select_related = ["committee"]


@admin.register(Charter)
class CharterAdmin(ReadOnly[Charter]):
    list_display = ["committee", "number", "announced_on", "in_force_from", "began_on"]
    list_select_related = ["committee"]


@admin.register(Share)
class ShareAdmin(ReadOnly[Share]):
    list_display = ["rules", "kind", "fewest"]
    list_select_related = ["rules__committee", "kind"]


@admin.register(Template)
class TemplateAdmin(ReadOnly[Template]):
    list_display = ["name_fr", "kind_fr", "is_offered"]


@admin.register(TemplatePlace)
class TemplatePlaceAdmin(ReadOnly[TemplatePlace]):
    list_display = ["template", "kind", "seats", "fewest"]
    list_select_related = ["template", "kind"]


@admin.register(Territory)
class TerritoryAdmin(ReadOnly[Territory]):
    list_display = ["name", "parent", "is_planned"]
    list_select_related = ["parent"]
    search_fields = ["name"]


@admin.register(Discussion)
class DiscussionAdmin(ReadOnly[Discussion]):
    list_display = ["title", "committee", "mode", "is_public", "is_closed"]
    list_filter = ["mode", "committee"]
    list_select_related = ["committee"]
    search_fields = ["title"]


@admin.register(Contribution)
class ContributionAdmin(ReadOnly[Contribution]):
    list_display = ["discussion", "number", "author", "state"]
    list_filter = ["state"]
    list_select_related = ["discussion", "author"]
    exclude = ["html"]


@admin.register(Attachment)
class AttachmentAdmin(ReadOnly[Attachment]):
    """Of drafts there is no list: they are read by whoever writes them."""

    list_display = ["discussion", "number", "media_type", "size"]
    list_select_related = ["discussion"]
    exclude = ["draft"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attachment]:
        return super().get_queryset(request).filter(draft=None)


@admin.register(Meeting)
class MeetingAdmin(ReadOnly[Meeting]):
    list_display = ["committee", "starts_at", "is_chatham"]
    list_filter = ["committee"]
    list_select_related = ["committee"]
