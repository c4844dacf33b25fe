"""Items of the next agenda that readers propose after a message without an account."""

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from palabre.committees.models import Committee, Meeting
from palabre.meetings import rules
from palabre.meetings.services import propose_item
from palabre.people.models import User
from palabre.spaces.models import Space
from palabre.spaces.publishing import Place, Published, Text

AGENDA = "agenda"


class AgendaPublisher:
    """Once the co-chairs accept it, whoever may see the committee's page reads it there."""

    def places(self, space: Space, *, for_user: User) -> Iterator[Place]:
        meeting = _next_meeting(space)
        if meeting and rules.can_propose(for_user, meeting):
            name = _("The agenda of the next meeting of the committee of %(committee)s") % {
                "committee": meeting.committee
            }
            yield Place(AGENDA, name, is_public=space.is_public)

    def publish(self, key: str, space: Space, text: Text, *, by: User) -> Published:
        meeting = _next_meeting(space)
        if meeting is None:
            raise PermissionDenied(_("No meeting is called for now."))
        propose_item(
            meeting, text.title, about=text.body, lang=text.lang, from_a_message=True, by=by
        )
        return Published(meeting.get_absolute_url(), ())  # moderators judge no agenda


def _next_meeting(space: Space) -> Meeting | None:
    committee = Committee.objects.filter(space=space).first()
    return committee.meetings.to_come().select_related("committee").first() if committee else None
