"""What comes along with a form: made anew, held sealed between its steps, or refused with words.

The key of each file travels in the form, and nowhere else.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from palabre.files.rebuild import CannotRebuild, Refusal, rebuild
from palabre.submissions import pieces
from palabre.submissions.pieces import MOST_BYTES, MOST_FILES, Held
from palabre.submissions.sealing.enclosure import About
from palabre.submissions.sealing.errors import Busy
from palabre.submissions.sealing.kdf import KEY_SIZE, Turnstile
from palabre.submissions.upload import Arrived, arrived_in

REBUILDING = Turnstile(running=1, waiting=3)  # of eight threads, some must stay for those who read


@dataclass(frozen=True)
class Joined:
    """A file as the writer's pages show it. One that could not be made anew is sent only if chosen."""

    held: Held
    is_chosen: bool = False
    is_new: bool = False

    @property
    def key(self) -> str:
        return self.held.key.hex()

    @property
    def what(self) -> About:
        return self.held.about

    @property
    def why(self) -> str:
        """Why it could not be made anew, and what to do instead."""
        why = self.what.why
        return str(Refusal(why).label) if why in Refusal.values else ""

    @property
    def goes(self) -> bool:
        return self.is_chosen or not self.what.as_is


@dataclass
class Along:
    joined: list[Joined]
    problems: list[str] = field(default_factory=list)
    has_news: bool = False  # a file was refused just now, and the writer has not seen why

    @property
    def new(self) -> list[str]:
        """Keys that are in no form yet."""
        return [each.key for each in self.joined if each.is_new]

    @property
    def to_send(self) -> tuple[bytes, ...]:
        return tuple(each.held.key for each in self.joined if each.goes)

    @property
    def size(self) -> int:
        return sum(each.what.size for each in self.joined)

    def forget_the_rest(self) -> None:
        """What was not sent, or came a second time with a form that was sent before."""
        pieces.let_go(each.held.key for each in self.joined)

    def say(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)


def what_comes_along(request: HttpRequest, *, sent_too: bool = False) -> Along:
    """Held from the step before, less what is left out now, and what was joined just now.

    `sent_too`: where the same form may come a second time."""
    left_out = set(_keys(request.POST.getlist("drop")))
    pieces.let_go(left_out)
    keys = [key for key in _keys(request.POST.getlist("held")) if key not in left_out]
    chosen = set(_keys(request.POST.getlist("as_is")))
    held = pieces.held(keys[:MOST_FILES], sent_too=sent_too)
    along = Along([Joined(each, each.key in chosen) for each in held])
    if len(held) < len(keys):
        along.say(_("One of your files is not here any more. Join it again."))
    for arrived in arrived_in(request):
        _join(along, arrived, alter_voice="alter_voice" in request.POST)
    return along


def files_in(request: HttpRequest) -> tuple[str, ...]:
    """What tells the files of this form from those of another; the same if it is sent twice."""
    names = ("held", "as_is", "drop", "alter_voice")
    carried = [f"{name} {text}" for name in names for text in request.POST.getlist(name)]
    marks = [arrived.mark for arrived in arrived_in(request)]
    return (*carried, *marks) if marks or "held" in request.POST else ()


def without_what_is_gone(along: Along) -> Along:
    here = {each.key for each in pieces.held(each.held.key for each in along.joined)}
    left = Along([each for each in along.joined if each.held.key in here])
    left.say(_("One of your files is not here any more. Join it again."))
    return left


def _keys(typed: Iterable[str]) -> list[bytes]:
    """Whatever is no key is passed over: nobody types one."""
    found = []
    for text in typed:
        with suppress(ValueError):
            key = bytes.fromhex(text)
            if len(key) == KEY_SIZE and key not in found:
                found.append(key)
    return found


def _join(along: Along, arrived: Arrived, *, alter_voice: bool) -> None:
    if refusal := _refusal(along, arrived):
        along.say(refusal)
        return
    try:
        with REBUILDING.turn():
            held = _made_anew(arrived, alter_voice=alter_voice)
    except Busy:
        along.say(_("Many people are sending files just now. Join yours again in a minute."))
    except pieces.NoRoom:
        along.say(_("No file can be taken today. Your text can be sent without it."))
    else:
        along.joined.append(Joined(held, is_new=True))
        along.has_news = along.has_news or held.about.as_is
    finally:
        arrived.close()


def _refusal(along: Along, arrived: Arrived) -> str:
    if arrived.is_turned_away:
        return _("Many people are sending files just now. Join yours again in a minute.")
    if arrived.is_one_too_many or len(along.joined) >= MOST_FILES:
        return _("At most 5 files go with a message. The others were left out.")
    if arrived.is_too_much or along.size + arrived.size > MOST_BYTES:
        return _(
            "Together the files may have 20 MB. What was over it was left out: send it with a reply, or make it smaller."
        )
    return ""


def _made_anew(arrived: Arrived, *, alter_voice: bool) -> Held:
    try:
        made = rebuild(arrived.clear(), alter_voice=alter_voice)
    except CannotRebuild as cannot:
        return pieces.hold(arrived.clear(), _as_it_is(arrived, cannot))
    voice_changed = alter_voice and made.media_type.startswith("audio/")
    suffix = made.suffix.lstrip(".")
    about = About(made.media_type, suffix, len(made.content), voice_changed=voice_changed)
    return pieces.hold([made.content], about)


def _as_it_is(arrived: Arrived, cannot: CannotRebuild) -> About:
    """Held as it came, in case the writer chooses to send it so."""
    return About(
        media_type="application/octet-stream",
        suffix=arrived.suffix,
        size=arrived.size,
        as_is=True,
        why=cannot.refusal.value,
    )
