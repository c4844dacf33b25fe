"""Run beside the server that will be seized: its people, its places, its readers.

python -m tests.seizure.settle      prints JSON
"""

import json
import sys
from typing import Any

import django

PEOPLE = 12
COMMITTEES = ("kerouba", "tabakoro")
WITH_VAULT = 6  # of them: they know again what they said without a name
TOPICS = 4


def main() -> None:
    django.setup()
    sys.stdout.write(json.dumps(settle()))


def settle() -> dict[str, Any]:
    from django.db import transaction  # noqa: PLC0415 (the apps are there only now)

    with transaction.atomic():
        people = make_people()
        return {**make_places(people), "people": [told(person) for person in people]}


def make_people() -> list[Any]:
    from palabre.people.models import Side  # noqa: PLC0415
    from tests.people.factories import UserFactory, with_password  # noqa: PLC0415
    from tests.vaults.factories import enrol  # noqa: PLC0415

    sides = [Side.CIVILIAN, Side.FORCES]
    names = [f"habitant{number:02}" for number in range(PEOPLE)]
    made = [
        with_password(UserFactory.create(username=name, name=name.title(), side=sides[n % 2]))
        for n, name in enumerate(names)
    ]
    for person in made[:WITH_VAULT]:
        enrol(person)
    return made


def told(person: Any) -> dict[str, Any]:
    return {"pk": person.pk, "username": person.username, "email": person.email}


def make_places(people: list[Any]) -> dict[str, Any]:
    from tests.committees.factories import CommitteeFactory, DiscussionFactory  # noqa: PLC0415
    from tests.forums.factories import CategoryFactory, TopicFactory  # noqa: PLC0415
    from tests.people.factories import UserFactory  # noqa: PLC0415
    from tests.spaces.factories import SpaceFactory  # noqa: PLC0415

    opener = UserFactory.create(username="ouvreur")
    category = CategoryFactory.create()
    topics = [TopicFactory.create(category=category, by=opener).pk for _ in range(TOPICS)]
    places: dict[str, Any] = {"topics": topics, "discussions": [], "readers": [], "nameless": []}
    spaces = []
    for slug in COMMITTEES:
        committee = CommitteeFactory.create(space=SpaceFactory.create(slug=slug))
        discussion = DiscussionFactory.create(committee=committee)
        places["discussions"].append(f"{slug}/discussions/{discussion.pk}")
        nameless = DiscussionFactory.create(committee=committee, mode="chatham")
        places["nameless"].append(f"{slug}/discussions/{nameless.pk}")
        seat_all(committee, people)
        places["readers"] += make_readers(committee.space)
        spaces.append(committee.space)
    places["proposers"] = places["readers"][-2:]
    offices = make_offices(*spaces)
    votes = [put_to_vote(space, offices) for space in spaces]
    return {**places, **offices, "votes": votes, "deeds": make_deeds(spaces[0], offices)}


def make_deeds(space: Any, offices: dict[str, Any]) -> dict[str, str]:
    from palabre.jobs.models import Job  # noqa: PLC0415
    from palabre.people.models import User  # noqa: PLC0415
    from tests.seizure.deeds import make_deeds_possible  # noqa: PLC0415

    secretary = User.objects.get(username=offices["secretary"])
    possible = make_deeds_possible(space.committee, secretary)
    Job.objects.filter(task__startswith="notifications.").delete()  # before the story begins
    return possible


def make_offices(kerouba: Any, tabakoro: Any) -> dict[str, Any]:
    """One secretariat for both, and a reader who will not stay."""
    from palabre.people.models import Side  # noqa: PLC0415
    from palabre.spaces.models import Role  # noqa: PLC0415
    from tests.people.factories import with_password, with_second_factor  # noqa: PLC0415
    from tests.spaces.factories import MembershipFactory, join  # noqa: PLC0415
    from tests.vaults.factories import reader  # noqa: PLC0415

    office = {"side": Side.SECRETARIAT, "role": Role.SECRETARIAT}
    secretary = with_second_factor(with_password(join(kerouba, name="bureau", **office)))
    MembershipFactory.create(space=tabakoro, user=secretary, **office)
    leaving = reader(kerouba, side=Side.CIVILIAN, name="sen-va")
    return {
        "secretary": secretary.username,
        "leaving": kerouba.memberships.get(user=leaving).pk,
    }


def put_to_vote(space: Any, offices: dict[str, Any]) -> str:
    """In secret, between two meetings; custodians of both sides will count it."""
    from datetime import timedelta  # noqa: PLC0415

    from palabre.core.days import today  # noqa: PLC0415
    from palabre.jobs.models import Job  # noqa: PLC0415
    from palabre.motions.models import Way  # noqa: PLC0415
    from palabre.motions.services import Call, open_vote  # noqa: PLC0415
    from palabre.people.models import Side, User  # noqa: PLC0415
    from tests.motions.factories import MotionFactory  # noqa: PLC0415
    from tests.vaults.factories import custodian  # noqa: PLC0415

    for side in (Side.CIVILIAN, Side.FORCES):
        custodian(space, side=side, name=f"garde-{side}-{space.slug}")
    if space.slug == COMMITTEES[-1]:  # there, they can find out together who said something
        space.committee.rules_ever.update(link_days=30)
    secretary = User.objects.get(username=offices["secretary"])
    motion = MotionFactory.create(committee=space.committee, moved_by=secretary)
    call = Call(Way.SECRET, last_day=today() + timedelta(days=30))
    vote = open_vote(motion, call, by=secretary)
    Job.objects.filter(task__startswith="notifications.").delete()  # before the story begins
    return f"{space.slug}/motions/{motion.pk}/votes/{vote.pk}"


def seat_all(committee: Any, people: list[Any]) -> None:
    from tests.committees.factories import SeatFactory  # noqa: PLC0415
    from tests.spaces.factories import MembershipFactory  # noqa: PLC0415

    for person in people:
        SeatFactory.create(committee=committee, user=person, side=person.side)
        MembershipFactory.create(space=committee.space, user=person, side=person.side)


def make_readers(space: Any) -> list[str]:
    from palabre.people.models import Side  # noqa: PLC0415
    from tests.people.factories import with_password  # noqa: PLC0415
    from tests.vaults.factories import reader  # noqa: PLC0415

    names = {side: f"lit-{side}-{space.slug}" for side in (Side.CIVILIAN, Side.FORCES)}
    for side, name in names.items():
        with_password(reader(space, side=side, name=name))
    return list(names.values())


if __name__ == "__main__":
    main()
