import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Attachment, Committee, Mode, Territory
from palabre.committees.models.link import Reason
from palabre.committees.models.picture import MOST_ABOUT
from palabre.committees.services.attachments import MOST_FILES
from palabre.committees.services.pictures import Picture
from palabre.core.fields import BodyField, LineField, must_show_something
from palabre.moderation.forms import labelled


def once() -> forms.CharField:
    """Which form it is, so that a second tap is the same deed. Kept nowhere but in memory."""
    return forms.CharField(
        required=False, widget=forms.HiddenInput, initial=lambda: secrets.token_urlsafe(12)
    )


class ContributionForm(forms.Form):
    body = BodyField(label=_("Your contribution"))


class HeardAs(TextChoices):
    NOBODY = "", _("Nobody in particular, for good")
    OWN = "own", _("Nobody in particular, but I know it again")
    VOICE = "voice", _("One voice until the next meeting")


HINTS = {
    HeardAs.NOBODY: _("Nobody can ever show that it was you, not even you."),
    HeardAs.OWN: _("With your vault open you see which words are yours, and may withdraw them."),
    HeardAs.VOICE: _("The same, and all see which words are of one voice. They do not see whose."),
}


def ways_to_be_heard() -> list[tuple[str, str]]:
    return [(way.value, labelled(str(way.label), HINTS[way])) for way in HeardAs]


class NamelessForm(ContributionForm):
    """`picture`: the photo that came with it or came before, made anew. The server keeps none: while
    the form is refused it travels in it (`carried`)."""

    once = once()
    file_1 = forms.FileField(
        required=False,
        label=_("Photo"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    about_1 = LineField(
        max_length=MOST_ABOUT, required=False, label=_("What is seen in the photo?")
    )
    carried = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_1 = forms.BooleanField(required=False, label=_("Send my words without the photo"))
    heard_as = forms.ChoiceField(
        choices=ways_to_be_heard,
        required=False,
        widget=forms.RadioSelect,
        initial=HeardAs.NOBODY.value,
        label=_("As whom do you want to be heard?"),
    )

    def __init__(
        self,
        *args: Any,
        knows_again: bool = False,
        picture: Picture | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.knows_again, self.picture = knows_again, picture
        if picture:
            self.fields["file_1"].label = _("Another photo instead")

    def clean_about_1(self) -> str:
        about = str(self.cleaned_data["about_1"])
        if self.picture and not about:
            raise forms.ValidationError(
                _("Say it in a few words, for those who cannot see the photo.")
            )
        return about

    @property
    def shown(self) -> Picture | None:
        if self.picture is None:
            return None
        return replace(self.picture, about=self.cleaned_data["about_1"])

    def clean_heard_as(self) -> str:
        """Not as somebody who is known again where nobody could be."""
        chosen = str(self.cleaned_data["heard_as"])
        if chosen and not self.knows_again:
            raise forms.ValidationError(
                _("Your vault has closed. Open it and send again, or be nobody in particular.")
            )
        return chosen


class OpeningForm(forms.Form):
    reason = forms.ChoiceField(
        choices=Reason,
        widget=forms.RadioSelect,
        label=_("Why must it be known who said this?"),
        error_messages={"required": _("Choose the reason.")},
    )


class NamedForm(ContributionForm):
    """Words under a name, the files that are kept beside them, and places for more.

    `problems`: why a file that came with it was left out; asked apart, since a draft may be kept
    with anything else still wanting."""

    most = MOST_FILES

    def __init__(self, data: Any = None, *, kept: Sequence[Attachment] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.kept = list(kept)
        self.problems: list[str] = []
        for each in self.kept:
            self.fields |= _fields_of(each, goes=drop_of(each) in (data or {}))
        for place in range(1, self.most + 1 - len(self.kept)):
            self.fields |= _place_for_more(place)

    @property
    def kept_fields(self) -> Iterator[tuple[Attachment, forms.BoundField, forms.BoundField]]:
        return ((each, self[about_of(each)], self[drop_of(each)]) for each in self.kept)

    @property
    def places(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        names = [name for name in self.fields if name.startswith("file_")]
        return ((self[name], self[name.replace("file", "about")]) for name in names)

    def leave_out(self, name: str, why: str) -> None:
        self.problems.append(why)
        self.add_error(name if name in self.fields else None, why)

    @property
    def as_a_draft(self) -> str | None:
        """The words as typed; None where they are too many to keep."""
        try:
            return str(DraftField().clean(self.data.get("body", "")))
        except ValidationError as too_long:
            self.problems += too_long.messages
            return None


class EditForm(NamedForm):
    """Once it is said, files can only be described better or left out."""

    most = 0

    @property
    def words(self) -> dict[UUID, str]:
        return {each.pk: self.cleaned_data[about_of(each)] for each in self.kept}

    @property
    def dropped(self) -> list[UUID]:
        return [each.pk for each in self.kept if self.cleaned_data[drop_of(each)]]


class DraftField(BodyField):
    """A draft may still be empty."""

    def __init__(self) -> None:
        super().__init__(required=False)
        self.validators.remove(must_show_something)


def about_of(attachment: Attachment) -> str:
    return f"about_{attachment.pk}"


def drop_of(attachment: Attachment) -> str:
    return f"drop_{attachment.pk}"


def _fields_of(kept: Attachment, *, goes: bool) -> dict[str, forms.Field]:
    named = {"name": kept.name, "number": kept.number}
    about = LineField(
        max_length=MOST_ABOUT,
        required=kept.is_picture and not goes,
        initial=kept.about,
        label=_("%(name)s %(number)s: what is seen or heard in it?") % named,
        error_messages={
            "required": _("Say it in a few words, for those who cannot see the photo.")
        },
    )
    drop = forms.BooleanField(required=False, label=_("Leave out: %(name)s %(number)s") % named)
    return {about_of(kept): about, drop_of(kept): drop}


def _place_for_more(place: int) -> dict[str, forms.Field]:
    file = forms.FileField(
        required=False,
        label=_("File %(number)s") % {"number": place},
        widget=forms.FileInput(attrs={"accept": "image/*,application/pdf,audio/*"}),
    )
    about = LineField(
        max_length=MOST_ABOUT,
        required=False,
        label=_("What is seen or heard in file %(number)s?") % {"number": place},
    )
    return {f"file_{place}": file, f"about_{place}": about}


class DiscussionForm(forms.Form):
    once = once()
    title = LineField(
        label=_("What is it about?"),
        help_text=_("A question or a situation that both sides know."),
    )
    mode = forms.ChoiceField(
        choices=Mode,
        widget=forms.RadioSelect,
        initial=Mode.NAMED,
        label=_("With names or without?"),
        help_text=_("This is settled once and never changes afterwards."),
    )
    is_public = forms.BooleanField(
        required=False,
        label=_("Anyone may read it"),
        help_text=_("Otherwise only the members of the committee read it. Only they ever write."),
    )
    lang = forms.ChoiceField(choices=settings.LANGUAGES, label=_("In which language?"))


class TerritoryField(forms.ModelChoiceField[Territory]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.queryset = Territory.objects.select_related("parent").order_by("parent__name", "name")
        self.empty_label = _("Not on it yet")

    def label_from_instance(self, obj: Territory) -> str:
        return f"{obj.parent} – {obj}" if obj.parent else str(obj)


class CommitteeForm(forms.ModelForm[Committee]):
    is_public = forms.BooleanField(
        required=False,
        initial=True,
        label=_("Anyone may see its page"),
        help_text=_("Otherwise the committee exists for its members only."),
    )

    class Meta:
        model = Committee
        fields = [
            "name",
            "kind_fr",
            "kind_en",
            "territory",
            "area",
            "founded_on",
        ]
        field_classes = {
            "area": TerritoryField,
            **dict.fromkeys(["name", "kind_fr", "kind_en", "territory"], LineField),
        }
        widgets: ClassVar[dict[str, forms.Widget]] = {
            "founded_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
