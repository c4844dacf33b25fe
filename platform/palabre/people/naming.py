"""A name that moderation takes from view, and gives back. Nobody loses what they wrote under it."""

import unicodedata
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.people.models import User

Listener = Callable[[User, str], None]
_listeners: list[Listener] = []


def hear_of_names(listener: Listener) -> None:
    """For an app that keeps a name beside what somebody wrote: called with the one before."""
    _listeners.append(listener)


def own_name(person: User) -> str:
    """What they call themselves, shown or not."""
    return person.name_kept or person.name


def alike(name: str) -> str:
    """Names that people read as one are one: without capitals, accents and more than one space."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return " ".join(bare.split())


@transaction.atomic
def take_name(person: User) -> None:
    held = _held(person)
    if held.name_kept:
        return
    _rename(held, _neutral(held, held.language), kept=held.name)
    person.name, person.name_kept = held.name, held.name_kept


@transaction.atomic
def give_name_back(person: User) -> None:
    held = _held(person)
    if held.name_kept:
        _rename(held, held.name_kept, kept="")
        person.name, person.name_kept = held.name, held.name_kept


def bears_neutral_name(person: User) -> bool:
    """Theirs was taken from view, and they have chosen no other since."""
    return any(person.name == _neutral(person, code) for code, _name in settings.LANGUAGES)


def _neutral(person: User, language: str) -> str:
    with translation.override(language):
        return _("Member %(number)s") % {"number": person.pk}


@transaction.atomic
def choose_name(person: User, name: str) -> None:
    """Instead of the one that was taken, which is let go of."""
    held = _held(person)
    _rename(held, name, kept="")
    person.name, person.name_kept = held.name, held.name_kept


@transaction.atomic
def forget_name(person: User) -> None:
    """It is not coming back."""
    User.objects.filter(pk=person.pk).update(name_kept="")


def _held(person: User) -> User:
    return User.objects.select_for_update().get(pk=person.pk)


def _rename(person: User, name: str, *, kept: str) -> None:
    before, person.name, person.name_kept = person.name, name, kept
    person.save(update_fields=["name", "name_kept"])
    for listener in _listeners:
        listener(person, before)
