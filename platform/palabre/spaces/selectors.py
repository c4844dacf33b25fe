"""What the secretariat's pages about people show."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404

from palabre.people.models import User
from palabre.spaces.models import Membership, Role, Space

A_PAGE = 25


def list_people(query: str, *, page: str | int) -> Page[User]:
    people = User.objects.order_by("name", "pk")
    if query:
        people = people.filter(
            Q(name__icontains=query) | Q(username__icontains=query) | Q(function__icontains=query)
        )
    return Paginator(people, A_PAGE).get_page(page)


def get_person(pk: int) -> User:
    person = User.objects.select_related("verified_by").filter(pk=pk).first()
    if person is None:
        raise Http404
    return person


def spaces_run_by(user: User) -> QuerySet[Space]:
    """The same line that rules.can_run draws, in SQL."""
    if user.is_superuser:
        return Space.objects.order_by("slug")
    run = Membership.objects.filter(user=user, role=Role.SECRETARIAT).values("space")
    return Space.objects.filter(pk__in=run).order_by("slug")


def get_membership(pk: int, *, for_user: User) -> Membership:
    """Hidden and missing look alike: only who runs the space sees its roles here."""
    found = Membership.objects.select_related("space", "user").filter(
        pk=pk, space__in=spaces_run_by(for_user)
    )
    if membership := found.first():
        return membership
    raise Http404


def list_roles(person: User, *, for_user: User) -> QuerySet[Membership]:
    return (
        person.memberships.filter(space__in=spaces_run_by(for_user))
        .select_related("space")
        .order_by("space__slug", "role")
    )
