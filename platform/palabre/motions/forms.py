from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.meetings.models import Kind
from palabre.motions.counting import VOTING, Choice, Count
from palabre.motions.models import Way
from palabre.people.models import Side

LONGEST = 6_000  # of a motion: what a room can hear read aloud, and two columns can show
MOST_HANDS = 500


class MotionForm(forms.Form):
    title = LineField(label=_("What should the committee adopt? In one line"))
    kind = forms.ChoiceField(
        choices=Kind, widget=forms.RadioSelect, initial=Kind.ADVICE, label=_("What would it be?")
    )
    text = BodyField(
        max_length=LONGEST,
        rows=10,
        label=_("Its text"),
        help_text=_("Who should do what, and by when. Short sentences can be amended one by one."),
    )
    is_public = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Anyone may read it once it is adopted"),
        help_text=_("Before, and if it is not adopted, only the members of the committee read it."),
    )
    lang = forms.ChoiceField(choices=settings.LANGUAGES, label=_("In which language?"))


class AmendmentForm(forms.Form):
    # Lines end in a form as browsers end them, also in a field that nobody sees.
    base = BodyField(max_length=LONGEST, widget=forms.HiddenInput)
    text = BodyField(
        max_length=LONGEST,
        rows=10,
        label=_("The text as you want it"),
        help_text=_("Change what you want changed, and leave the rest as it is."),
    )
    reason = LineField(max_length=300, required=False, label=_("Why?"))


class CallForm(forms.Form):
    """How and when something is put to the vote."""

    way = forms.ChoiceField(choices=Way, widget=forms.RadioSelect, label=_("How do you vote?"))
    last_day = forms.DateField(
        required=False,
        label=_("Last day to vote"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, in_meeting: bool, is_chatham: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fitting = [Way.NAMED, Way.SECRET]
        if in_meeting:
            fitting = [Way.HANDS, Way.SECRET, Way.CODES] + ([] if is_chatham else [Way.NAMED])
            del self.fields["last_day"]
        else:
            self.fields["last_day"].required = True
        self.fields["way"] = forms.ChoiceField(
            choices=[(way.value, way.label) for way in fitting],
            widget=forms.RadioSelect,
            initial=fitting[0],
            label=self.fields["way"].label,
        )


class ChoiceForm(forms.Form):
    choice = forms.ChoiceField(choices=Choice, widget=forms.RadioSelect, label=_("Your vote"))


class BallotForm(ChoiceForm):
    wants_number = forms.BooleanField(
        required=False,
        label=_("Give me a number to find my ballot on the list"),
        help_text=_(
            "It is shown once, and proves that your ballot is counted. Leave it if somebody could "
            "force you to show it."
        ),
    )


class GivingUpForm(forms.Form):
    reason = LineField(
        max_length=300,
        label=_("Why can it not be counted?"),
        help_text=_("The members read it, and it stays on the record. Name nobody."),
    )


class CodeForm(forms.Form):
    code = LineField(
        max_length=60,
        label=_("The code on your slip of paper"),
        help_text=_("3 groups of 4. Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class HandsForm(forms.Form):
    """The hands of each side, as they were counted in the room."""

    def __init__(self, *args: Any, sides: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sides = [side for side in VOTING if side in sides]
        for side in self.sides:
            for choice in Choice:
                self.fields[f"{side}_{choice}"] = forms.IntegerField(
                    min_value=0,
                    max_value=MOST_HANDS,
                    label=f"{Side(side).label}: {choice.label}",
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
                )

    def hands(self) -> dict[str, Count]:
        said = self.cleaned_data
        return {
            side: Count(*(said[f"{side}_{choice}"] for choice in Choice)) for side in self.sides
        }


class PollForm(forms.Form):
    question = LineField(
        max_length=300,
        label=_("What should everybody be able to live with?"),
        help_text=_("One sentence that says what would be done."),
    )
