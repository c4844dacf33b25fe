from datetime import date

from factory import SubFactory
from factory.django import DjangoModelFactory

from palabre.reports.models import MessageCount
from tests.spaces.factories import SpaceFactory


class MessageCountFactory(DjangoModelFactory[MessageCount]):
    class Meta:
        model = MessageCount

    space = SubFactory(SpaceFactory)
    first_day = date(2026, 4, 1)
    through = date(2026, 6, 30)
