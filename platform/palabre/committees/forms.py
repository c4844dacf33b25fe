import secrets
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Committee, Mode, Territory
from palabre.core.fields import BodyField, LineField


def once() -> forms.CharField:
    """Which form it is, so that a second tap is the same deed. Kept nowhere but in memory."""
    return forms.CharField(
        required=False, widget=forms.HiddenInput, initial=lambda: secrets.token_urlsafe(12)
    )


class ContributionForm(forms.Form):
    body = BodyField(label=_("Your contribution"))


class NamelessForm(ContributionForm):
    once = once()


class DiscussionForm(forms.Form):
    once = once()
    title = LineField(
        label=_("What is it about?"),
        help_text=_("A question or a situation that both sides know."),
    )
    mode = forms.ChoiceField(
        choices=Mode,
        widget=forms.RadioSelect,
        initial=Mode.NAMED,
        label=_("With names or without?"),
        help_text=_("This is settled once and never changes afterwards."),
    )
    is_public = forms.BooleanField(
        required=False,
        label=_("Anyone may read it"),
        help_text=_("Otherwise only the members of the committee read it. Only they ever write."),
    )
    lang = forms.ChoiceField(choices=settings.LANGUAGES, label=_("In which language?"))


class TerritoryField(forms.ModelChoiceField[Territory]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset = Territory.objects.select_related("parent").order_by("parent__name", "name")

    def label_from_instance(self, obj: Territory) -> str:
        return f"{obj.parent} – {obj}" if obj.parent else str(obj)


class CommitteeForm(forms.ModelForm[Committee]):
    is_public = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Anyone may see its page"),
        help_text=_("Otherwise the committee exists for its members only."),
    )

    class Meta:
        model = Committee
        fields = [
            "name",
            "kind_fr",
            "kind_en",
            "territory",
            "area",
            "purpose_fr",
            "purpose_en",
            "charter_fr",
            "charter_en",
            "founded_on",
        ]
        field_classes = {
            "area": TerritoryField,
            **dict.fromkeys(["name", "kind_fr", "kind_en", "territory"], LineField),
            **dict.fromkeys(["purpose_fr", "purpose_en", "charter_fr", "charter_en"], BodyField),
        }
        widgets = {
            "purpose_fr": forms.Textarea(attrs={"rows": 3}),
            "purpose_en": forms.Textarea(attrs={"rows": 3}),
            "charter_fr": forms.Textarea(attrs={"rows": 8}),
            "charter_en": forms.Textarea(attrs={"rows": 8}),
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
