"""Motions on pages of a meeting, which knows nothing of them."""

from django import template

from palabre.committees.models import Meeting
from palabre.motions.floor import Floor, floor_of
from palabre.people.models import User

register = template.Library()


@register.simple_tag
def motions_before(meeting: Meeting, user: User) -> Floor:
    """What whoever leads the meeting can put to the vote, close and count."""
    return floor_of(meeting, user)
