from django.apps import AppConfig
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models.signals import post_migrate, pre_migrate
from django.forms import fields, models
from django.utils.translation import gettext_lazy as _

from palabre.core import guards, journal

# What forms say where nothing was given: what to do, not what a field is.
EMPTY = (
    (fields.Field, _("Fill this in.")),
    (fields.BooleanField, _("Tick this to go on.")),
    (fields.ChoiceField, _("Choose one.")),
    (models.ModelChoiceField, _("Choose one.")),
)
# And where a number is out of range, of a form or of what it is kept in.
BOUNDS = (
    (MaxValueValidator, _("That is too much: %(limit_value)s at most.")),
    (MinValueValidator, _("That is too little: %(limit_value)s at least.")),
)


class CoreConfig(AppConfig):
    name = "palabre.core"

    def ready(self) -> None:
        journal.keep_empty()
        for kind, words in EMPTY:
            kind.default_error_messages = {**kind.default_error_messages, "required": words}
        for bound, words in BOUNDS:
            bound.message = words
        pre_migrate.connect(guards.lift_before_migrate, dispatch_uid="guards")
        post_migrate.connect(guards.set_up_after_migrate, dispatch_uid="guards")
