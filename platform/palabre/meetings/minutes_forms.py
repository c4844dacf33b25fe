"""Forms of minutes."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.meetings.models import Minutes, Passage
from palabre.meetings.services.minutes import PassageWords

PASSAGE_LIMIT = 8_000
WORDS_LIMIT = 4_000


class MinutesForm(forms.Form):
    """Every passage on one page: minutes are written while people talk."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    is_public = forms.BooleanField(
        required=False,
        label=_("Anyone may read them once approved"),
        help_text=_("Without the passages that are for the members alone."),
    )

    def __init__(self, *args: Any, minutes: Minutes, passages: Iterable[Passage], **kwargs: Any):
        first = {"edition": minutes.edition, "is_public": minutes.is_public}
        super().__init__(*args, **{**kwargs, "initial": first})
        self.passages = list(passages)
        self.theirs: dict[UUID, Passage] = {}  # what somebody else has written meanwhile
        for passage in self.passages:
            for lang in ("fr", "en"):
                self.fields[f"{lang}-{passage.pk}"] = BodyField(
                    required=False,
                    rows=5,
                    max_length=PASSAGE_LIMIT,
                    initial=getattr(passage, f"text_{lang}"),
                    label=_("What was said, in French")
                    if lang == "fr"
                    else _("What was said, in English"),
                )
            self.fields[f"members-{passage.pk}"] = forms.BooleanField(
                required=False,
                initial=passage.for_members,
                label=_("Only in the members’ version"),
            )

    def compare_with(self, minutes: Minutes) -> None:
        """Beside what was typed, what somebody else saved: sent again, it is of their edition."""
        if not self.is_bound or minutes.edition == self.cleaned_data.get("edition"):
            return
        self.data = {**{name: self.data[name] for name in self.data}, "edition": minutes.edition}
        fresh = minutes.passages.all()
        self.passages = [one for one in fresh if f"fr-{one.pk}" in self.fields]
        said = self.cleaned_data
        for one in self.passages:
            typed = tuple(said.get(f"{name}-{one.pk}") for name in ("fr", "en", "members"))
            if typed != (one.text_fr, one.text_en, one.for_members):
                self.theirs[one.pk] = one

    @property
    def rows(self) -> list[tuple[Passage, Any, Any, Any, Passage | None]]:
        """Each passage, with the field of the page's language first; and as somebody else left it."""
        first, second = ("en", "fr") if (get_language() or "").startswith("en") else ("fr", "en")
        return [
            (
                one,
                self[f"{first}-{one.pk}"],
                self[f"{second}-{one.pk}"],
                self[f"members-{one.pk}"],
                self.theirs.get(one.pk),
            )
            for one in self.passages
        ]

    @property
    def words(self) -> dict[UUID, PassageWords]:
        said = self.cleaned_data
        return {
            one.pk: PassageWords(
                said[f"fr-{one.pk}"], said[f"en-{one.pk}"], said[f"members-{one.pk}"]
            )
            for one in self.passages
        }


class AssentForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput)
    words = BodyField(
        required=False,
        rows=4,
        max_length=WORDS_LIMIT,
        label=_("Where your side disagrees"),
        help_text=_("It stands in the minutes as the word of your side, without a name."),
    )
    disagrees = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.data.get("agrees"):
            said["words"] = ""
        elif not said.get("words") and not self.errors:
            self.add_error("words", _("Say where your side disagrees."))
        return said


class ContestForm(forms.Form):
    text = BodyField(rows=8, max_length=PASSAGE_LIMIT, label=_("How it should read"))
    why = BodyField(required=False, rows=3, max_length=WORDS_LIMIT, label=_("Why?"))
    lang = forms.ChoiceField(choices=settings.LANGUAGES, widget=forms.HiddenInput)


class DeclineForm(forms.Form):
    answer = LineField(
        max_length=300, label=_("Why not?"), help_text=_("One sentence. The members read it.")
    )
