"""What a meeting is asked to talk about. Those who lead it are on the record; who proposes is not."""

from secrets import SystemRandom
from typing import TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from palabre.audit.services import record
from palabre.committees.models import Meeting
from palabre.core.evenness import even_out
from palabre.core.text import render_markdown
from palabre.core.verdict import require
from palabre.meetings import rules
from palabre.meetings.actions import Action
from palabre.meetings.models import AgendaItem, Standing
from palabre.meetings.services.session import lock
from palabre.people.models import User


class ItemWords(TypedDict, total=False):
    title_fr: str
    title_en: str
    about: str
    lang: str
    for_members: bool


@transaction.atomic
def propose_item(
    meeting: Meeting,
    title: str,
    *,
    by: User,
    about: str = "",
    lang: str,
    from_a_message: bool = False,
) -> None:
    """Ask that it be talked about. `by` is asked for the right to, and then forgotten.

    All that is proposed is written anew in random order: neither the order of rows nor their
    transaction tells who asked first (ADR 5).
    """
    locked = lock(meeting)
    require(rules.can_propose(by, locked))
    title, about = even_out(title, lang=lang), even_out(about, lang=lang)
    proposed = list(locked.items.proposed())
    if any(one.title == title and one.about == about for one in proposed):
        return  # a slow line, a second tap
    proposed.append(
        AgendaItem(
            meeting=locked,
            about=about,
            html=render_markdown(about),
            lang=lang,
            from_a_message=from_a_message,
            **{"title_en" if lang == "en" else "title_fr": title},
        )
    )
    SystemRandom().shuffle(proposed)
    locked.items.proposed().delete()
    AgendaItem.objects.bulk_create(proposed)


@transaction.atomic
def add_item(meeting: Meeting, *, by: User, **words: Unpack[ItemWords]) -> AgendaItem:
    """Put it on the agenda at once, as the last."""
    locked = lock(meeting)
    require(rules.can_set_agenda(by, locked))
    item = AgendaItem.objects.create(
        meeting=locked,
        standing=Standing.ACCEPTED,
        position=locked.items.accepted().count() + 1,
        html=render_markdown(words.get("about", "")),
        **words,
    )
    record(Action.ITEM_ADDED, by=by, on=item, meeting=locked.pk)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: User, **words: Unpack[ItemWords]) -> AgendaItem:
    locked = lock(item.meeting)
    require(rules.can_set_agenda(by, locked))
    changed = locked.items.get(pk=item.pk)
    for field, value in words.items():
        setattr(changed, field, value)
    changed.html = render_markdown(changed.about)
    changed.save()
    return changed


@transaction.atomic
def accept_item(item: AgendaItem, *, by: User) -> None:
    locked = lock(item.meeting)
    require(rules.can_set_agenda(by, locked))
    accepted = locked.items.get(pk=item.pk)
    if accepted.standing == Standing.ACCEPTED:
        return
    accepted.standing, accepted.reason = Standing.ACCEPTED, ""
    accepted.position = locked.items.accepted().count() + 1
    accepted.save()
    record(Action.ITEM_ADDED, by=by, on=accepted, meeting=locked.pk)


@transaction.atomic
def drop_item(item: AgendaItem, *, reason: str, by: User) -> None:
    """Keep it off the agenda. Its row stays with the reason, which members read."""
    locked = lock(item.meeting)
    require(rules.can_set_agenda(by, locked))
    dropped = locked.items.get(pk=item.pk)
    if dropped.decisions.exists():
        raise PermissionDenied(_("Something was decided under this item: it stays."))
    dropped.standing, dropped.reason, dropped.position = Standing.DROPPED, reason, None
    dropped.save()
    _number_anew(list(locked.items.accepted()))
    record(Action.ITEM_DROPPED, by=by, on=dropped, meeting=locked.pk)


@transaction.atomic
def move_item(item: AgendaItem, *, earlier: bool, by: User) -> None:
    locked = lock(item.meeting)
    require(rules.can_set_agenda(by, locked))
    order = list(locked.items.accepted())
    place = next((number for number, one in enumerate(order) if one.pk == item.pk), None)
    if place is None:
        return
    order.insert(max(0, place - 1) if earlier else place + 1, order.pop(place))
    _number_anew(order)


def _number_anew(order: list[AgendaItem]) -> None:
    for position, item in enumerate(order, 1):
        item.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
