"""So many reports a member."""

from palabre.core.limits import Limits

MEMBERS = Limits(5, 10 * 60.0)
