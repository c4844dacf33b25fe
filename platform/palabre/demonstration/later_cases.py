"""A case in each of the later states: looked at again, on a panel, under appeal."""

from palabre.committees.models import Committee
from palabre.demonstration.cases import date_case
from palabre.demonstration.reading import Row, read
from palabre.forums.models import Post
from palabre.moderation import services
from palabre.moderation.models import Rule
from palabre.people.models import User
from palabre.spaces.models import FORUM, Role, Space
from palabre.spaces.services import grant_role

People = dict[str, User]


def load_later_cases(people: People, committees: dict[str, Committee]) -> None:
    """After the others, which were decided while there were two moderators and no lot to draw."""
    told = read("later_cases")
    spaces = [committees[slug].space for slug in told["committees"]]
    for space in [Space.objects.get(slug=FORUM), *spaces]:
        for name in told["moderators"]:
            person = people[name]
            grant_role(space, person, Role.MODERATOR, side=person.side, by=people["admin"])
    for row in told["case"]:
        _bring_about(row, people)


def _bring_about(row: Row, people: People) -> None:
    found = Post.objects.select_related("topic__category__space", "author")
    post = found.get(topic__title=row["topic"], body__startswith=row["begins"])
    rules = {rule.code: rule for rule in Rule.objects.all()}
    for said in row["reports"]:
        rule, by = rules[said["rule"]], people[said["by"]]
        case = services.report(post, rule=rule, note=said["note"], by=by)
    date_case(case, opened=row["reports"][0]["ago"])
    if "note" in row:
        services.leave_note(case, text=row["note"], by=people[row["decisions"][0]["by"]])
    for said in row["decisions"] * row["looks"]:
        decided = services.decide(
            case,
            choice=said["choice"],
            rule=rules[said["rule"]],
            passage=said.get("passage", ""),
            note=said["note"],
            by=people[said["by"]],
        )
    if "plea" in row and post.author:
        again = services.appeal_by_name(decided, plea=row["plea"], by=post.author)
        date_case(again, opened=1)
