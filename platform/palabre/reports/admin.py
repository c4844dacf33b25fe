from django.contrib import admin

from palabre.core.admin import ReadOnly
from palabre.reports.models import MessageCount


@admin.register(MessageCount)
class MessageCountAdmin(ReadOnly[MessageCount]):
    list_display = ["space", "first_day", "through"]
    exclude = ["received", "answers"]  # told in reports, where they are large enough
    list_select_related = ["space"]
