from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField
from palabre.moderation.forms import NOTE_LIMIT, RuleField, labelled
from palabre.moderation.ladder import Step
from palabre.moderation.models import PauseKind, SanctionKind

MOST_PLEA = 2000
HINTS = {
    SanctionKind.NOTICE: _("A word on their page. Nothing is taken from them."),
    SanctionKind.SLOW: _("In this space, for so many days."),
    SanctionKind.READ_ONLY: _("In this space, for so many days. Votes and seats stay theirs."),
    SanctionKind.BAN: _("In this space, from 31 to 180 days. They go on reading."),
}


class AppealForm(forms.Form):
    plea = BodyField(
        label=_("Why should it be looked at once more?"),
        help_text=_("Two other moderators read this, one of each side, without your name."),
        max_length=MOST_PLEA,
    )


class MeasureForm(forms.Form):
    kind = forms.ChoiceField(
        widget=forms.RadioSelect,
        label=_("What do you propose?"),
        error_messages={"required": _("Choose what you propose.")},
    )
    days = forms.IntegerField(
        min_value=0, max_value=180, required=False, label=_("For how many days?")
    )
    note = BodyField(max_length=NOTE_LIMIT, rows=3, label=_("Why, in your words"))

    def clean_days(self) -> int:
        return int(self.cleaned_data["days"] or 0)


class SanctionForm(MeasureForm):
    def __init__(self, *args: Any, steps: list[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = cast("forms.ChoiceField", self.fields["kind"])
        kinds.choices = [
            (step.kind.value, labelled(str(step.kind.label), HINTS[step.kind])) for step in steps
        ]
        if any(step.longest for step in steps):
            self.fields["days"].help_text = _("A notice has none.")
        else:
            del self.fields["days"]
        self.fields["note"].help_text = _("Whoever it is for reads this without your name.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said.setdefault("days", 0)  # not asked where nothing but a notice can be proposed
        return said


class PauseForm(MeasureForm):
    rule = RuleField(
        label=_("Which rule is at stake?"),
        error_messages={"required": _("Choose the rule that is at stake.")},
    )
    field_order = ["kind", "days", "rule", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = PauseKind.choices
        cast("RuleField", self.fields["rule"]).empty_label = _("Choose a rule")
        self.fields["days"] = forms.IntegerField(
            min_value=1,
            max_value=7,
            initial=1,
            label=_("For how many days?"),
            help_text=_("Seven at most. It ends by itself."),
        )
        self.order_fields(self.field_order)
        self.fields["note"].help_text = _("The moderators of the other side read this.")
