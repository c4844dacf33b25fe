"""Where things stand in the demonstration: the rows that the addresses need."""

from typing import Any

from django.urls import reverse
from django.utils import translation

from palabre.committees.models import (
    Attachment,
    Committee,
    Contribution,
    Discussion,
    Mode,
    NamelessPicture,
    Nomination,
    Territory,
)
from palabre.forums.models import Post, Topic
from palabre.meetings.models import AgendaItem, Contest, Minutes
from palabre.moderation.models import Case, WordList
from palabre.motions.models import Vote
from palabre.people.models import User
from palabre.reports.months import last_month
from palabre.spaces.models import Membership
from palabre.submissions.models import Proposal, Submission
from palabre.vaults.models import VaultKey
from tests.house.addresses import MEMBER, MODERATOR, WRITER, Address

Places = dict[str, Any]
UNPREFIXED = ("account", "mfa", "people", "healthz", "readyz")


def find_places() -> Places:
    committee = Committee.objects.get(space__slug="tabakoro")
    member = User.objects.get(username=MEMBER)
    moderator = User.objects.get(username=MODERATOR)
    topic = Topic.objects.order_by("-posts", "pk").filter(is_closed=False).first()
    own = Post.objects.filter(author=member, state="published", topic__is_closed=False).first()
    said = Contribution.objects.filter(
        author=member, discussion__committee=committee, discussion__is_closed=False
    ).first()
    public = Discussion.objects.filter(committee=committee, is_public=True)
    shown = Attachment.objects.filter(discussion__in=public).first()
    pictured = NamelessPicture.objects.select_related("contribution").first()
    assert shown
    assert pictured
    meeting = committee.meetings.to_come().first()
    assert topic
    assert meeting
    assert own
    assert said
    return {
        **settled(committee),
        **judged(moderator),
        "@topic": topic.pk,
        "@post": Post.objects.filter(topic=topic, state="published").exclude(author=member).first(),
        "@own_post": own.pk,
        "@waiting": Post.objects.held().exclude(author=None).first(),
        "@word_list": WordList.objects.filter(space__slug="forum").first(),
        "@category": topic.category.slug,
        "@category_pk": topic.category_id,
        "@public_discussion": public.order_by("-contributions").first(),
        "@nameless": Discussion.objects.filter(committee=committee, mode=Mode.CHATHAM).first(),
        "@untitled_topic": Topic.objects.exclude(title_state="published").get(),
        "@own_discussion": said.discussion_id,
        "@own_number": said.number,
        "@shown_discussion": shown.discussion_id,
        "@attachment": shown,
        "@pictured": pictured.contribution.discussion_id,
        "@pictured_number": pictured.contribution.number,
        "@territory": Territory.objects.first(),
        "@meeting": meeting,
        "@item": AgendaItem.objects.filter(meeting=meeting, standing="accepted").first(),
        "@seat": committee.seats.first(),
        "@nomination": Nomination.objects.of(committee).first(),
        "@submission": Submission.objects.filter(space=committee.space).first(),
        "@proposal": Proposal.objects.first(),
        "@person": member.pk,
        "@reader_key": VaultKey.objects.get(user__username="moussa"),
        "@role": Membership.objects.filter(user=member).first(),
    }


def judged(moderator: User) -> Places:
    """What moderators judge, and have judged."""
    theirs = Case.objects.judged_by(moderator)
    return {
        "@case": theirs.filter(closed_on=None).first(),
        "@closed_case": theirs.exclude(closed_on=None).first(),
        "@decision": Case.objects.filter(outcome="removed", writer__username=WRITER).first(),
        "@removed_case": Case.objects.standing().filter(writer__username="garba").first(),
        "@month": last_month(),
    }


def settled(committee: Committee) -> Places:
    """What a committee votes on, and what it has written of its meetings."""
    return {
        "@motion": committee.motions.get(state="moved"),
        "@adopted": committee.motions.get(state="adopted"),
        "@voted_on": committee.motions.get(state="voting"),
        "@vote": Vote.objects.get(stage="open"),
        "@held": Minutes.objects.get(progress="approved").meeting,
        "@draft": Minutes.objects.get(progress="contest").meeting,
        "@passage": Contest.objects.latest("pk").passage,
        "@contest": Contest.objects.latest("pk"),
    }


def path_of(address: Address, places: Places, language: str = "fr") -> str:
    if address.name in ("healthz", "readyz"):
        return f"/{address.name}"
    args = [places[arg] if arg.startswith("@") else arg for arg in address.args]
    with translation.override(language):
        return reverse(address.name, args=[getattr(arg, "pk", arg) for arg in args])
