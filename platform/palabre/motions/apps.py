from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MotionsConfig(AppConfig):
    name = "palabre.motions"
    verbose_name = gettext_lazy("Motions")

    def ready(self) -> None:
        from palabre.notifications.registry import declare

        declare("motions.vote", _to_vote)
        declare("motions.adopted", _adopted, step=1)


def _to_vote(words: dict[str, Any]) -> str:
    return _("You are asked to vote: “%(title)s”") % words


def _adopted(words: dict[str, Any]) -> str:
    return _("Your committee has adopted: “%(title)s”") % words
