from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class ReportsConfig(AppConfig):
    name = "palabre.reports"
    verbose_name = pgettext_lazy("of a committee", "Reports")
