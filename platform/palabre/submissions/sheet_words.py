"""What is printed on a sheet, in its language: where it can, with the words of the page itself."""

from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from palabre.spaces.models import Space
from palabre.submissions.models import Readers

Words = dict[str, str | list[str]]


def words_of_a_sheet(language: str, *, space: Space, before: date) -> Words:
    with translation.override(language):
        day = date_format(before, "DATE_FORMAT")
        return {**_kept(), **_told(), **_handed_back(space, day), "title": _("Sheets")}


def _kept() -> Words:
    return {
        "keep": _("Part to keep"),
        "cut": _("Cut here"),
        "code": _("Your code"),
        "only_way": _("It is the only way to read the answer. We cannot find it again for you."),
        "come_back": _("To read the answer, type this code at"),
        "when": _("The code opens nothing until your words are typed in, some days after you hand them back."),
        "hide": _("Keep it hidden: whoever has it reads the answer."),
        "copy": _("Safest: copy the code elsewhere without writing what it is for, and destroy this part."),
    }  # fmt: skip


def _told() -> Words:
    return {
        "what": _("What this is"),
        "what_words": _("You tell something about security. Readers of a committee read it and answer. No name, no mail, no number."),
        "emergency": _("This is not an emergency line"),
        "emergency_words": _("Nobody watches it day and night. If somebody is in danger now, call or go to people you trust."),
        "suspect": _("This is no place to denounce a suspect"),
        "suspect_words": _("Do not name anyone as guilty. A name written here is published nowhere, and it can put a life in danger."),
        "keeps": _("What we keep"),
        "keeps_words": [
            _("Your words, sealed: only the readers you choose open them, each with a passphrase of their own."),
            _("The day, not the hour. The committee. About how long it is."),
        ],
        "keeps_not": _("What we do not keep"),
        "keeps_not_words": [
            _("Who took which sheet, and who handed one back."),
            _("Your code: we could not find it again, even if forced to."),
        ],
        "no_promise": _("What we cannot promise"),
        "no_promise_words": [
            _("Somebody of the secretariat reads what you wrote by hand and types it. They do not see your code and cannot read the answer. The paper is then destroyed."),
            _("Whoever printed this sheet could have copied the code. In what you write later, say nothing that tells who you are."),
        ],
    }  # fmt: skip


def _handed_back(space: Space, day: str) -> Words:
    return {
        "hand_back": _("Part to hand back"),
        "number": _("Sheet number:"),
        "to": _("For: %(space)s") % {"space": space.name},
        "to_in_ascii": _("For: %(space)s") % {"space": space.slug},
        "before": _("To be handed back before %(day)s") % {"day": day},
        "who": _("Who may read this message?"),
        "civilian": str(Readers.CIVILIAN.label),
        "all": str(Readers.ALL.label),
        "tick": _("If you tick nothing, only civilian readers read it."),
        "message": _("Your message"),
        "how": _("Write as you speak, in the language you want; in capitals if your hand could be recognised."),
        "leave_out": _("Leave out your name, your number, your code, a fact that only you know, the name of somebody else."),
    }  # fmt: skip
