"""What a committee begins with, as forms: seats by kind, rules, what the rules want of each kind."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.committees.charter_forms import AS_TEXT, LONG
from palabre.committees.composition import (
    NUMBERS,
    SEATED,
    Constitution,
    Numbers,
    number_by_side,
    numbers_of,
)
from palabre.committees.forms import CommitteeForm
from palabre.committees.models import Ending, Rules, SeatKind, Template, Territory
from palabre.committees.models.charter import TEXTS
from palabre.committees.models.seat import REPLACED, RESIGNED
from palabre.core.fields import BodyField, LineField
from palabre.people.models import Side

# Nobody chooses these: they happen when somebody leaves, or when somebody else sits down.
KNOWN_TO_THE_CODE = {RESIGNED, REPLACED}
MOST = 60  # seats of one kind
A_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


@dataclass(frozen=True)
class Bench:
    """The seats of one side, as they are asked for."""

    side: str
    number: int
    fields: list[forms.BoundField]


class ConstitutionMixin(forms.BaseForm):
    """Asks for numbers of rules and, by kind of seat, how many there are and how few there may be."""

    kinds: list[SeatKind]

    def ask(self, begin: Constitution, *, kinds: Iterable[SeatKind], seats: bool) -> None:
        self.kinds = list(kinds)
        for kind in self.kinds if seats else ():
            self._ask_number(f"seats_{kind.pk}", kind, begin.seats.get(kind, 0))
        for kind in self.kinds:
            self._ask_number(f"fewest_{kind.pk}", kind, begin.shares.get(kind, 0))
        for name, field in forms.fields_for_model(Rules, fields=NUMBERS).items():
            if name in begin.numbers:
                field.initial = begin.numbers[name]
            self.fields[name] = field

    def _ask_number(self, name: str, kind: SeatKind, begin: int) -> None:
        self.fields[name] = forms.IntegerField(
            label=kind.name, min_value=0, max_value=MOST, required=False, initial=begin
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        numbers = {name: cleaned[name] for name in NUMBERS if name in cleaned}
        others = {each.name for each in Rules._meta.get_fields()} - set(numbers)
        try:
            Rules(**numbers).clean_fields(exclude=others)
        except ValidationError as wrong:
            for name, reasons in wrong.error_dict.items():
                self.add_error(name, reasons)
        return cleaned

    @property
    def constitution(self) -> Constitution:
        return Constitution(
            seats=self._by_kind("seats"), shares=self._by_kind("fewest"), numbers=self.numbers
        )

    @property
    def numbers(self) -> Numbers:
        return {name: self.cleaned_data[name] for name in NUMBERS}

    def _by_kind(self, what: str) -> dict[SeatKind, int]:
        given = {kind: self.cleaned_data.get(f"{what}_{kind.pk}") for kind in self.kinds}
        return {kind: number for kind, number in given.items() if number}

    def words(self) -> dict[str, Any]:
        """What was given besides: the words of the committee or of the template itself."""
        own = [name for name in self.cleaned_data if name not in NUMBERS]
        return {
            name: self.cleaned_data[name]
            for name in own
            if not name.startswith(("seats_", "fewest_"))
        }

    # --- As the page shows it --------------------------------------------------------------------
    @property
    def benches(self) -> list[Bench]:
        counted = number_by_side({kind: self._typed(kind) for kind in self.kinds})
        return [
            Bench(side, counted[side], [self[f"seats_{kind.pk}"] for kind in self._of(side)])
            for side in SEATED
            if self._of(side)
        ]

    @property
    def totals(self) -> dict[str, int | None]:
        counted = number_by_side({kind: self._typed(kind) for kind in self.kinds})
        return {
            **counted,
            "parliament": counted[Side.PARLIAMENT] or None,  # no bar where nobody is to sit
            "full": max(counted.values()),
        }

    def _of(self, side: str) -> list[SeatKind]:
        return [kind for kind in self.kinds if kind.side == side]

    def _typed(self, kind: SeatKind) -> int:
        with suppress(TypeError, ValueError):
            return min(MOST, max(0, int(self[f"seats_{kind.pk}"].value() or 0)))
        return 0

    @property
    def rule_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in NUMBERS]

    @property
    def share_fields(self) -> list[forms.BoundField]:
        return [self[f"fewest_{kind.pk}"] for kind in self.kinds]

    @property
    def has_wrong_rules(self) -> bool:
        fields = [*self.rule_fields, *self.share_fields]
        return self.is_bound and any(field.errors for field in fields)


def must_not_be_taken(code: str) -> None:
    if code == "new":
        raise ValidationError(_("This address is a page of Palabre itself. Choose another one."))


def as_typed(form: type[ConstitutionMixin], post: QueryDict, **given: Any) -> Any:
    """The form with everything as it stands on the page, and nothing judged yet."""
    unjudged = form(**given)
    for name, field in unjudged.fields.items():
        typed = field.widget.value_from_datadict(post, {}, name)
        field.initial = typed
        unjudged.initial[name] = typed
    return unjudged


class FoundingForm(ConstitutionMixin, CommitteeForm):
    slug = forms.SlugField(
        max_length=60,
        required=False,
        label=_("Address"),
        help_text=_(
            "Small letters, digits and dashes. Left empty, it is made from the name. "
            "It never changes, so that links last."
        ),
    )
    FROM_TEMPLATE = ("kind_fr", "kind_en", "purpose_fr", "purpose_en", "charter_fr", "charter_en")
    PLACE = ("name", "territory", "area", "slug")
    MANDATE = ("kind_fr", "kind_en", "purpose_fr", "purpose_en")
    CHARTER = ("charter_fr", "charter_en")
    LAST = ("founded_on", "is_public")

    class Meta(CommitteeForm.Meta):
        fields = [*CommitteeForm.Meta.fields, *TEXTS]
        field_classes = {**CommitteeForm.Meta.field_classes, **AS_TEXT}
        widgets = LONG | CommitteeForm.Meta.widgets

    def __init__(self, data: Any = None, *, template: Template) -> None:
        initial = {name: getattr(template, name) for name in self.FROM_TEMPLATE}
        super().__init__(data, initial=initial)
        begin = Constitution.of(template)
        self.ask(begin, kinds=asked_for(begin), seats=True)

    def group(self, names: Iterable[str]) -> list[forms.BoundField]:
        return [self[name] for name in names]

    @property
    def place(self) -> list[forms.BoundField]:
        return self.group(self.PLACE)

    @property
    def mandate(self) -> list[forms.BoundField]:
        return self.group(self.MANDATE)

    @property
    def charter(self) -> list[forms.BoundField]:
        return self.group(self.CHARTER)

    @property
    def last(self) -> list[forms.BoundField]:
        return self.group(self.LAST)

    @property
    def has_wrong_charter(self) -> bool:
        return self.is_bound and any(field.errors for field in self.charter)


def asked_for(begin: Constitution) -> list[SeatKind]:
    """Kinds that are offered, and those in use although they no longer are."""
    used = {*begin.seats, *begin.shares}
    return [kind for kind in SeatKind.objects.all() if kind.is_offered or kind in used]


class RuleChangeForm(ConstitutionMixin, forms.Form):
    in_force_from = forms.DateField(label=_("In force from"), widget=A_DAY)
    reason_fr = BodyField(
        label=_("Why, in French"),
        help_text=_("Everyone who may see the committee reads it."),
        max_length=2000,
        rows=3,
    )
    reason_en = BodyField(label=_("Why, in English"), max_length=2000, rows=3, required=False)

    def __init__(self, *args: Any, current: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin = Constitution(seats={}, shares=current.fewest_of(), numbers=numbers_of(current))
        self.ask(begin, kinds=asked_for(begin), seats=False)
        self.fields["in_force_from"].initial = current.earliest_change

    @property
    def about(self) -> list[forms.BoundField]:
        return [self[name] for name in ("in_force_from", "reason_fr", "reason_en")]


class TemplateForm(ConstitutionMixin, forms.ModelForm[Template]):
    class Meta:
        model = Template
        fields = [
            "name_fr", "name_en", "code", "kind_fr", "kind_en", "purpose_fr", "purpose_en",
            "charter_fr", "charter_en", "position", "is_offered",
        ]  # fmt: skip
        field_classes = {
            **dict.fromkeys(["name_fr", "name_en", "kind_fr", "kind_en"], LineField),
            **dict.fromkeys(["purpose_fr", "purpose_en", "charter_fr", "charter_en"], BodyField),
        }
        widgets = {
            **{name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose_fr", "purpose_en")},
            **{name: forms.Textarea(attrs={"rows": 10}) for name in ("charter_fr", "charter_en")},
        }
        help_texts = {
            "code": _("Small letters, digits and dashes. It never changes afterwards."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begin = Constitution(seats={}, shares={}, numbers=numbers_of(self.instance))
        if self.instance.pk:
            begin = Constitution.of(self.instance)
            del self.fields["code"]
        else:
            self.fields["code"].validators.append(must_not_be_taken)
        self.ask(begin, kinds=asked_for(begin), seats=True)

    @property
    def own(self) -> list[forms.BoundField]:
        return [self[name] for name in self._meta.fields or () if name in self.fields]


class KindForm(forms.ModelForm[SeatKind]):
    class Meta:
        model = SeatKind
        fields = ["name_fr", "name_en", "code", "side", "position", "is_offered"]
        field_classes = dict.fromkeys(["name_fr", "name_en"], LineField)
        labels = {"code": _("Short name")}
        help_texts = {
            "code": _("Small letters, digits and dashes. It never changes afterwards."),
            "side": _(
                "The side on which such seats count. It never changes afterwards. For justice and "
                "state administration, agree on it with both sides."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("code", "side"):
                del self.fields[name]
            return
        self.fields["code"].validators.append(must_not_be_taken)
        side = cast(forms.ChoiceField, self.fields["side"])
        side.choices = [(each.value, each.label) for each in SEATED]


class EndingWordsForm(forms.ModelForm[Ending]):
    """A way in which seats end. What it takes is chosen once: nobody makes a removal easier later."""

    class Meta:
        model = Ending
        fields = ["name_fr", "name_en", "code", "needs_both_chairs", "position", "is_offered"]
        field_classes = dict.fromkeys(["name_fr", "name_en"], LineField)
        labels = {"code": _("Short name"), "is_offered": _("Offered when a seat ends")}
        help_texts = {
            "code": _("Small letters, digits and dashes. It never changes afterwards."),
            "needs_both_chairs": _(
                "Otherwise the secretariat ends a seat in this way, where the balance of the two "
                "sides allows it. It never changes afterwards."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.fields["code"].validators.append(must_not_be_taken)
            return
        for name in ("code", "needs_both_chairs"):
            del self.fields[name]
        if self.instance.code in KNOWN_TO_THE_CODE:
            del self.fields["is_offered"]


class TerritoryForm(forms.ModelForm[Territory]):
    class Meta:
        model = Territory
        fields = ["name", "parent", "is_planned", "planned_fr", "planned_en", "column", "row"]
        field_classes = dict.fromkeys(["name", "planned_fr", "planned_en"], LineField)
        help_texts = {
            "planned_fr": _("As one says it: mars 2027, la saison sèche."),
            "planned_en": _("As one says it: March 2027, the dry season."),
            "column": _("Counted from the left, from 0. Without a place it gets a free one."),
            "row": _("Counted from the top, from 0."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = Territory.objects.select_related("parent")
        if self.instance.pk:
            parents = parents.exclude(pk=self.instance.pk)
        parent = cast("forms.ModelChoiceField[Territory]", self.fields["parent"])
        parent.queryset, parent.empty_label = parents, _("Nothing: it is a region")
