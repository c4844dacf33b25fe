"""What comes into the forum by a door that is not quite open: a text that waits, and why."""

from palabre.demonstration.reading import Row, read
from palabre.forums.models import Post
from palabre.forums.services import reply
from palabre.moderation.list_services import add_list
from palabre.moderation.models import Rule, WordList
from palabre.moderation.procedure_services import set_procedure
from palabre.people.models import User
from palabre.spaces.models import FORUM, Space


def load_waiting(people: dict[str, User], posts: list[tuple[Row, Post]]) -> None:
    told = read("waiting")
    forum = Space.objects.get(slug=FORUM)
    set_procedure(forum, by=people["sira"], **told["procedure"])
    rules = {rule.code: rule for rule in Rule.objects.all()}
    for row in told["list"]:
        add_list(WordList(**row | {"rule": rules[row["rule"]], "space": forum}), by=people["sira"])
    for row in told["post"]:
        _row, beside = posts[row["shelf"]]
        reply(beside.topic_id, body=row["body"].strip(), by=people[row["by"]])
