"""What somebody may see of a committee, or a 404: hidden and missing look alike."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Model, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Length
from django.shortcuts import get_object_or_404

from palabre.committees.coverage import Coverage, coverage_of
from palabre.committees.models import (
    Attachment,
    AttachmentPart,
    Committee,
    Contribution,
    Discussion,
    Draft,
    Meeting,
    NamelessContribution,
    NamelessPicture,
    Opening,
    Rules,
    Seat,
    Shown,
    State,
    Territory,
)
from palabre.committees.models.committee import BOUNDS, holds
from palabre.committees.rule_words import Story, story_of
from palabre.core.days import today
from palabre.moderation.paused import with_pause
from palabre.moderation.speaking import measured
from palabre.people.models import User
from palabre.spaces.models import Anyone, Role, Space


def get_committee(slug: str, *, for_user: Anyone) -> Committee:
    rows = Committee.objects.visible_to(for_user).select_related("space")
    rows = rows.annotate(**standing_in("space", for_user), **bounds_in("pk"))
    found = get_object_or_404(rows, space__slug=slug)
    bring_standing(found, found, for_user)
    return found


def get_committee_to_run(slug: str, *, for_user: User) -> Committee:
    rows = Committee.objects.run_by(for_user).select_related("space").annotate(**bounds_in("pk"))
    return get_object_or_404(rows, space__slug=slug)


def get_discussion(slug: str, pk: int, *, for_user: Anyone) -> Discussion:
    rows = Discussion.objects.visible_to(for_user).select_related("committee__space", "rules")
    if for_user.is_authenticated:
        mine = Draft.objects.filter(discussion=OuterRef("pk"), user=for_user)
        rows = rows.with_last_read(for_user).annotate(has_draft=Exists(mine))
    rows = rows.filter(committee__space__slug=slug)
    rows = rows.annotate(**standing_in("committee__space", for_user), **bounds_in("committee"))
    rows = rows.annotate(**measured("committees.discussion", for_user, space="committee__space"))
    found = get_object_or_404(rows, pk=pk)
    bring_standing(found, found.committee, for_user)
    return found


def standing_in(space: str, user: Anyone) -> dict[str, Exists]:
    if not user.is_authenticated:
        return {}
    return {
        "reader_is_inside": holds(user, space),
        "reader_runs": holds(user, space, Role.SECRETARIAT),
    }


def bounds_in(committee: str) -> dict[str, Subquery]:
    """What the rules in force today say of balance, in the same query."""
    rules = Rules.objects.filter(committee=OuterRef(committee)).in_force(today())
    return {name: Subquery(rules.values(name)[:1]) for name in BOUNDS}


def bring_standing(row: Model, committee: Committee, user: Anyone) -> None:
    for name in BOUNDS:
        setattr(committee, name, getattr(row, name))
    if user.is_authenticated:
        inside, runs = (bool(getattr(row, name)) for name in ("reader_is_inside", "reader_runs"))
        committee.remember_standing(user, inside=inside, runs=runs)


def list_discussions(committee: Committee, *, for_user: Anyone) -> "QuerySet[Discussion]":
    rows = committee.discussions.visible_to(for_user)
    rows = rows.annotate(**with_pause("committees.discussion"))
    return rows.with_last_read(for_user) if for_user.is_authenticated else rows


def get_contribution(slug: str, pk: int, number: int, *, for_user: User) -> Contribution:
    discussion = get_discussion(slug, pk, for_user=for_user)
    own = discussion.said.filter(author=for_user, state=State.PUBLISHED)
    found = get_object_or_404(own, number=number)
    found.discussion = discussion
    return found


def get_draft(discussion: Discussion, *, of: Anyone) -> Draft | None:
    """Of discussions without names there is none."""
    if discussion.is_nameless or not of.is_authenticated:
        return None
    found = discussion.drafts.filter(user=of).first()
    if found:
        found.discussion = discussion
    return found


def kept_with(draft: Draft | None) -> list[Attachment]:
    """The files beside it, read anew."""
    if draft is None:
        return []
    found = list(Attachment.objects.filter(draft=draft))
    for each in found:
        each.discussion = draft.discussion
    return found


def get_attachment(slug: str, pk: int, file: UUID) -> Attachment:
    """Whether somebody may see it is for rules.can_see to say."""
    rows = Attachment.objects.select_related(
        "discussion__committee__space", "contribution", "draft"
    )
    return get_object_or_404(rows, pk=file, discussion=pk, discussion__committee__space__slug=slug)


def size_of_small(attachment: Attachment) -> int:
    parts = attachment.parts.filter(is_small=True)
    return int(parts.aggregate(all=Sum(Length("content")))["all"] or 0)


def get_part(attachment: Attachment, number: int, *, small: bool) -> bytes:
    """Raises if it went meanwhile: the answer breaks off."""
    parts = AttachmentPart.objects.filter(attachment=attachment, is_small=small)
    return bytes(parts.values_list("content", flat=True).get(number=number))


def get_nameless(slug: str, pk: int, number: int, *, for_user: User) -> NamelessContribution:
    discussion = get_discussion(slug, pk, for_user=for_user)
    found = get_object_or_404(discussion.said_namelessly, number=number)
    found.discussion = discussion
    return found


def get_picture(slug: str, pk: int, number: int) -> NamelessPicture:
    """Whether somebody may see it is for rules.can_see_beside to say."""
    rows = NamelessPicture.objects.select_related("contribution__discussion__committee__space")
    rows = rows.filter(contribution__discussion__committee__space__slug=slug)
    return get_object_or_404(rows, contribution__discussion=pk, contribution__number=number)


def list_openings(committee: Committee) -> "QuerySet[Opening]":
    rows = Opening.objects.filter(discussion__committee=committee)
    return rows.select_related("discussion__committee__space", "asked_by", "answered_by")


def get_meeting(slug: str, pk: int, *, for_user: Anyone) -> Meeting:
    committee = get_committee(slug, for_user=for_user)
    found = get_object_or_404(committee.meetings.all(), pk=pk)
    found.committee = committee
    return found


def coverage_for(user: Anyone) -> Coverage:
    """As this person may see it: a closed committee covers nothing for strangers."""
    seen = Committee.objects.visible_to(user).exclude(area=None).select_related("space")
    return coverage_of(list(Territory.objects.all()), list(seen))


def story_of_rules(committee: Committee) -> Story:
    ever = list(committee.rules_ever.prefetch_related("shares__kind"))
    now = next(rules for rules in ever if rules.pk == committee.rules.pk)
    return story_of(now, ever)


def get_announced_rules(committee: Committee, number: int) -> Rules:
    found = get_object_or_404(committee.rules_ever.all(), number=number)
    found.committee = committee
    return found


def last_said(user: User, space: Space, item: Model | None = None) -> datetime | None:
    """When this person last spoke under their name in the committee of this space. Of speech without
    a name there is nothing to know."""
    said = Contribution.objects.filter(author=user, discussion__committee__space=space)
    if item is not None:
        said = said.filter(discussion=item) if isinstance(item, Discussion) else said.none()
    found: datetime | None = said.aggregate(last=Max("posted_at"))["last"]
    return found


def names_in_view() -> "QuerySet[Seat, Any]":
    """Whoever is shown to the public by their name, in a committee that the public may look into."""
    shown = Seat.objects.filter(left_on=None, user__isnull=False, shown_to_public=Shown.NAME)
    return shown.filter(committee__space__is_public=True).values_list("user", flat=True)
