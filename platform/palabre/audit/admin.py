from django.contrib import admin

from palabre.audit.models import AuditRecord, Check, DailyHead, Head
from palabre.core.admin import ReadOnly


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnly[AuditRecord]):
    list_display = ["number", "day", "actor", "action", "target"]
    list_filter = ["action"]
    search_fields = ["actor", "target"]


@admin.register(Head)
class HeadAdmin(ReadOnly[Head]):
    list_display = ["number", "digest"]


@admin.register(DailyHead)
class DailyHeadAdmin(ReadOnly[DailyHead]):
    list_display = ["day", "number", "digest"]


@admin.register(Check)
class CheckAdmin(ReadOnly[Check]):
    list_display = ["day", "number", "is_whole", "is_guarded"]
