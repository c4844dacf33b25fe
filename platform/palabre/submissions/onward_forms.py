"""What a reader fills in to make a topic of a message, and what another answers."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.spaces.publishing import Place
from palabre.submissions.forms import LONGEST, TokenForm
from palabre.submissions.onward import Draft

REASON_LIMIT = 500


def in_words(place: Place) -> str:
    if place.is_public:
        return gettext("%(place)s, for anyone to read") % {"place": place.name}
    return gettext("%(place)s, for its members") % {"place": place.name}


class DraftForm(TokenForm):
    """Nothing of the message is in it beforehand: what is published is what the reader writes."""

    where = forms.ChoiceField(
        label=_("Where should it stand?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose where it should stand."),
            "invalid_choice": _("Nothing can be published there. Choose another place."),
        },
    )
    title = LineField(label=_("Title"), help_text=_("The question or the matter, in one sentence."))
    body = BodyField(
        label=_("Your text"),
        help_text=_(
            "In your own words: what the matter is, not who wrote, nor how. Leave out names, places, "
            "hours, and whatever only a few people know."
        ),
        max_length=LONGEST,
        rows=10,
    )
    field_order = ["where", "title", "body", "token"]

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        where = cast(forms.ChoiceField, self.fields["where"])
        where.choices = [(place.key, in_words(place)) for place in self.places]

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(said["where"], said["title"], said["body"])

    @property
    def place(self) -> str:
        """In words, where one was chosen that is there."""
        chosen = str(self.data.get("where", ""))
        return next((in_words(one) for one in self.places if one.key == chosen), "")


class SureForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I have looked at each mark, and what stands there may be public"),
        error_messages={"required": _("Look at each mark, then say that it may be public.")},
    )


class ReasonForm(forms.Form):
    reason = BodyField(
        label=_("Why not?"),
        help_text=_("One sentence for your colleague. It is sealed like the message."),
        max_length=REASON_LIMIT,
        rows=3,
    )
