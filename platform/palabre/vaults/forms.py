from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import LineField
from palabre.people.models import User
from palabre.sealing.passphrase import normalised


class PassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("Passphrase of your vault"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class FoundForm(forms.Form):
    """For the second of the first two, who sits beside the one who is signed in."""

    other = LineField(max_length=150, label=_("User name of the other reader"))
    passphrase = forms.CharField(
        label=_("Passphrase of their vault, typed by them"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    met = forms.BooleanField(
        label=_("We sit together, and each of us has read their fingerprint aloud to the other")
    )


SHORTEST_PASSPHRASE = 20


class EnrolForm(forms.Form):
    """The passphrase proposed is the one taken, unless the reader writes a longer one of theirs."""

    proposed = forms.CharField(max_length=500, widget=forms.HiddenInput)
    own = forms.CharField(
        label=_("Or a passphrase of your own, of 20 characters at least"),
        max_length=500,
        strip=False,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    noted = forms.BooleanField(label=_("I have written my passphrase down or know it by heart"))

    def clean_own(self) -> str:
        own = str(self.cleaned_data["own"])
        if own and len(normalised(own)) < SHORTEST_PASSPHRASE:
            raise forms.ValidationError(_("This passphrase is too short: 20 characters at least."))
        return own

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        said["passphrase"] = said.get("own") or said.get("proposed", "")
        if len(normalised(said["passphrase"])) < SHORTEST_PASSPHRASE and "own" in said:
            raise forms.ValidationError(_("Choose a passphrase."))
        return said


class LostVaultForm(EnrolForm):
    sure = forms.BooleanField(
        label=_("I have neither my passphrase nor my sheet. What my lost vault opened, I give up.")
    )
    password = forms.CharField(
        label=_("Your password on this site"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["sure", "password", "proposed", "own", "noted"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Whoever finds a screen that is still open does not take the vault away."""
        typed = str(self.cleaned_data["password"])
        if not self.user.check_password(typed):
            raise forms.ValidationError(_("This is not your password."))
        return typed


class RecoverForm(EnrolForm):
    sheet = forms.CharField(
        label=_("What your recovery sheet says"),
        help_text=_("14 groups of 4. Spaces, lines and capitals do not matter."),
        max_length=200,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ["sheet", "proposed", "own", "noted"]
