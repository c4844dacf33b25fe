import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import must_show_something
from palabre.core.text import unix_lines
from palabre.people.models import Side
from palabre.reprisals.models import Kind, Outcome
from palabre.reprisals.selectors import of_side
from palabre.spaces.models import Membership

LONGEST = 1500
TOKEN_BYTES = 32
TO_CIVILIAN, TO_FORCES, TO_ALL, TO_CHOSEN = "civilian", "forces", "all", "chosen"


class KindForm(forms.Form):
    """The first tap."""

    kind = forms.ChoiceField(choices=Kind.choices)


class ReportForm(KindForm):
    """The second tap: to whom. Words are never asked for."""

    token = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    nameless = forms.BooleanField(
        label=_("Leave my name out"),
        help_text=_("Then nobody can reach you about it, or protect you in person."),
        required=False,
    )
    words = forms.CharField(
        label=_("What they should know"),
        max_length=LONGEST,
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    to = forms.ChoiceField(choices=[(to, to) for to in (TO_CIVILIAN, TO_FORCES, TO_ALL, TO_CHOSEN)])
    custodians = forms.MultipleChoiceField(
        label=_("Custodians"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, seats: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.civilian, self.forces = (of_side(seats, side) for side in (Side.CIVILIAN, Side.FORCES))
        self.every = seats
        chosen = self.fields["custodians"]
        if isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(str(seat.user.vault_key.pk), _described(seat)) for seat in seats]

    @property
    def civilian_names(self) -> str:
        return _names(self.civilian)

    @property
    def forces_names(self) -> str:
        return _names(self.forces)

    @property
    def are_of_several(self) -> bool:
        """More than those of one side alone, for whom there is a button already."""
        return bool(self.every) and self.every not in (self.civilian, self.forces)

    @property
    def fresh(self) -> str:
        """The token to print: the same while a form is shown again, so that it is one report."""
        return str(self.data.get("token") or secrets.token_hex(TOKEN_BYTES))

    def clean_words(self) -> str:
        words = unix_lines(str(self.cleaned_data["words"]))
        if words.strip():
            must_show_something(words)
            return words
        return ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("to") and not self.chosen():
            self.add_error("custodians", _("Choose at least one person who may read it."))
        return said

    def chosen(self) -> frozenset[UUID]:
        """The keys of those who may read it."""
        to = self.cleaned_data.get("to")
        if to == TO_CHOSEN:
            return frozenset(map(UUID, self.cleaned_data.get("custodians", [])))
        seats = {TO_CIVILIAN: self.civilian, TO_FORCES: self.forces, TO_ALL: self.every}
        return frozenset(seat.user.vault_key.pk for seat in seats.get(str(to), []))


def _names(seats: list[Membership]) -> str:
    return ", ".join(str(seat.user) for seat in seats)


def _described(seat: Membership) -> str:
    return f"{seat.user} – {seat.get_side_display()}"


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(label=_("What became of it"), choices=Outcome.choices)
