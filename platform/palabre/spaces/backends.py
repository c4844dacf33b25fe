from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from palabre.core.asked import SOMEBODY, Question
from palabre.notifications.models import Notice
from palabre.people.models import User
from palabre.spaces.models import Membership, Role


def holds(role: Role) -> Exists:
    return Exists(Membership.objects.filter(user=OuterRef("pk"), role=role))


def _person() -> QuerySet[User]:
    unread = (
        Notice.objects.filter(user=OuterRef("pk"), read=False)
        .order_by()
        .values("user")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return User.objects.filter(pk=SOMEBODY).annotate(
        is_moderator=holds(Role.MODERATOR),
        is_secretariat=holds(Role.SECRETARIAT),
        is_reader=holds(Role.READER),
        number_unread=Subquery(unread, output_field=IntegerField()),
    )


WHO = Question(_person)


class PalabreBackend(AuthenticationBackend):
    """Loads a person and, in the same query, what the menu must know of them. That is asked for every
    page, so it is worded once."""

    def get_user(self, user_id: int) -> User | None:
        found = next(iter(WHO.things(User, by=user_id)), None)
        return found if found and self.user_can_authenticate(found) else None

    def _authenticate(self, request: HttpRequest | None, **credentials: Any) -> User | None:
        """One look for the person and one hash, whoever is asked for.

        allauth tries a known mail address twice, so it took twice as long to refuse as an unknown
        one; for whom nothing is found, its `authenticate` hashes once in vain.
        """
        email, username = credentials.get("email"), credentials.get("username")
        known = filter_users_by_email(email, prefer_verified=True, for_login=True) if email else []
        person = known[0] if known else None
        if person is None and username:
            person = get_user_by_username(username)
        checked: User | None = self._check_password(person, credentials["password"])
        return checked
