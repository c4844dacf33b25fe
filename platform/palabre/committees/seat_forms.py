"""What is typed about seats: places, names, and how somebody wants to be shown."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.committees.models import Committee, Ending, Seat, SeatKind, Shown
from palabre.core.fields import BodyField, LineField
from palabre.people.models import Side, User

SIDES = [choice for choice in Side.choices if choice[0] != Side.SECRETARIAT]
SCREEN, A6, A5 = "screen", "a6", "a5"
REASON_LIMIT = 1000


class PlaceForm(forms.Form):
    """What a seat is called and for whom it is kept."""

    kind = forms.ModelChoiceField(
        SeatKind.objects.none(),
        required=False,
        label=_("Kept for"),
        empty_label=_("Nobody in particular"),
    )
    function_fr = LineField(max_length=120, label=_("Function, in French"))
    function_en = LineField(max_length=120, required=False, label=_("Function, in English"))

    def __init__(self, *args: Any, side: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kind"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (a fact, for the types)
        field.queryset = SeatKind.objects.filter(side=side) if side else SeatKind.objects.all()


class NewPlaceForm(PlaceForm):
    side = forms.ChoiceField(choices=SIDES, label=_("Side"))
    field_order = ["side", "kind"]


class NomineeForm(forms.Form):
    username = LineField(
        max_length=150,
        required=False,
        label=_("User name"),
        help_text=_("If the person has an account here."),
    )
    name = LineField(
        max_length=80,
        required=False,
        label=_("Or the name of somebody without an account"),
        help_text=_("They get a letter with a code, on paper or as a link."),
    )
    on_behalf_of = LineField(
        max_length=160,
        label=_("Which body proposes them?"),
        help_text=_("For example: the youth council, the brigade, the municipal council."),
    )
    as_deputy = forms.ChoiceField(
        choices=[("", _("To hold the seat")), ("yes", _("As deputy of whoever holds it"))],
        required=False,
        widget=forms.RadioSelect,
        label=_("What for?"),
    )

    def clean_username(self) -> User | None:
        typed: str = self.cleaned_data["username"].strip()
        if not typed:
            return None
        person = User.objects.filter(username__iexact=typed).first()
        if person is None:
            raise forms.ValidationError(_("Nobody here has this user name."))
        return person

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "username" in said and bool(said["username"]) == bool(said.get("name", "").strip()):
            raise forms.ValidationError(_("Give either a user name or a name."))
        return said

    @property
    def words(self) -> dict[str, Any]:
        """As the service wants them."""
        said = dict(self.cleaned_data)
        person, name = said.pop("username"), said.pop("name").strip()
        as_deputy = said.pop("as_deputy", "") == "yes"
        return {"who": person or name, "as_deputy": as_deputy, **said}


class DeskNomineeForm(NomineeForm):
    """With how whoever sits there leaves, in the moment in which this person sits down."""

    ending = forms.ModelChoiceField(
        Ending.objects.filter(is_offered=True, needs_both_chairs=False),
        required=False,
        empty_label=_("They stay"),
        label=_("How does the person leave who sits there now?"),
        help_text=_("Only to replace them: they leave when this person sits down."),
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if seat.user_id is None:
            del self.fields["ending"]


class ChairNomineeForm(NomineeForm):
    """For free seats alone: a list of the others would tell what some members keep to themselves."""

    as_deputy = None  # type: ignore[assignment]
    seat = forms.ModelChoiceField(Seat.objects.none(), label=_("For which seat?"), empty_label=None)
    field_order = ["seat"]

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["seat"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 (a fact, for the types)
        field.queryset = committee.seats.current().filter(user=None)


class EndingForm(forms.Form):
    ending = forms.ModelChoiceField(
        Ending.objects.filter(is_offered=True), label=_("How does it end?"), empty_label=None
    )
    note = BodyField(
        max_length=REASON_LIMIT,
        rows=3,
        required=False,
        label=_("Why"),
        help_text=_("For the secretariat; and for the co-chairs, where both of them decide."),
    )


class ShownForm(forms.Form):
    to_public = forms.ChoiceField(
        choices=Shown,
        widget=forms.RadioSelect,
        label=_("What does the public see of you?"),
    )
    to_members = forms.ChoiceField(
        choices=Shown,
        widget=forms.RadioSelect,
        label=_("What do the other members see of you?"),
        help_text=_("The secretariat knows who you are in any case."),
    )


class AcceptanceForm(ShownForm):
    charter = forms.CharField(widget=forms.HiddenInput)
    accepts = forms.BooleanField(label=_("I have read the charter and the rules. I accept them."))


class ResignationForm(forms.Form):
    note = BodyField(
        max_length=REASON_LIMIT,
        rows=3,
        required=False,
        label=_("Why, if you want to say it"),
        help_text=_("Only the secretariat reads it."),
    )


class DeclineForm(forms.Form):
    why = BodyField(
        max_length=REASON_LIMIT,
        rows=3,
        required=False,
        label=_("Why, if you want to say it"),
        help_text=_(
            "Only the secretariat reads it, and it is deleted within a month, with your name."
        ),
    )


class LetterForm(forms.Form):
    on = forms.ChoiceField(
        choices=[
            (SCREEN, _("On this screen: a link and a code")),
            (A6, _("On a small sheet to print, A6")),
            (A5, _("On a sheet to print, A5")),
        ],
        initial=SCREEN,
        widget=forms.RadioSelect,
        label=_("The letter"),
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("In which language?"))
