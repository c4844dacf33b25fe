"""The title of a topic that moderation takes from view, and gives back. Nobody who speaks below it
loses a word. The caller holds the row of the topic."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from palabre.forums.models import State, Topic

TITLE = ("title", "title_state", "title_kept", "removed_under")


def take_title(topic: Topic, state: State, *, rule: str) -> None:
    topic.title_kept = topic.own_title if topic.has_title else topic.title_kept
    topic.title, topic.title_state = _instead(topic.lang, state), state
    topic.removed_under = rule
    topic.save(update_fields=TITLE)


def give_title_back(topic: Topic) -> None:
    if topic.title_kept:
        topic.title, topic.title_kept = topic.title_kept, ""
        topic.title_state, topic.removed_under = State.PUBLISHED, ""
        topic.save(update_fields=TITLE)


def forget_title(topic: Topic) -> None:
    """It is not coming back."""
    Topic.objects.filter(pk=topic.pk).exclude(title_state=State.PUBLISHED).update(title_kept="")


def _instead(lang: str, state: State) -> str:
    """In the language of the topic, as its title was."""
    known = lang if lang in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with translation.override(known):
        return _("Title hidden") if state == State.VEILED else _("Title removed")
