from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.moderation.models import Procedure
from palabre.moderation.procedures import FIELDS, TIMES, meanings

MOST_FIRST_WORDS = 20


class ProcedureForm(forms.ModelForm[Procedure]):
    """Each with what it means, within its bounds."""

    class Meta:
        model = Procedure
        fields = FIELDS
        help_texts = {
            "promise_hours": _("Hours, 1 to 720. What waits to be published is published after it by itself."),
            "lapse_days": _("Days, 1 to 90. Waiting removes nothing."),
            "veil_hours": _("Hours, 1 to 24. Then it is shown again, whether both sides have decided or not."),
            "second_look_hours": _("Hours, 1 to 168. Whoever is silent stands by the first choice."),
            "panel_hours": _("Hours, 1 to 336. Only a key of each side removes, on the panel too."),
            "appeal_days": _("Days, 1 to 365. For as long the words are kept for a different pair."),
            "spam_by_one": _("Only what the rules call spam, and only where the charter says so. The register says that it was one key, and its author may appeal."),
            "first_words": _("0 to 20; with 0 nothing waits. One moderator of either side lets it through, refusing it takes both."),
            "holds_all": _("For times of danger. One moderator of either side lets it through, refusing it takes both, and what nobody looks at is published when the promised time is over."),
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, meaning in meanings().items():
            self.fields[name].label = meaning
        for name in (*TIMES, "first_words"):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    def clean_first_words(self) -> int:
        number: int = self.cleaned_data["first_words"]
        if number > MOST_FIRST_WORDS:
            raise forms.ValidationError(_("At most 20: a newcomer does not stay one for ever."))
        return number
