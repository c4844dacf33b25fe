"""The forum's topics, the committees with their seats, and discussions."""

from collections import defaultdict
from itertools import zip_longest

from palabre.committees.models import Committee, Contribution, Discussion, Mode
from palabre.committees.services import (
    Picture,
    attachments,
    drafts,
    founding,
    nameless,
    seats,
    talk,
)
from palabre.committees.voices import nobodys
from palabre.demonstration.nominations import load_nominations
from palabre.demonstration.reading import DATA, Row, day, moment, read, shelves
from palabre.files.pages import size_of
from palabre.files.rebuild import Rebuilt
from palabre.forums.models import Category, Post
from palabre.forums.services import open_topic, reply
from palabre.people.models import User
from palabre.spaces.models import FORUM, Role, Space
from palabre.spaces.services import grant_role

People = dict[str, User]
FORUM_READERS = ("awa", "issa", "fanta", "moussa")
SEAT_WORDS = ("function_fr", "function_en", "shown_to_public", "shown_to_members")


def load_forum(people: People) -> list[tuple[Row, Post]]:
    """Returns each row of a post with the post that came of it, in the order of the files."""
    space = Space.objects.get(slug=FORUM)
    for user, role in [
        ("mariam", Role.MODERATOR),
        ("salif", Role.MODERATOR),
        ("sira", Role.SECRETARIAT),
    ]:
        grant_role(space, people[user], role, side=people[user].side, by=people["admin"])
    for name in FORUM_READERS:
        grant_role(space, people[name], Role.READER, side=people[name].side, by=people["admin"])
    posts: list[tuple[Row, Post]] = []
    for position, shelf in enumerate(shelves()):
        texts = {key: value for key, value in shelf.items() if key != "topic"}
        category = Category.objects.create(space=space, position=position, **texts)
        for row in shelf["topic"]:
            posts += _topic(category, row, people)
    return posts


def _topic(category: Category, row: Row, people: People) -> list[tuple[Row, Post]]:
    first, *more = row["post"]
    topic = open_topic(
        category,
        title=row["title"],
        body=first["body"].strip(),
        by=people[first["by"]],
        lang=row["lang"],
        official=first.get("official", False),
        at=moment(first["ago"], first["hour"]),
    )
    posts = [(first, Post.objects.get(topic=topic, number=1))]
    for minute, said in enumerate(more, 1):
        post = reply(
            topic.pk,
            body=said["body"].strip(),
            by=people[said["by"]],
            official=said.get("official", False),
            lang=row["lang"],
            at=moment(said["ago"], said["hour"], minute % 60),
        )
        posts.append((said, post))
    type(topic).objects.filter(pk=topic.pk).update(
        is_pinned=row.get("pinned", False), is_closed=row.get("closed", False)
    )
    return posts


def load_committees(people: People) -> dict[str, Committee]:
    return {row["slug"]: _committee(row, people) for row in read("committees")["committee"]}


def _committee(row: Row, people: People) -> Committee:
    admin = people["admin"]
    words = (
        "name",
        "kind_fr",
        "kind_en",
        "territory",
        "purpose_fr",
        "purpose_en",
        "charter_fr",
        "charter_en",
    )
    texts = {key: row[key].strip() for key in words}
    founded = day(row["founded_ago"])
    committee = founding.found_committee(row["slug"], by=admin, founded_on=founded, **texts)
    for seat in in_turn(row["seat"], people):
        user = people[seat["user"]]
        shown = {key: seat[key] for key in SEAT_WORDS if key in seat}
        made = seats.seat_member(
            committee, user, side=user.side, by=admin, since_on=founded, **shown
        )
        if seat["user"] in row["chairs"]:
            seats.name_chair(made, by=admin)
    for key, role in _OFFICES.items():
        for name in row.get(key, []):
            grant_role(committee.space, people[name], role, side=people[name].side, by=admin)
    load_nominations(committee, row.get("nomination", []), people)
    return committee


def in_turn(rows: list[Row], people: People) -> list[Row]:
    """One of each side at a time, as they must sit down for the balance to be kept."""
    sides: dict[str, list[Row]] = {}
    for row in rows:
        sides.setdefault(people[row["user"]].side, []).append(row)
    return [row for turn in zip_longest(*sides.values()) for row in turn if row]


_OFFICES = {
    "moderators": Role.MODERATOR,
    "secretariat": Role.SECRETARIAT,
    "readers": Role.READER,
    "custodians": Role.CUSTODIAN,
}


def load_discussions(committees: dict[str, Committee], people: People) -> dict[str, list[object]]:
    """What was said, by the discussion's key."""
    return {
        row["key"]: _discussion(committees[row["committee"]], row, people)
        for row in read("discussions")["discussion"]
    }


def _discussion(committee: Committee, row: Row, people: People) -> list[object]:
    chairs = committee.seats.filter(is_chair=True).select_related("user")
    opener = chairs[0].user or people["admin"]
    discussion = talk.open_discussion(
        committee,
        title=row["title"],
        lang=row["lang"],
        mode=row["mode"],
        is_public=row.get("public", False),
        by=opener,
    )
    Discussion.objects.filter(pk=discussion.pk).update(opened_on=day(row["opened_ago"]))
    said: list[object] = []
    voices: dict[object, str] = defaultdict(nobodys)
    for one in row["contribution"]:
        body = one["body"].strip()
        if row["mode"] == Mode.CHATHAM:
            voice = voices[one.get("voice") or len(said)]
            said.append(
                nameless.publish_at_once(
                    discussion,
                    body,
                    day=day(one["ago"]),
                    voice=voice,
                    picture=_picture(one) if "picture" in one else None,
                )
            )
        else:
            at = moment(one["ago"], one["hour"])
            said.append(talk.speak(discussion, body, by=people[one["by"]], at=at))
            _show_picture(said[-1], one)
    if draft := row.get("draft"):
        drafts.keep_draft(discussion, draft["body"], by=people[draft["by"]])
    return said


def _picture(row: Row) -> Picture:
    """Likewise made anew before."""
    content = (DATA / row["picture"]).read_bytes()
    return Picture(content, *size_of(content), row["about"])


def _show_picture(said: object, row: Row) -> None:
    """It was made anew before it came into our own folder."""
    if "picture" in row and isinstance(said, Contribution):
        content = (DATA / row["picture"]).read_bytes()
        made = attachments.Made(Rebuilt(content, ".jpg", "image/jpeg"), small=content)
        draft = drafts.begin_draft(said.discussion, by=said.author)
        attachments.attach(draft, made, about=row["about"], by=said.author)
        drafts.hand_over(draft, said)
