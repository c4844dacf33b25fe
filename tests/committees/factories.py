from datetime import date
from typing import Any

from factory import Faker, RelatedFactory, SelfAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory

from palabre.committees.founding_forms import FoundingForm
from palabre.committees.models import (
    Attachment,
    AttachmentPart,
    Charter,
    Check,
    Committee,
    Contribution,
    Discussion,
    Draft,
    Ending,
    Meeting,
    Mode,
    NamelessContribution,
    Nomination,
    Point,
    ReadMarker,
    Removal,
    Rules,
    Seat,
    SeatKind,
    Share,
    Template,
    TemplatePlace,
    Territory,
)
from palabre.people.models import Side, User
from palabre.spaces.models import Role
from tests.people.factories import UserFactory
from tests.spaces.factories import MembershipFactory, SpaceFactory


class RulesFactory(DjangoModelFactory[Rules]):
    class Meta:
        model = Rules

    committee = SubFactory("tests.committees.factories.CommitteeFactory", rules=None)
    number = 1
    announced_on = date(2023, 12, 1)
    in_force_from = date(2024, 1, 1)


class CharterFactory(DjangoModelFactory[Charter]):
    class Meta:
        model = Charter

    committee = SubFactory("tests.committees.factories.CommitteeFactory", first_charter=None)
    number = 1
    announced_on = date(2023, 12, 1)
    in_force_from = date(2024, 1, 1)
    began_on = date(2024, 1, 1)
    purpose_fr = SelfAttribute("committee.purpose_fr")
    purpose_en = SelfAttribute("committee.purpose_en")
    charter_fr = SelfAttribute("committee.charter_fr")
    charter_en = SelfAttribute("committee.charter_en")


class SeatKindFactory(DjangoModelFactory[SeatKind]):
    class Meta:
        model = SeatKind

    code = Sequence("kind-{}".format)
    name_fr = Sequence("Sorte {}".format)
    name_en = Sequence("Kind {}".format)
    side = Side.CIVILIAN


class ShareFactory(DjangoModelFactory[Share]):
    class Meta:
        model = Share

    rules = SubFactory(RulesFactory)
    kind = SubFactory(SeatKindFactory)


class TemplateFactory(DjangoModelFactory[Template]):
    class Meta:
        model = Template

    code = Sequence("template-{}".format)
    name_fr = Sequence("Modèle {}".format)
    name_en = Sequence("Template {}".format)
    kind_fr = "Comité du gué"
    kind_en = "Committee of the ford"
    purpose_fr = "Le gué."
    charter_fr = "On s’écoute."


class TemplatePlaceFactory(DjangoModelFactory[TemplatePlace]):
    class Meta:
        model = TemplatePlace

    template = SubFactory(TemplateFactory)
    kind = SubFactory(SeatKindFactory)


class TerritoryFactory(DjangoModelFactory[Territory]):
    class Meta:
        model = Territory

    name = Sequence("Kerouba {}".format)


class CommitteeFactory(DjangoModelFactory[Committee]):
    class Meta:
        model = Committee
        skip_postgeneration_save = True

    space = SubFactory(SpaceFactory, slug=Sequence("committee-{}".format))
    name = Sequence("Kerouba {}".format)
    kind_fr = "Comité communal"
    kind_en = "Municipal committee"
    territory = "Kerouba and its river"
    purpose_fr = "Le marché et la route."
    purpose_en = "The market and the road."
    rules = RelatedFactory(RulesFactory, factory_related_name="committee")
    first_charter = RelatedFactory(CharterFactory, factory_related_name="committee")


class SeatFactory(DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    committee = SubFactory(CommitteeFactory)
    user = SubFactory(UserFactory, side=SelfAttribute("..side"))
    side = Side.CIVILIAN
    function_fr = Sequence("Fonction {}".format)
    function_en = Sequence("Function {}".format)


class EndingFactory(DjangoModelFactory[Ending]):
    class Meta:
        model = Ending

    code = Sequence("ending-{}".format)
    name_fr = Sequence("Fin {}".format)
    name_en = Sequence("Ending {}".format)


class NominationFactory(DjangoModelFactory[Nomination]):
    class Meta:
        model = Nomination

    seat = SubFactory(SeatFactory, user=None)
    name = Sequence("Nominee {}".format)
    on_behalf_of = "The youth council"
    proposed_by = SubFactory(UserFactory)


class CheckFactory(DjangoModelFactory[Check]):
    class Meta:
        model = Check

    nomination = SubFactory(NominationFactory)
    point = Point.IDENTITY
    by = SubFactory(UserFactory)


class RemovalFactory(DjangoModelFactory[Removal]):
    class Meta:
        model = Removal

    seat = SubFactory(SeatFactory)
    ending = SubFactory(EndingFactory, needs_both_chairs=True)
    note = "Said who had spoken."
    asked_by = SubFactory(UserFactory)


class DiscussionFactory(DjangoModelFactory[Discussion]):
    class Meta:
        model = Discussion

    committee = SubFactory(CommitteeFactory)
    rules = SelfAttribute("committee.rules")
    title = Sequence("Searches at post {}".format)
    lang = "en"


class ContributionFactory(DjangoModelFactory[Contribution]):
    class Meta:
        model = Contribution

    discussion = SubFactory(DiscussionFactory)
    author = SubFactory(UserFactory)
    number = Sequence(lambda n: n + 1)
    body = Faker("sentence")
    html = SelfAttribute("body")
    lang = "en"


class NamelessContributionFactory(DjangoModelFactory[NamelessContribution]):
    class Meta:
        model = NamelessContribution

    discussion = SubFactory(DiscussionFactory, mode=Mode.CHATHAM)
    number = Sequence(lambda n: n + 1)
    body = Faker("sentence")
    html = SelfAttribute("body")
    lang = "en"


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    committee = SubFactory(CommitteeFactory)
    rules = SelfAttribute("committee.rules")
    place_fr = "Mairie"
    place_en = "Town hall"


class ReadMarkerFactory(DjangoModelFactory[ReadMarker]):
    class Meta:
        model = ReadMarker

    user = SubFactory(UserFactory)
    discussion = SubFactory(DiscussionFactory)
    last_number = 1


class DraftFactory(DjangoModelFactory[Draft]):
    class Meta:
        model = Draft

    user = SubFactory(UserFactory)
    discussion = SubFactory(DiscussionFactory)
    body = "Not said yet"


class AttachmentFactory(DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    contribution = SubFactory(ContributionFactory)
    discussion = SelfAttribute("contribution.discussion")
    number = 1
    media_type = "application/pdf"
    size = 5


class AttachmentPartFactory(DjangoModelFactory[AttachmentPart]):
    class Meta:
        model = AttachmentPart

    attachment = SubFactory(AttachmentFactory)
    number = 0
    content = b"%PDF-"


def seat(
    committee: Committee, *, side: str = Side.CIVILIAN, name: str = "", **words: object
) -> User:
    """Somebody new with a seat, and the role that goes with it."""
    given = {"username": name, "name": name.title()} if name else {}
    user = UserFactory.create(side=side, **given)
    SeatFactory.create(committee=committee, user=user, side=side, **words)
    MembershipFactory.create(space=committee.space, user=user, role=Role.MEMBER, side=side)
    return user


def fill(committee: Committee, *, civilians: int = 3, forces: int = 3) -> list[User]:
    return [seat(committee, side=Side.CIVILIAN) for _ in range(civilians)] + [
        seat(committee, side=Side.FORCES) for _ in range(forces)
    ]


def founding(code: str = "communal", **changes: Any) -> dict[str, object]:
    """What a browser sends of the page that founds a committee, if only these fields are touched."""
    form = FoundingForm(template=Template.objects.get(code=code))
    filled = {name: form[name].value() for name in form.fields}
    given = {**filled, **changes}
    return {
        name: value for name, value in given.items() if value is not None and value is not False
    }
