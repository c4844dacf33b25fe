"""How allauth behaves in this house: no client addresses, mail by the outbox, invitations."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language

from palabre.notifications.registry import link_in_this_language
from palabre.people.models import Side, User
from palabre.spaces.services import accept_invitation, open_invitation

INVITATION = "invitation"  # where a session holds the token until the account is made
LEADS_TO = "invitation-leads-to"  # and then where to go on


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request: HttpRequest) -> str:
        """The same for everybody. Whatever allauth counts or keeps, it keeps no address."""
        return "0.0.0.0"  # noqa: S104 (nothing is bound; it stands for nobody)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.OPEN_SIGN_UP or open_invitation(held_token(request)) is not None

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Made from the name, never asked: « this one is taken » would tell who has an account."""
        user.username = self.generate_unique_username([user.name, "person"])

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:  # noqa: FBT001, FBT002 (allauth's signature)
        """Keep what was declared, then what an invitation vouches for, which wins."""
        declared = form.cleaned_data
        user.name = declared["name"]
        user.side = declared.get("side", Side.CIVILIAN)
        user.function = declared.get("function", "")
        user.language = (get_language() or "fr")[:2]
        saved: User = super().save_user(request, user, form, commit)
        token = held_token(request)
        if invitation := open_invitation(token):
            accept_invitation(token, saved)
            request.session[LEADS_TO] = invitation.leads_to
        return saved

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """To what they were invited to, in their language; or home."""
        leads_to = link_in_this_language(request.session.pop(LEADS_TO, ""))
        return leads_to or str(super().get_signup_redirect_url(request))


def held_token(request: HttpRequest) -> str:
    return str(request.session.get(INVITATION, ""))
