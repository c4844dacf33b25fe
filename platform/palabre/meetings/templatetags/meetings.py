"""What pages of the floors below show of a meeting."""

from django import template

from palabre.committees.models import Meeting
from palabre.meetings import reading
from palabre.spaces.models import Anyone

register = template.Library()


@register.simple_tag
def answer_to(meeting: Meeting, user: Anyone) -> str:
    """What this member answered to the convocation, if anything."""
    return reading.answer_of(meeting, user)
