from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField
from palabre.submissions.forms import LONGEST, TokenForm
from palabre.submissions.models import Readers
from palabre.submissions.sheets import MOST_AT_ONCE

LANGUAGES = [("fr", "Français"), ("en", "English")]


class PrintForm(forms.Form):
    number = forms.IntegerField(
        label=_("How many sheets?"), min_value=1, max_value=MOST_AT_ONCE, initial=20
    )
    size = forms.ChoiceField(
        label=_("On what paper?"),
        widget=forms.RadioSelect,
        choices=[
            ("a4", _("A4: one leaf a sheet, to be cut in two")),
            ("a6", _("A6: two small leaves a sheet")),
        ],
        initial="a4",
    )
    language = forms.ChoiceField(
        label=_("In which language?"), widget=forms.RadioSelect, choices=LANGUAGES
    )


class SheetForm(TokenForm):
    """What came back on a sheet."""

    number = forms.CharField(
        label=_("Sheet number"),
        help_text=_("12 letters and digits, on the part that was handed back. Spaces, dashes and capitals do not matter."),
        max_length=100,
        strip=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )  # fmt: skip
    readers = forms.ChoiceField(
        label=_("Who may read this message?"),
        help_text=_("As ticked on the sheet. If nothing is ticked, or both are: civilian readers only."),
        widget=forms.RadioSelect,
        choices=Readers,
        error_messages={"required": _("Choose who may read it.")},
    )  # fmt: skip
    body = BodyField(
        label=_("What is written on it"),
        help_text=_("Word for word, mistakes included."),
        max_length=LONGEST,
        rows=8,
        error_messages={"required": _("Type what is written on it.")},
    )

    def refuse_number(self) -> None:
        """The same words whether it is wrong, used or too old."""
        self.add_error(
            "number",
            _("No sheet with this number is waiting here. Check each group of 4. A sheet is typed in once, and expires."),
        )  # fmt: skip
