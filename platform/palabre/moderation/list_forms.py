"""What those who run a space type about its lists of words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.core.marking import Plain, is_start, parts_of
from palabre.core.marking.phrases import MOST_WORDS, SHORTEST_START
from palabre.moderation.models import (
    LONGEST_PHRASE,
    MOST_PHRASES,
    Finds,
    Rule,
    WordList,
)
from palabre.people.models import User
from palabre.spaces.selectors import spaces_run_by

SHOWN = 5  # lines that cannot be taken, in a message


def must_be_phrase(line: str) -> None:
    """In words, what is wrong with a line of a list."""
    words = [part for _start, _end, part in parts_of(Plain(line))]
    if not words or len("".join(words)) == 1:
        raise ValidationError(gettext("a word has two letters or figures at least"))
    if len(line) > LONGEST_PHRASE or len(words) > MOST_WORDS:
        raise ValidationError(
            gettext("a line has %(words)s words and %(signs)s signs at most")
            % {"words": MOST_WORDS, "signs": LONGEST_PHRASE}
        )
    if "*" in line and not (is_start(line) and line.count("*") == 1 and len(words) == 1):
        raise ValidationError(gettext("the star stands at the end of a single word"))
    if is_start(line) and len(words[0]) < SHORTEST_START:
        raise ValidationError(gettext("before a star stand three letters at least"))


class PhrasesField(BodyField):
    """A word or a phrase a line, pasted as they come: blank lines and twins are left out."""

    def clean(self, value: Any) -> str:
        lines = dict.fromkeys(" ".join(line.split()) for line in super().clean(value).splitlines())
        phrases = [line for line in lines if line]
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(
                gettext("A list holds %(most)s words at most. Begin another.")
                % {"most": MOST_PHRASES}
            )
        if wrong := list(filter(None, map(_what_is_wrong, phrases))):
            raise ValidationError(wrong[:SHOWN])
        return "\n".join(phrases)


def _what_is_wrong(line: str) -> str:
    try:
        must_be_phrase(line)
    except ValidationError as error:
        return gettext("“%(line)s”: %(why)s.") % {"line": line[:40], "why": error.message}
    return ""


class ListForm(forms.ModelForm[WordList]):
    name = LineField(max_length=80, label=_("Name"))
    words = PhrasesField(
        label=_("Words"),
        help_text=_(
            "One a line, or a phrase of up to six words. In any language: capitals, accents and "
            "look-alike letters make no difference. A star at the end of a word stands for any "
            "ending: “insult*”."
        ),
        max_length=LONGEST_PHRASE * MOST_PHRASES,
        rows=12,
        required=False,
    )

    class Meta:
        model = WordList
        fields = ["name", "space", "reads", "finds", "words", "deed", "rule", "is_active"]
        widgets = dict.fromkeys(("reads", "finds", "deed"), forms.RadioSelect)
        labels = {"space": _("Where it holds"), "rule": _("Under which rule")}
        help_texts = {
            "deed": _(
                "In committees nothing waits: moderators look at it once it is said. One moderator "
                "of either side lets through what waits."
            )
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rules = Rule.objects.filter(Q(is_active=True) | Q(pk=self.instance.rule_id))
        self.fields["rule"].queryset = rules  # type: ignore[attr-defined]
        self.fields["rule"].empty_label = _("Choose a rule")  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["space"]  # a list does not move
        else:
            spaces = self.fields["space"]
            spaces.queryset = spaces_run_by(by)  # type: ignore[attr-defined]
            spaces.empty_label = _("Everywhere")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("finds") == Finds.WORDS and "words" in typed and not typed["words"]:
            self.add_error("words", _("Write one word at least."))
        return typed


class PhraseForm(forms.Form):
    phrase = LineField(label=_("One more word"), max_length=LONGEST_PHRASE)

    def clean_phrase(self) -> str:
        phrase = " ".join(str(self.cleaned_data["phrase"]).split())
        must_be_phrase(phrase)
        return phrase
