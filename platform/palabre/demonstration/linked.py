"""A discussion without names in which links are kept, and the register of those that were asked about."""

from palabre.committees.links import author_of
from palabre.committees.models import Committee, Discussion, Mode, NamelessContribution, Opening
from palabre.committees.services import agree_to_opening, ask_opening, refuse_opening, talk
from palabre.committees.services.nameless import publish_at_once
from palabre.demonstration.institutions import change_rules
from palabre.demonstration.reading import Row, day, read
from palabre.people.models import User
from palabre.sealing.vault import OpenVault

People = dict[str, User]
Vaults = dict[str, OpenVault]


def load_linked(committees: dict[str, Committee], people: People, vaults: Vaults) -> None:
    """Its rules hold for discussions opened from now on: so it comes after all the others."""
    row = read("linked")
    committee = committees[row["committee"]]
    change_rules(committee, row["change"], people)
    discussion = _discussion(Committee.objects.get(pk=committee.pk), row, people)
    for one in row["contribution"]:
        author = author_of(people[one["by"]].pk, discussion)
        publish_at_once(discussion, one["body"].strip(), day=day(one["ago"]), author=author)
    for one in row["opening"]:
        _opening(discussion, one, people, vaults)


def _discussion(committee: Committee, row: Row, people: People) -> Discussion:
    opened = talk.open_discussion(
        committee,
        title=row["title"],
        lang=row["lang"],
        mode=Mode.CHATHAM,
        is_public=False,
        by=people["rokia"],
    )
    Discussion.objects.filter(pk=opened.pk).update(opened_on=day(row["opened_ago"]))
    return opened


def _opening(discussion: Discussion, row: Row, people: People, vaults: Vaults) -> None:
    said = NamelessContribution.objects.get(discussion=discussion, number=row["number"])
    by = row["by"]
    asked = ask_opening(said, reason=row["reason"], by=people[by], opened=vaults[by])
    mine = Opening.objects.filter(pk=asked.pk)
    mine.update(asked_on=day(row["ago"]))
    if "answer" not in row:
        return
    by = row["answered_by"]
    if row["answer"] == "agree":
        agree_to_opening(asked, by=people[by], opened=vaults[by])
    else:
        refuse_opening(asked, by=people[by])
    mine.update(answered_on=day(row["answered_ago"]))
