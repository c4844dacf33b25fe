from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import LineField
from palabre.people.models import Side, User

DECLARABLE = [choice for choice in Side.choices if choice[0] != Side.SECRETARIAT]


class SignUpDetails(forms.Form):
    """What sign-up asks besides allauth's own fields. Declared, not yet believed."""

    name = LineField(max_length=80, label=_("Name shown to others"))
    side = forms.ChoiceField(
        choices=DECLARABLE,
        label=_("On which side do you speak?"),
        initial=Side.CIVILIAN,
        widget=forms.RadioSelect,
    )
    function = LineField(
        max_length=120,
        required=False,
        label=_("What you do"),
        help_text=_(
            "For example: market trader, gendarme, teacher. Somebody entitled confirms it later."
        ),
    )

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing: allauth calls it after the account is saved, when an invitation has already
        vouched for a side, and what was declared must not win over it (spaces.adapter)."""
