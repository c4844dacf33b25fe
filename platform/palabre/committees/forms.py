from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Committee, Meeting, Mode
from palabre.core.fields import BodyField, LineField


class ContributionForm(forms.Form):
    body = BodyField(label=_("Your contribution"))


class DiscussionForm(forms.Form):
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
            "purpose_fr",
            "purpose_en",
            "charter_fr",
            "charter_en",
            "founded_on",
        ]
        field_classes = {
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


class FoundingForm(CommitteeForm):
    slug = forms.SlugField(
        max_length=60,
        label=_("Address"),
        help_text=_("Small letters, digits and dashes. It never changes, so that links last."),
    )
    field_order = ["name", "slug"]


class MeetingForm(forms.ModelForm[Meeting]):
    class Meta:
        model = Meeting
        fields = ["starts_at", "place_fr", "place_en", "is_chatham", "agenda_fr", "agenda_en"]
        field_classes = {
            **dict.fromkeys(["place_fr", "place_en"], LineField),
            **dict.fromkeys(["agenda_fr", "agenda_en"], BodyField),
        }
        widgets = {
            "starts_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            "agenda_fr": forms.Textarea(attrs={"rows": 6}),
            "agenda_en": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = _("Day and hour, in the time of the place.")
