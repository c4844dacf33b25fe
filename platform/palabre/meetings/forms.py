from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Meeting
from palabre.core.fields import BodyField, LineField
from palabre.meetings.models import AgendaItem, Decision, Kind

LINES = 40  # of an agenda typed in at once
ABOUT_LIMIT = 5_000
# What few meetings need, folded away until somebody does.
SAID, URGENT = ("agenda_fr", "agenda_en"), ("urgency_fr", "urgency_en")


class MeetingForm(forms.ModelForm[Meeting]):
    class Meta:
        model = Meeting
        fields = [
            "starts_at", "duration", "place_fr", "place_en", "is_chatham",
            "agenda_fr", "agenda_en", "urgency_fr", "urgency_en",
        ]  # fmt: skip
        field_classes = {
            **dict.fromkeys(["place_fr", "place_en"], LineField),
            **dict.fromkeys(["agenda_fr", "agenda_en", "urgency_fr", "urgency_en"], BodyField),
        }
        widgets = {
            "starts_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            ),
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("agenda_fr", "agenda_en")},
            **{name: forms.Textarea(attrs={"rows": 2}) for name in ("urgency_fr", "urgency_en")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts_at"].help_text = _("Day and hour, in the time of the place.")
        self.fields["urgency_fr"].help_text = _(
            "Only where the meeting cannot wait for the days of notice. Everyone reads it."
        )

    @property
    def first(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in (*SAID, *URGENT)]

    @property
    def said(self) -> list[forms.BoundField]:
        return [self[name] for name in SAID]

    @property
    def urgent(self) -> list[forms.BoundField]:
        return [self[name] for name in URGENT]

    @property
    def says_something(self) -> bool:
        return any(field.value() or field.errors for field in self.said)

    @property
    def may_be_urgent(self) -> bool:
        """Also where it was refused: the days of notice are what most refusals are about."""
        return bool(self.errors) or any(field.value() for field in self.urgent)


class CallForm(MeetingForm):
    """With the agenda, a line an item: most meetings are called in one go."""

    items_fr = BodyField(
        required=False,
        rows=6,
        label=_("Agenda in French"),
        help_text=_("One item a line. More can be added until the meeting is over."),
    )
    items_en = BodyField(
        required=False,
        rows=6,
        label=_("Agenda in English"),
        help_text=_("The same items, line by line."),
    )
    field_order = [
        "starts_at", "duration", "place_fr", "place_en", "is_chatham", "items_fr", "items_en",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("items_fr", "items_en"):
            lines = titles(said.get(name, ""))
            if len(lines) > LINES or any(len(line) > TITLE_LIMIT for line in lines):
                self.add_error(name, _("At most 40 items, of 160 characters each."))
        return said

    @property
    def items(self) -> list[dict[str, Any]]:
        french, english = (titles(self.cleaned_data[name]) for name in ("items_fr", "items_en"))
        longest = max(len(french), len(english))
        french, english = (each + [""] * (longest - len(each)) for each in (french, english))
        return [{"title_fr": fr, "title_en": en} for fr, en in zip(french, english, strict=True)]

    @property
    def words(self) -> dict[str, Any]:
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in ("items_fr", "items_en")
        }


TITLE_LIMIT = 160


def titles(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


class ReasonForm(forms.Form):
    reason = LineField(
        max_length=300, label=_("Why?"), help_text=_("One sentence. The members read it.")
    )


class ProposalForm(forms.Form):
    title = LineField(
        label=_("What should be talked about?"),
        help_text=_("A matter or a question, in one sentence. No name of anybody."),
    )
    about = BodyField(
        required=False, rows=5, max_length=ABOUT_LIMIT, label=_("What the others should know")
    )
    lang = forms.ChoiceField(choices=settings.LANGUAGES, label=_("In which language?"))


class ItemForm(forms.ModelForm[AgendaItem]):
    class Meta:
        model = AgendaItem
        fields = ["title_fr", "title_en", "about", "for_members"]
        field_classes = {
            **dict.fromkeys(["title_fr", "title_en"], LineField),
            "about": BodyField,
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"title_fr": _("One language is enough.")}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("title_fr") and not said.get("title_en") and not self.errors:
            self.add_error("title_fr", _("Give it a title, in one language at least."))
        return said


class DecisionForm(forms.ModelForm[Decision]):
    kind = forms.ChoiceField(
        choices=Kind, widget=forms.RadioSelect, initial=Kind.DECISION, label=_("What is adopted?")
    )

    class Meta:
        model = Decision
        fields = ["kind", "text_fr", "text_en", "responsible", "due_on"]
        field_classes = {
            **dict.fromkeys(["text_fr", "text_en"], BodyField),
            "responsible": LineField,
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("text_fr", "text_en")},
            "due_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"text_fr": _("One language is enough.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["responsible"].help_text = _("An office or a side, never somebody’s name.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("text_fr") and not said.get("text_en") and not self.errors:
            self.add_error("text_fr", _("Write it, in one language at least."))
        return said
