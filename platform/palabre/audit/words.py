"""What is on the record, in words: the sentences of each app's actions, and the names of things."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.text import capfirst

OURS = "palabre."
FEWEST_DIGITS_OF_A_KEY_WITHOUT_SENSE = 12


@cache
def sentences() -> dict[str, str | Promise]:
    """By code, as they go on from a name: each app tells them in its actions.py."""
    found: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        ours = app.name.startswith(OURS)
        if ours and app.module and module_has_submodule(app.module, "actions"):
            found |= dict(import_module(f"{app.name}.actions").Action.choices)
    return found


def in_words(action: str) -> str:
    """The sentence; of a code that no app knows any more, the code."""
    return str(sentences().get(action, action))


def areas() -> dict[str, str]:
    """Which parts of Palabre write on the record, by the first word of their codes."""
    names = {code.partition(".")[0] for code in sentences()}
    return {name: str(apps.get_app_config(name).verbose_name) for name in sorted(names)}


def target_in_words(target: str) -> str:
    """« Committee 12 »; a key drawn at random says nothing, and is left out."""
    label, _colon, key = target.partition(":")
    try:
        name = capfirst(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return target
    return name if len(key) >= FEWEST_DIGITS_OF_A_KEY_WITHOUT_SENSE else f"{name} {key}"
