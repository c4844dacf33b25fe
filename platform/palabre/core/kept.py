"""Pages that are the same for every stranger, kept for a moment and dropped by any change (ADR 8)."""

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

PAGES, STATE = "pages", "state"
MARK, UNTIL = "is_same_for_strangers", "is_true_until"
View = Callable[..., HttpResponse]
Answer = TypeVar("Answer", bound=HttpResponse)


def same_for_strangers(view: View) -> View:
    """For a page that depends, where nobody is signed in, on its address alone."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        vars(response)[MARK] = True
        return response

    return marked


def true_until(response: Answer, ends: Iterable[datetime]) -> Answer:
    """Something that it says ends by itself, with no request and no job: it is not kept for longer."""
    vars(response)[UNTIL] = min(ends, default=None)
    return response


Kept = tuple[bytes, dict[str, str]]


def state_of_the_house() -> str:
    """Kept pages are kept under it. Read before a page reads the database, never after."""
    return str(caches[PAGES].get_or_set(STATE, lambda: secrets.token_hex(8), None))


def kept_page(place: str) -> Kept | None:
    found: Kept | None = caches[PAGES].get(place)
    return found


def keep_page(place: str, page: Kept, seconds: int) -> None:
    with suppress(RedisError):
        caches[PAGES].set(place, page, seconds)


def kept_for(seconds: int, name: str, make: Callable[[], Any]) -> Any:
    """What is dear to work out and never changes: numbers of what is over, that say nothing of anybody
    who asks. It outlasts changes, and is made anew where memory is away."""
    place = f"for:{name}"
    with suppress(RedisError):
        found = caches[PAGES].get(place)
        if found is not None:
            return found
    made = make()
    with suppress(RedisError):
        caches[PAGES].set(place, made, seconds)
    return made


def forget_pages() -> None:
    """Something changed: no page from before it is shown again.

    Where Redis is away just now, nothing is shown from it either; it lives for a minute at most.
    """
    with suppress(RedisError):
        caches[PAGES].set(STATE, secrets.token_hex(8), None)
