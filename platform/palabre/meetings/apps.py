from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "palabre.meetings"
    verbose_name = _("Meetings")

    def ready(self) -> None:
        from palabre.core import guards
        from palabre.meetings.publisher import AgendaPublisher
        from palabre.meetings.words import declare_all
        from palabre.spaces.publishing import register_publisher

        declare_all()
        register_publisher("meetings", AgendaPublisher())
        stays = "a version of minutes is never rewritten"
        guards.declare(
            guards.Guard("meetings_version_stays", "meetings_version", "UPDATE", "TRUE", stays),
            *guards.goes_not(
                "meetings_version",
                stays,
                unlike="(o.minutes_id = NEW.minutes_id"
                " AND (o.number = NEW.number OR (o.is_final AND NEW.is_final)))",
            ),
        )
