"""Who is proposed for a seat, is invited, or has become somebody's deputy, in the demonstration."""

from palabre.committees.models import Committee, Ending, Point, Seat
from palabre.committees.seating import charter_digest
from palabre.committees.services import nominations
from palabre.demonstration.reading import Row
from palabre.people.models import User


def load_nominations(committee: Committee, rows: list[Row], people: dict[str, User]) -> None:
    for row in rows:
        held = Seat.objects.get(committee=committee, user=people[row["seat_of"]], left_on=None)
        _nominate(held, row, people)


def _nominate(held: Seat, row: Row, people: dict[str, User]) -> None:
    desk = people["sira"]
    made = nominations.nominate(
        held,
        people[row["user"]] if "user" in row else row["name"],
        by=desk,
        on_behalf_of=row["on_behalf_of"],
        as_deputy=row.get("as_deputy", False),
        ending=Ending.objects.get(code=row["ending"]) if "ending" in row else None,
    )
    for point in row.get("checked", Point.values):
        nominations.check_point(made, point, by=desk)
    if not row.get("invited", False):
        return
    nominations.invite_nominee(made, by=desk)
    if row.get("accepted", False):
        nominations.accept_seat(
            made,
            by=people[row["user"]],
            charter=charter_digest(held.committee),
            to_public=row["shown_to_public"],
            to_members=row["shown_to_members"],
        )
