"""What comes along with a form: made anew, held sealed between its steps, or refused with words.

The key of each file travels in the form, and nowhere else.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils.translation import gettext as _

from palabre.core.arriving import MOST_BYTES, MOST_FILES, Arrived, arrived_in
from palabre.core.places import Place, place_of
from palabre.files.rebuild import CannotRebuild, Rebuilt, Refusal, rebuild
from palabre.sealing.enclosure import About
from palabre.sealing.errors import Busy
from palabre.sealing.kdf import KEY_SIZE, Turnstile
from palabre.submissions import crowd, pieces
from palabre.submissions.forms import token_bytes
from palabre.submissions.pieces import MOST_BYTES_MADE, Held

REBUILDING = Turnstile(running=1, waiting=3)
PASSING = (Refusal.BUSY, Refusal.CLOSED)  # the file is not at fault: it may be clean in a minute
STEP = 5  # seconds: people are told to wait for so many, or twice or three times as many


class LeftOut(Exception):
    """A file that cannot be held, with words for whoever sent it."""


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
    token: str = ""  # of the form in which files that had to wait may be joined again

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

    @property
    def came(self) -> int:
        return sum(each.what.came for each in self.joined)

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
    if arrived := arrived_in(request):
        _join_all(request, along, arrived)
    return along


def _join_all(request: HttpRequest, along: Along, arrived: list[Arrived]) -> None:
    """What costs least is asked first: nothing is made anew for a form that is none of ours."""
    sent = crowd.Sent(
        token=request.POST.get("token", "").strip(),
        words=repr([each.mark for each in arrived]).encode(),
    )
    if token_bytes(sent.token) is None or request.POST.get("homepage"):
        along.say(_("Your files were left out. Join them again."))
    elif wait := crowd.FILES.hold_back(sent):
        _say_when(along, wait)
    else:
        with crowd.FILES.once(sent):
            for each in arrived:
                _join(along, each, place_of(request.META), "alter_voice" in request.POST)
    for each in arrived:
        each.close()


def _say_when(along: Along, wait: crowd.Wait) -> None:
    """No page can keep a file that was not taken: browsers empty that field."""
    along.token = wait.token
    seconds = max(1, -(-wait.seconds // STEP)) * STEP
    words = _(
        "Many people are sending files just now. Yours were left out: join them again in %(seconds)d seconds, or send your text without them."
    )
    along.say(words % {"seconds": seconds})


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


def _join(along: Along, arrived: Arrived, place: Place, alter_voice: bool) -> None:  # noqa: FBT001
    try:
        _look_for_what_speaks_against(along, arrived)
        if not place.take():
            raise Busy
        with REBUILDING.turn():
            held = _made_anew(arrived, MOST_BYTES_MADE - along.size, alter_voice=alter_voice)
    except LeftOut as why:
        along.say(str(why))
    except Busy:
        along.say(_("Many people are sending files just now. Join yours again in a minute."))
    except pieces.NoRoom:
        along.say(_("No file can be taken today. Your text can be sent without it."))
    else:
        along.joined.append(Joined(held, is_new=True))
        along.has_news = along.has_news or held.about.as_is


def _look_for_what_speaks_against(along: Along, arrived: Arrived) -> None:
    if arrived.is_turned_away:
        raise Busy
    if arrived.is_one_too_many or len(along.joined) >= MOST_FILES:
        raise LeftOut(_("At most 5 files go with a message. The others were left out."))
    if arrived.is_too_much or along.came + arrived.size > MOST_BYTES:
        raise LeftOut(
            _(
                "Together the files may have 20 MB. What was over it was left out: send it with a reply, or make it smaller."
            )
        )
    if not pieces.has_room():
        raise pieces.NoRoom


def _made_anew(arrived: Arrived, room: int, *, alter_voice: bool) -> Held:
    try:
        made = rebuild(arrived.clear(), alter_voice=alter_voice)
    except CannotRebuild as cannot:
        if cannot.refusal in PASSING:
            raise LeftOut(str(cannot.refusal.label)) from None
        return pieces.hold(arrived.clear(), _as_it_is(arrived, cannot))
    if len(made.content) > room:
        raise LeftOut(
            _(
                "Made anew, the files would have more than 40 MB together. What was over it was left out: send it with a reply, or send fewer pages."
            )
        )
    return pieces.hold([made.content], _what_it_is(made, arrived, alter_voice=alter_voice))


def _what_it_is(made: Rebuilt, arrived: Arrived, *, alter_voice: bool) -> About:
    return About(
        made.media_type,
        made.suffix.lstrip("."),
        len(made.content),
        voice_changed=alter_voice and made.media_type.startswith("audio/"),
        came=arrived.size,
    )


def _as_it_is(arrived: Arrived, cannot: CannotRebuild) -> About:
    """Held as it came, in case the writer chooses to send it so."""
    return About(
        media_type="application/octet-stream",
        suffix=arrived.suffix,
        size=arrived.size,
        as_is=True,
        why=cannot.refusal.value,
        came=arrived.size,
    )
