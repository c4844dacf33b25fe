"""Motions of the demonstration: one adopted by both sides, one in a secret ballot, one amended."""

from datetime import timedelta

from palabre.committees.models import Committee
from palabre.core.days import today
from palabre.demonstration.reading import Row, day, read
from palabre.motions.counting import Count, Outcome
from palabre.motions.models import Motion, Stage, State, Vote, Way
from palabre.motions.services import Call, amend_motion, move_motion, open_vote
from palabre.motions.services.casting import cast_together
from palabre.people.models import User

People = dict[str, User]


def load_motions(committees: dict[str, Committee], people: People) -> None:
    for row in read("motions")["motion"]:
        motion = move_motion(
            committees[row["committee"]],
            by=people[row["by"]],
            kind=row["kind"],
            title=row["title"],
            text=row["text"].strip(),
            lang=row["lang"],
        )
        Motion.objects.filter(pk=motion.pk).update(moved_on=day(row["ago"]))
        if "vote" in row:
            _was_adopted(motion, row["vote"])
        if "ballot" in row:
            _is_voted_on(motion, row["ballot"], people)
        if "amendment" in row:
            _is_amended(motion, row["amendment"], people)


def _was_adopted(motion: Motion, row: Row) -> None:
    """By a secret ballot of some weeks ago, between two meetings."""
    tally = {side: Count(*row[side]) for side in ("civilian", "forces")}
    Vote.objects.create(
        motion=motion,
        rules=motion.committee.rules,
        way=Way.SECRET,
        text=motion.text,
        electors={side: motion.committee.number_of(side) for side in tally},
        opened_on=day(row["ago"] + 10),
        last_day=day(row["ago"] + 1),
        stage=Stage.OVER,
        had_quorum=True,
        cast={side: count.cast for side, count in tally.items()},
        tally={side: vars(count) for side, count in tally.items()},
        outcome=Outcome.ADOPTED,
        over_on=day(row["ago"]),
    )
    Motion.objects.filter(pk=motion.pk).update(state=State.ADOPTED, decided_on=day(row["ago"]))


def _is_voted_on(motion: Motion, row: Row, people: People) -> None:
    days = max(row["in_days"], motion.committee.rules.notice_days)
    call = Call(Way.SECRET, last_day=today() + timedelta(days=days))
    vote = open_vote(motion, call, by=people["sira"])
    cast_together(vote, {people[name]: choice for name, choice in row["choices"].items()})


def _is_amended(motion: Motion, row: Row, people: People) -> None:
    amend_motion(
        motion,
        base=motion.text,
        text=row["text"].strip(),
        reason=row["reason"],
        by=people[row["by"]],
    )
