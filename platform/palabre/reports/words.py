"""The same words for the page, the PDF and the table."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from palabre.committees.models.meeting import Stage
from palabre.meetings.models import Kind
from palabre.meetings.quorum import SideQuorum
from palabre.people.models import Side
from palabre.reports.activity import Adopted, Few, Report, Sitting
from palabre.reprisals.numbers import FEWEST, Told


def few(number: Few) -> str:
    if number.is_told:
        return str(number.number)
    return _("fewer than %(fewest)d") % {"fewest": number.fewest}


def side_name(side: str) -> str:
    names = {
        Side.CIVILIAN: _("Civilians"),
        Side.FORCES: _("Forces"),
        Side.PARLIAMENT: _("Parliament"),
    }
    return names[Side(side)]


def attendance(side: SideQuorum) -> str:
    return _("%(present)d of %(seated)d") % {"present": side.present, "seated": side.seated}


def what_became_of(sitting: Sitting) -> str:
    if sitting.meeting.stage == Stage.CANCELLED:
        return _("cancelled")
    if sitting.meeting.stage == Stage.OPEN:
        return _("in session")
    if sitting.quorum is None:
        is_to_come = sitting.meeting.starts_at > timezone.now()
        return _("to come") if is_to_come else _("called, no session kept")
    if sitting.quorum.is_reached:
        return _("held, with a quorum of each side")
    return _("held, without a quorum of each side")


def what_became_of_it(adopted: Adopted) -> str:
    if adopted.due_on is None:
        return _("no day set") if adopted.kind == Kind.MEASURE else ""
    day = date_format(adopted.due_on, "j F Y")
    if adopted.due_on < timezone.localdate():
        return _("was due on %(day)s") % {"day": day}
    return _("due on %(day)s") % {"day": day}


def figures(report: Report) -> list[tuple[str, str]]:
    """What stands at the head of every report."""
    told = [
        (_("Meetings held"), str(len(report.held))),
        (_("of these, with a quorum of each side"), str(report.with_quorum)),
        (_("Meetings cancelled"), str(report.cancelled)),
        (_("Decisions adopted"), str(report.number_of(Kind.DECISION))),
        (_("Advice adopted"), str(report.number_of(Kind.ADVICE))),
        (_("Confidence-building measures adopted"), str(report.number_of(Kind.MEASURE))),
        (_("Discussions opened"), str(report.talk.opened)),
        (_("Contributions under a name"), str(report.talk.named)),
        (_("Contributions without a name"), few(report.talk.nameless)),
    ]
    if report.messages:
        told += [
            (_("Messages without an account"), few(report.messages.received)),
            (_("Answers given to them"), few(report.messages.answers)),
        ]
    return told + (_reprisals(report.reprisals) if report.reprisals else [])


def _reprisals(told: Told) -> list[tuple[str, str]]:
    total = few(Few(told.total or 0, FEWEST))
    outcomes = [
        (_("of these: %(outcome)s") % {"outcome": outcome}, str(number))
        for outcome, number in told.in_words()
    ]
    return [(_("Members’ reports of reprisals"), total), *outcomes]
