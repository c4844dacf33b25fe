"""What people do about seats, in one line each, for stories that are about what follows."""

from palabre.committees import services
from palabre.committees.models import Committee, Ending, Nomination, Point, Seat
from palabre.committees.seating import charter_digest
from palabre.people.models import User
from tests.committees.factories import SeatFactory


def free_seat(committee: Committee, side: str = "civilian") -> Seat:
    return SeatFactory.create(committee=committee, user=None, side=side)


def held_by(user: User) -> Seat:
    return Seat.objects.select_related("committee__space").get(user=user, left_on=None)


def ending(code: str) -> Ending:
    return Ending.objects.get(code=code)


def invited(
    seat: Seat,
    who: User | str,
    *,
    by: User,
    as_deputy: bool = False,
    how: str = "",
) -> tuple[Nomination, str]:
    """Proposed, checked and invited; with the token of the letter, if there is one."""
    made = services.nominate(
        seat,
        who,
        by=by,
        on_behalf_of="The youth council",
        as_deputy=as_deputy,
        ending=ending(how) if how else None,
    )
    for point in Point.values:
        services.check_point(made, point, by=by)
    token = services.invite_nominee(made, by=by)
    return Nomination.objects.get(pk=made.pk), token


def says_yes(
    nomination: Nomination, user: User, public: str = "name", members: str = "name"
) -> Nomination:
    return services.accept_seat(
        nomination,
        by=user,
        charter=charter_digest(nomination.seat.committee),
        to_public=public,
        to_members=members,
    )


def deputy_of(user: User, deputy: User, *, by: User) -> Seat:
    nomination, _token = invited(held_by(user), deputy, by=by, as_deputy=True)
    says_yes(nomination, deputy)
    return Seat.objects.get(user=deputy, left_on=None)
