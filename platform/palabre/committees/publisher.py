"""Discussions with names that readers open in their committee after a message without an account."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.committees import rules
from palabre.committees.models import Committee, Mode
from palabre.committees.services import open_discussion, speak
from palabre.people.models import User
from palabre.spaces.models import Space
from palabre.spaces.publishing import Place, Published, Text

MEMBERS, ANYONE = "members", "anyone"


class DiscussionPublisher:
    """A new discussion of the space's own committee. Never one without names: there, nobody speaks
    in an office."""

    def places(self, space: Space, *, for_user: User) -> Iterator[Place]:
        committee = Committee.objects.filter(space=space).first()
        if committee is None or not rules.can_open(for_user, committee):
            return
        name = _("A new discussion of the committee of %(committee)s") % {"committee": committee}
        yield Place(MEMBERS, name, is_public=False)
        if space.is_public:
            yield Place(ANYONE, name, is_public=True)

    @transaction.atomic
    def publish(self, key: str, space: Space, text: Text, *, by: User) -> Published:
        discussion = open_discussion(
            Committee.objects.get(space=space),
            title=text.title,
            lang=text.lang,
            mode=Mode.NAMED,
            is_public=key == ANYONE,
            by=by,
        )
        said = speak(discussion, text.body, by=by, lang=text.lang)
        return Published(discussion.get_absolute_url(), (said,))
