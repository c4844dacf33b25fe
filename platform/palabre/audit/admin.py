from django.contrib import admin

from palabre.audit.models import AuditRecord
from palabre.core.admin import ReadOnly


@admin.register(AuditRecord)
class AuditRecordAdmin(ReadOnly[AuditRecord]):
    list_display = ["day", "actor", "action", "target"]
    list_filter = ["action"]
    search_fields = ["actor", "target"]
