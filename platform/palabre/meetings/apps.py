from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from palabre.meetings.publisher import AgendaPublisher
        from palabre.meetings.words import declare_all
        from palabre.spaces.publishing import register_publisher

        declare_all()
        register_publisher("meetings", AgendaPublisher())
