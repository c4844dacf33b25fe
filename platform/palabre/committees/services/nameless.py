"""Speaking as nobody in particular: said now, written down later, together with others (ADR 5, 18)."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import blake2b
from secrets import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.committees import finding, rules
from palabre.committees.batches import OPENINGS, SPEECH, group_of, is_due, next_batch
from palabre.committees.evenness import even_out
from palabre.committees.models import Committee, Discussion, Mode, NamelessContribution
from palabre.committees.services.talk import begin_discussion, lock, require_mode
from palabre.core.days import today
from palabre.core.text import render_markdown
from palabre.core.verdict import require
from palabre.core.waiting import NoRoom, Room
from palabre.people.models import User


@dataclass(frozen=True)
class Words:
    """What somebody said, until it is written down. Its key is chosen at once, so that it is
    written once even where it is uncertain whether it was."""

    discussion: int
    body: str
    lang: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)


def speak_namelessly(
    discussion: Discussion, body: str, *, lang: str = "", once: str = ""
) -> datetime:
    """Let words wait for the next batch, and say when that is. No user comes in here, and no row is
    written. `once`: the form they came in; sent again, it is the same."""
    require_mode(discussion, Mode.CHATHAM)
    require(rules.can_be_nameless(discussion.committee))
    if discussion.is_closed:
        raise PermissionDenied(_("This discussion is closed."))
    lang = lang or discussion.lang
    words = Words(discussion.pk, even_out(body, lang=lang), lang)
    mark = _mark(once, discussion.pk, words.body)
    return _let_wait(SPEECH, discussion.committee, asdict(words), mark)


def open_namelessly(
    committee: Committee, *, title: str, lang: str, is_public: bool, by: User, once: str = ""
) -> datetime:
    """Ask a question that all will answer without names. `by` is asked for the right to, and then
    forgotten. It appears at the next batch, alone if need be: until then nobody can answer it."""
    require(rules.can_open(by, committee))
    require(rules.can_be_nameless(committee))
    asked = {
        "committee": committee.pk,
        "title": even_out(title, lang=lang),
        "lang": lang,
        "is_public": is_public,
    }
    return _let_wait(OPENINGS, committee, asked, _mark(once, committee.pk, title))


def _mark(once: str, where: int, words: str) -> bytes:
    return blake2b(f"{once} {where} {words}".encode()).digest() if once else b""


def _let_wait(room: Room, committee: Committee, words: dict[str, object], mark: bytes) -> datetime:
    thing = json.dumps(words, ensure_ascii=False).encode()
    try:
        room.add(group_of(committee), thing, mark=mark)
    except NoRoom:
        raise PermissionDenied(
            _("Nothing can wait here just now. Keep your text, and try again in a few minutes.")
        ) from None
    return next_batch()


# --- What comes out -------------------------------------------------------------------------------
def publish_waiting() -> None:
    """At each batch: the questions that were asked, then what is due in each committee."""
    for group in OPENINGS.groups():
        with OPENINGS.taken(group) as asked, transaction.atomic():
            for one in asked:
                _open(**json.loads(one))
    for group in SPEECH.groups():
        if is_due(group):
            with SPEECH.taken(group) as said:
                publish_together(Words(**json.loads(one)) for one in said)


def _open(*, committee: int, title: str, lang: str, is_public: bool) -> None:
    found = Committee.objects.select_related("space").filter(pk=committee).first()
    if found is not None:
        begin_discussion(found, title=title, lang=lang, mode=Mode.CHATHAM, is_public=is_public)


@transaction.atomic
def publish_together(
    words: Iterable[Words], *, day: date | None = None
) -> list[NamelessContribution]:
    """Write down what was said. Whether it may be was asked when it was said: what was said before
    a discussion was closed, or a committee became small, is not lost by it."""
    by_discussion: dict[int, list[Words]] = defaultdict(list)
    for one in words:
        by_discussion[one.discussion].append(one)
    published: list[NamelessContribution] = []
    for pk in sorted(by_discussion):
        published += _write(lock(pk), by_discussion[pk], day or today())
    return published


def publish_at_once(
    discussion: Discussion, body: str, *, lang: str = "", day: date | None = None
) -> NamelessContribution:
    """For what is brought along from before Palabre, and waits for nobody."""
    require_mode(discussion, Mode.CHATHAM)
    lang = lang or discussion.lang
    words = Words(discussion.pk, even_out(body, lang=lang), lang)
    (said,) = publish_together([words], day=day)
    return said


def _write(discussion: Discussion, words: list[Words], day: date) -> list[NamelessContribution]:
    """All that was said in the discussion is written anew in random order, and what is new gets
    its numbers in random order: neither the order of rows nor their transaction tells when, or
    after whom, something was said."""
    before = list(discussion.said_namelessly.all())
    known = {said.pk.hex for said in before}
    new = [one for one in words if one.key not in known]
    SystemRandom().shuffle(new)
    said = [
        _contribution(discussion, one, number, day)
        for number, one in enumerate(new, discussion.contributions + 1)
    ]
    discussion.contributions += len(said)
    discussion.last_on = day
    discussion.save(update_fields=["contributions", "last_on"])
    _write_anew([*before, *said])
    finding.index_nameless(discussion)
    return said


def _contribution(
    discussion: Discussion, words: Words, number: int, day: date
) -> NamelessContribution:
    return NamelessContribution(
        id=uuid.UUID(words.key),
        discussion=discussion,
        number=number,
        body=words.body,
        html=render_markdown(words.body),
        lang=words.lang,
        day=day,
    )


def _write_anew(said: list[NamelessContribution]) -> None:
    SystemRandom().shuffle(said)
    NamelessContribution.objects.filter(pk__in=[one.pk for one in said]).delete()
    NamelessContribution.objects.bulk_create(said)
