"""What every page knows: the same page in the other language."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

NAMES = {"fr": "Français", "en": "English"}


def page(request: HttpRequest) -> dict[str, object]:
    here = get_language() or settings.LANGUAGE_CODE
    there = "fr" if here.startswith("en") else "en"
    return {
        "other_language": {
            "code": there,
            "name": NAMES[there],
            "url": other_address(request, here, there),
        }
    }


def other_address(request: HttpRequest, here: str, there: str) -> str:
    path = request.path
    if path.startswith(f"/{here}/"):
        # A code or a message is never in an address, so the query may come along.
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return f"/{there}/{path.removeprefix(f'/{here}/')}{query}"
    if path.startswith("/accounts/"):
        kept = {key: value for key, value in request.GET.items() if key != "lang"}
        return f"{path}?{urlencode({**kept, 'lang': there})}"
    return f"/{there}/"
