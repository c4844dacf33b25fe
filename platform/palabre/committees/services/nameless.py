"""Speaking as nobody in particular: said now, written down later, together with others (ADR 5, 18)."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from hashlib import blake2b
from secrets import SystemRandom
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.committees import finding, rules
from palabre.committees.batches import OPENINGS, SPEAKERS, SPEECH, group_of, is_due, next_batch
from palabre.committees.links import Author
from palabre.committees.models import (
    Committee,
    Discussion,
    Mode,
    NamelessContribution,
    NamelessPicture,
    SealedLink,
    State,
)
from palabre.committees.services.pictures import Picture, picture_beside
from palabre.committees.services.pleading import Plea, hear
from palabre.committees.services.talk import begin_discussion, even_title, lock, require_mode
from palabre.committees.voices import OwnVoice, nobodys
from palabre.core.days import today
from palabre.core.evenness import even_out
from palabre.core.text import render_markdown
from palabre.core.verdict import require
from palabre.core.waiting import NoRoom, Room
from palabre.moderation import services as moderation
from palabre.moderation.services import forget_words_of
from palabre.moderation.speaking import goes_on, take_turn
from palabre.people.models import User

Things = list[dict[str, Any]]
Work = Callable[[Things], None]


@dataclass(frozen=True)
class Words:
    """What somebody said, until it is written down. Its key is chosen at once, so that it is
    written once even where it is uncertain whether it was."""

    discussion: int
    body: str
    lang: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    tag: str = field(default_factory=nobodys)
    voice: str = field(default_factory=nobodys)
    link: dict[str, str] | None = None
    picture: dict[str, Any] | None = None


@dataclass(frozen=True)
class Withdrawal:
    discussion: int
    withdrawn: str


def require_pace(user: User) -> None:
    """Asked of whoever is about to say something, before it no longer matters who it is. Counted in
    memory under a keyed hash; nothing of it is written, and nothing of what is said comes in here."""
    if not SPEAKERS.allow(user.pk):
        raise PermissionDenied(
            _("You have sent very much in a short time. Keep your text, and try again in an hour.")
        )


def speak_namelessly(
    discussion: Discussion,
    body: str,
    *,
    once: str = "",
    own: OwnVoice | None = None,
    author: Author | None = None,
    picture: Picture | None = None,
) -> datetime:
    """Let words wait for the next batch, and say when that is. No user comes in here, and no row is
    written. `once`: the form they came in; sent again, it is the same. `own`: for who wants to know
    their words again, and be heard as one voice if they want that too. `author`: sealed to
    custodians, where the rules of the discussion want that. `picture`: waits with the words."""
    require_mode(discussion, Mode.CHATHAM)
    require(rules.can_be_nameless(discussion.committee))
    if discussion.is_closed:
        raise PermissionDenied(_("This discussion is closed."))
    require(goes_on(discussion))
    wanted = _required(author) if discussion.rules.link_days else None
    words = _said(discussion, body, author=wanted, picture=picture)
    if own:
        words = replace(words, tag=own.tag_of(words.key).hex())
        if own.is_one:
            words = replace(words, voice=own.in_epoch(discussion).hex())
    mark = _mark(once, discussion.pk, words.body)
    return let_wait(SPEECH, discussion.committee, asdict(words), mark)


def _said(
    discussion: Discussion, body: str, *, author: Author | None, picture: Picture | None
) -> Words:
    lang = discussion.lang
    words = Words(discussion.pk, even_out(body, lang=lang), lang)
    return replace(
        words,
        link=author.linked(words.key) if author else None,
        picture=picture.ready_to_wait(lang=lang) if picture else None,
    )


def _required(author: Author | None) -> Author:
    if author is None or not all(author.custodians.values()):
        raise PermissionDenied(_("Nothing is said here without a link that both sides can open."))
    return author


def withdraw(said: NamelessContribution, *, own: OwnVoice | None) -> datetime:
    """Take back what one said oneself. It waits for the next batch as words do: when it goes tells
    nobody who was there."""
    require(rules.can_take_back(own, said))
    discussion = said.discussion
    gone = asdict(Withdrawal(discussion.pk, said.pk.hex))
    return let_wait(SPEECH, discussion.committee, gone, said.pk.bytes)


def appeal_namelessly(said: NamelessContribution, *, plea: str, own: OwnVoice | None) -> datetime:
    """Ask for another look at one's own words. It waits for the next batch as words do, and comes
    before the moderators as from nobody."""
    require(rules.can_plead(own, said))
    discussion = said.discussion
    even = even_out(plea, lang=discussion.lang)
    asked = asdict(Plea(discussion.pk, said.pk.hex, even, today().isoformat()))
    return let_wait(SPEECH, discussion.committee, asked, said.pk.bytes + b"appeal")


def open_namelessly(
    committee: Committee, *, title: str, lang: str, is_public: bool, by: User, once: str = ""
) -> datetime:
    """Ask a question that all will answer without names. `by` is asked for the right to, and then
    forgotten. It appears at the next batch, alone if need be: until then nobody can answer it."""
    require(rules.can_open(by, committee))
    require(rules.can_be_nameless(committee))
    require_pace(by)
    take_turn(by, committee, committee.space)
    asked = {
        "committee": committee.pk,
        "title": even_title(title, lang=lang),
        "lang": lang,
        "is_public": is_public,
    }
    return let_wait(OPENINGS, committee, asked, _mark(once, committee.pk, title))


def _mark(once: str, where: int, words: str) -> bytes:
    return blake2b(f"{once} {where} {words}".encode()).digest() if once else b""


def let_wait(room: Room, committee: Committee, words: dict[str, object], mark: bytes) -> datetime:
    thing = json.dumps(words, ensure_ascii=False).encode()
    has_picture = bool(words.get("picture"))
    try:
        room.add(group_of(committee), thing, mark=mark, is_large=has_picture)
    except NoRoom:
        raise PermissionDenied(
            _("No photo can wait here just now. Send your words alone, or both in an hour.")
            if has_picture
            else _(
                "Nothing can wait here just now. Keep your text, and try again in a few minutes."
            )
        ) from None
    return next_batch()


# --- What comes out -------------------------------------------------------------------------------
def publish_waiting() -> None:
    """At each batch: the questions that were asked, then what is due in each committee. Where one
    fails, it waits on, and keeps no other waiting."""
    due: list[tuple[Room, str, Work]] = [
        (OPENINGS, group, _open_all) for group in OPENINGS.groups()
    ]
    due += [(SPEECH, group, _write_all) for group in SPEECH.groups() if is_due(group)]
    failures = [error for room, group, work in due if (error := _let_out(room, group, work))]
    if failures:
        raise failures[0]


def _let_out(room: Room, group: str, work: Work) -> Exception | None:
    try:
        with room.taken(group) as waited, transaction.atomic():
            work([json.loads(one) for one in waited])
    except Exception as error:  # whatever it is
        return error
    return None


def _open_all(asked: Things) -> None:
    for one in asked:
        _open(**one)


def _write_all(waited: Things) -> None:
    published = publish_together(Words(**one) for one in waited if "body" in one)
    for one in waited:
        if "withdrawn" in one:
            _withdraw(**one)
        if "appealed" in one:
            hear(**one)
    _look_at(published)


def _look_at(published: list[NamelessContribution]) -> None:
    """It is out, together with others, and was not taken back: a list of words may have it read."""
    keys = [said.pk for said in published]
    rows = NamelessContribution.objects.filter(pk__in=keys, state=State.PUBLISHED)
    for said in rows.select_related("discussion__committee__space").order_by("pk"):
        moderation.look_at(said)


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
    discussion: Discussion,
    body: str,
    *,
    day: date | None = None,
    voice: str = "",
    author: Author | None = None,
    picture: Picture | None = None,
) -> NamelessContribution:
    """For what is brought along from before Palabre, and waits for nobody."""
    require_mode(discussion, Mode.CHATHAM)
    words = _said(discussion, body, author=author, picture=picture)
    (said,) = publish_together([replace(words, voice=voice or nobodys())], day=day)
    return said


def _withdraw(*, discussion: int, withdrawn: str) -> None:
    """Words and all. What somebody reported meanwhile stays until both sides have judged it."""
    locked = lock(discussion)
    every = list(locked.said_namelessly.all())
    for said in every:
        if said.pk.hex == withdrawn and rules.can_be_taken_back(said):
            said.state, said.body, said.html = State.WITHDRAWN, "", ""
            forget_words_of(said)
    _write_anew(every)
    finding.index_nameless(locked)


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
    _write_anew(
        [*before, *said],
        [_link(one) for one in new if one.link],
        [picture_beside(one.key, **one.picture) for one in new if one.picture],
    )
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
        tag=bytes.fromhex(words.tag),
        voice=bytes.fromhex(words.voice),
    )


def _link(words: Words) -> SealedLink:
    link = words.link or {}
    return SealedLink(
        contribution_id=uuid.UUID(words.key),
        civilian=bytes.fromhex(link["civilian"]),
        forces=bytes.fromhex(link["forces"]),
        expires_on=date.fromisoformat(link["ends"]),
    )


def _write_anew(
    said: list[NamelessContribution],
    linked: Iterable[SealedLink] = (),
    shown: Iterable[NamelessPicture] = (),
) -> None:
    """With their links and photos, where there are any; not of what was taken back."""
    keys = [one.pk for one in said]
    there = [one.pk for one in said if one.state != State.WITHDRAWN]
    links = [*SealedLink.objects.filter(contribution__in=there), *linked]
    pictures = [*NamelessPicture.objects.filter(contribution__in=there), *shown]
    for rows in (said, links, pictures):
        SystemRandom().shuffle(rows)
    NamelessContribution.objects.filter(pk__in=keys).delete()
    NamelessContribution.objects.bulk_create(said)
    SealedLink.objects.bulk_create(links)
    NamelessPicture.objects.bulk_create(pictures, batch_size=16)
