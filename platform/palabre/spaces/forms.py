from typing import Any

from allauth.account.forms import SignupForm
from allauth.core import context
from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import LineField
from palabre.people.models import Side, User
from palabre.spaces.adapter import INVITATION, held_token
from palabre.spaces.models import Role, Space
from palabre.spaces.selectors import spaces_run_by
from palabre.spaces.services import letters_and_digits, open_invitation


class SignUpForm(SignupForm):
    """allauth's, knowing an invitation, and as slow for a known address as for a new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = open_invitation(held_token(context.request))
        if self.invitation:
            del self.fields["side"], self.fields["function"]

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        if self.account_already_exists:
            self._rehearse(request)
        answer: tuple[User | None, HttpResponse | None] = super().try_save(request)
        if answer[0]:
            request.session.pop(INVITATION, None)
        return answer

    def _rehearse(self, request: HttpRequest) -> None:
        """All the work of a new account, of which nothing stays."""
        self.account_already_exists = False
        with transaction.atomic():
            self.save(request)
            transaction.set_rollback(True)
        self.account_already_exists = True


class VouchForm(forms.Form):
    """On which side and in what function: what an invitation and a verification vouch for."""

    side = forms.ChoiceField(choices=Side.choices, label=_("Side"), widget=forms.RadioSelect)
    function = LineField(
        max_length=120,
        label=_("Function"),
        help_text=_("As it is shown beside the name. For example: market trader, gendarme."),
    )


class RoleForm(forms.Form):
    space = forms.ModelChoiceField(Space.objects.none(), label=_("Space"), empty_label=None)
    role = forms.ChoiceField(choices=Role.choices, label=_("Role"))
    side = forms.ChoiceField(choices=Side.choices, label=_("For which side"))

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["space"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (a fact, for the types)
        field.queryset = spaces_run_by(by)


class TokenForm(forms.Form):
    token = LineField(
        max_length=60,
        label=_("Code of the invitation"),
        help_text=_("24 letters and digits. Capitals, spaces and dashes make no difference."),
    )

    def clean_token(self) -> str:
        if typed := letters_and_digits(self.cleaned_data["token"]):
            return typed
        raise forms.ValidationError(_("Type the letters and digits of the code."))
