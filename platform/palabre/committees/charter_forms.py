"""A committee's mandate and charter, as they are typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Charter, Committee
from palabre.committees.models.charter import TEXTS
from palabre.core.fields import BodyField

LONG: dict[str, forms.Widget] = {
    **{name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose_fr", "purpose_en")},
    **{name: forms.Textarea(attrs={"rows": 10}) for name in ("charter_fr", "charter_en")},
}
AS_TEXT = dict.fromkeys(TEXTS, BodyField)


class CharterForm(forms.ModelForm[Charter]):
    reason_fr = BodyField(
        label=_("Why, in French"),
        help_text=_("Everyone who may see the committee reads it."),
        max_length=2000,
        rows=3,
    )
    reason_en = BodyField(label=_("Why, in English"), max_length=2000, rows=3, required=False)

    class Meta:
        model = Charter
        fields = [*TEXTS, "in_force_from", "reason_fr", "reason_en"]
        field_classes = AS_TEXT
        widgets = {
            **LONG,
            "in_force_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, data: Any = None, *, committee: Committee) -> None:
        words = {name: getattr(committee, name) for name in TEXTS}
        first = committee.rules.earliest_change
        super().__init__(data, initial={**words, "in_force_from": first})


class CharterAcceptanceForm(forms.Form):
    """Which words somebody says yes to."""

    charter = forms.CharField(widget=forms.HiddenInput)
