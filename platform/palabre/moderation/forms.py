from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.moderation.models import Case, Choice, Rule
from palabre.moderation.models.choices import CHOICE_OF_MEASURE

NOTE_LIMIT = 500


class Labelled(str):
    """A label that brings a line of explanation; templates/components/field.html shows it."""

    __slots__ = ("hint",)
    hint: str


def labelled(label: str, hint: object) -> str:
    made = Labelled(label)
    made.hint = str(hint)
    return made


class RuleField(forms.ModelChoiceField[Rule]):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Rule.objects.in_force(), to_field_name="code", empty_label=None, **kwargs)

    def label_from_instance(self, obj: Rule) -> str:
        hint = _("Hidden at once until both sides have decided.") if obj.veils else ""
        return labelled(str(obj), hint)


class ReportForm(forms.Form):
    reason = RuleField(
        label=_("Which rule does it break?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the rule that it breaks.")},
    )
    note = BodyField(
        label=_("What should the moderators know?"),
        help_text=_("They read this, without your name."),
        max_length=NOTE_LIMIT,
        rows=3,
        required=False,
    )


def decisions() -> list[tuple[str, str]]:
    kept = labelled(str(Choice.KEEP.label), _("Everybody goes on reading it."))
    removed = labelled(
        str(Choice.REMOVE.label),
        _("Only if the other side decides the same. Its place will name the rule."),
    )
    return [(Choice.KEEP.value, kept), (Choice.REMOVE.value, removed)]


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=decisions,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose: keep or remove.")},
    )
    reason = RuleField(label=_("Which rule did you judge by?"))
    note = BodyField(
        label=_("Why, in your words"),
        help_text=_("If it is removed, or shown again, its author reads this without your name."),
        max_length=NOTE_LIMIT,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["reason"] = case.rule.code
        if case.is_measure:
            cast("forms.ChoiceField", self.fields["decision"]).choices = [
                (choice.value, words) for choice, words in CHOICE_OF_MEASURE.items()
            ]
        # The rule of the report may have been taken out of force since.
        in_question = Rule.objects.filter(Q(is_active=True) | Q(pk=case.rule_id))
        cast(RuleField, self.fields["reason"]).queryset = in_question


class RuleForm(forms.ModelForm[Rule]):
    title_fr = LineField(max_length=120, label=_("Title in French"))
    title_en = LineField(max_length=120, label=_("Title in English"))
    text_fr = BodyField(max_length=2000, label=_("Text in French"))
    text_en = BodyField(max_length=2000, label=_("Text in English"))

    class Meta:
        model = Rule
        fields = ["number", "code", "title_fr", "title_en", "text_fr", "text_en", "veils"]
        labels = {
            "number": _("Number"),
            "code": _("Short name"),
            "veils": _("Hide at once what is reported under this rule"),
        }
        help_texts = {
            "code": _("Small letters, digits and dashes. It never changes afterwards."),
            "veils": _("Until both sides have decided. Only for danger."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]
