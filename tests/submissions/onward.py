"""A committee whose readers make topics of messages, and how they do it."""

from dataclasses import dataclass
from uuid import uuid4

from palabre.people.models import Side, User
from palabre.sealing.vault import OpenVault
from palabre.spaces.models import Role, Space
from palabre.submissions import onward
from palabre.submissions.models import Proposal, Status, Submission
from palabre.submissions.onward import Draft
from palabre.vaults.trust import keys_of
from tests.committees.factories import CommitteeFactory, seat
from tests.forums.factories import CategoryFactory
from tests.spaces.factories import MembershipFactory, SpaceFactory
from tests.vaults.factories import VAULTS, enrol, trust_each_other

PLACE = "forums:posts"
TITLE, WORDS = "Telephones at the posts", "What becomes of a telephone that is kept at a post?"
DRAFT = Draft(PLACE, TITLE, WORDS)


@dataclass(frozen=True)
class Cast:
    """Two readers of each side, who trust one another, and their committee."""

    space: Space
    awa: User
    fanta: User
    issa: User
    moussa: User


def committee_with_readers() -> Cast:
    space = SpaceFactory.create(slug="tabakoro", name_fr="Tabakoro", name_en="Tabakoro")
    committee = CommitteeFactory.create(space=space, name="Tabakoro")
    CategoryFactory.create(slug="posts", title_en="Posts")
    people = []
    for name, side in (
        ("awa", Side.CIVILIAN),
        ("fanta", Side.CIVILIAN),
        ("issa", Side.FORCES),
        ("moussa", Side.FORCES),
    ):
        user = seat(committee, side=side, name=name)
        MembershipFactory.create(space=space, user=user, role=Role.READER, side=side)
        enrol(user)
        people.append(user)
    trust_each_other(space)
    return Cast(space, *people)


def vault_of(user: User) -> OpenVault:
    return VAULTS[keys_of(user.vault_key).ed]


def read(submission: Submission) -> Submission:
    Submission.objects.filter(pk=submission.pk).update(status=Status.READ)
    submission.refresh_from_db()
    return submission


def propose(submission: Submission, by: User, draft: Draft = DRAFT) -> Proposal:
    return onward.propose_topic(submission, draft, by=by, opened=vault_of(by), pk=uuid4())


def agree(proposal: Proposal, by: User) -> str:
    return onward.agree_to_topic(proposal.pk, proposal.submission, by=by, opened=vault_of(by))


def decline(proposal: Proposal, by: User, reason: str = "Not yet.") -> Proposal:
    return onward.decline_topic(
        proposal.pk, proposal.submission, reason, by=by, opened=vault_of(by)
    )


def publish(submission: Submission, by: User, draft: Draft = DRAFT, token: bytes = b"") -> str:
    return onward.publish_topic(
        submission, draft, by=by, opened=vault_of(by), token=token or uuid4().bytes
    )
