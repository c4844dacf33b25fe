from datetime import date

from factory import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from palabre.search import services
from palabre.search.models import Entry
from palabre.spaces.models import FORUM, Space


class EntryFactory(DjangoModelFactory[Entry]):
    class Meta:
        model = Entry

    label = "tests.thing"
    item_pk = Sequence(str)
    space = LazyFunction(lambda: Space.objects.get(slug=FORUM))
    title = "A title"
    text = "Some words"
    url = Sequence("forum/topics/{}/".format)
    lang = "en"
    day = date(2026, 11, 1)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        entry = Entry(**kwargs)
        services.index(entry)
        return entry
