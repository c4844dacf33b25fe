from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.db.models import Q
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.core.text import words_of
from palabre.moderation.models import Case, Choice, Round, Rule, Wording
from palabre.moderation.models.choices import SANCTION
from palabre.moderation.models.work import MOST_NOTE, MOST_WORDING
from palabre.moderation.registry import keeper_of

NOTE_LIMIT = 500


class Labelled(str):
    """A label that brings a line of explanation; templates/components/field.html shows it."""

    __slots__ = ("hint",)
    hint: str


def labelled(label: str, hint: object) -> str:
    made = Labelled(label)
    made.hint = str(hint)
    return made


class RulesInOneQuestion(ModelChoiceIterator[Rule]):
    """A list that is made of choices asks how many there are: they are read once for both."""

    def __len__(self) -> int:
        return len(self.queryset)

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        for rule in self.queryset:
            yield self.choice(rule)


class RuleField(forms.ModelChoiceField[Rule]):
    iterator = RulesInOneQuestion

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Rule.objects.in_force(), to_field_name="code", empty_label=None, **kwargs)

    def label_from_instance(self, obj: Rule) -> str:
        hint = (
            _("Hidden at once, for a day at most, until both sides have decided.")
            if obj.veils
            else ""
        )
        return labelled(str(obj), hint)


WORDS, NAME = "words", "name"


class ReportForm(forms.Form):
    about = forms.ChoiceField(
        label=_("What breaks it?"),
        choices=[(WORDS, _("What it says")), (NAME, _("The name above it"))],
        initial=WORDS,
        required=False,
        widget=forms.RadioSelect,
    )
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
    field_order = ["reason", "about", "note"]

    def __init__(self, *args: Any, has_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_name = has_name
        if not has_name:
            del self.fields["about"]

    @property
    def is_about_name(self) -> bool:
        return bool(self.cleaned_data.get("about") == NAME)


def decisions(case: Case | None) -> list[tuple[str, str]]:
    keep, remove = hints_of(case)
    words = case.words_of if case else (lambda choice: str(choice.label))
    return [
        (Choice.KEEP.value, labelled(words(Choice.KEEP), keep)),
        (Choice.REMOVE.value, labelled(words(Choice.REMOVE), remove)),
    ]


def hints_of(case: Case | None) -> tuple[object, object]:
    """What follows from each choice."""
    if case is not None and case.is_measure:
        return "", ""  # nothing is hidden: a sanction or a pause begins, or it does not
    both = _("Only if the other side says the same.")
    if case is not None and case.is_appeal:
        return _("It is shown again, unless you both say no."), both
    if case is not None and case.is_held:
        return _("At once: one of you is enough."), both
    if case is not None and case.round == Round.PANEL:
        return _("Everybody goes on reading it."), _("Only if one of each side says so.")
    place = _("Only if the other side decides the same. Its place will name the rule.")
    return _("Everybody goes on reading it."), place


class WordingsByChoice(ModelChoiceIterator[Wording]):
    """Under the choice with which each goes."""

    def __iter__(self) -> Iterator[Any]:
        field = cast(WordingField, self.field)
        yield ("", field.empty_label)
        offered = list(self.queryset)
        for choice, words in field.groups:
            if these := [self.choice(each) for each in offered if each.choice == choice]:
                yield (words, these)


class WordingField(forms.ModelChoiceField[Wording]):
    """Reasons that are said often, under their rules."""

    iterator = WordingsByChoice
    groups: list[tuple[str, str]] = []

    def __init__(self, **kwargs: Any) -> None:
        offered = Wording.objects.on_offer()
        super().__init__(offered, empty_label=_("None: my own words"), required=False, **kwargs)

    def label_from_instance(self, obj: Wording) -> str:
        return f"{obj.rule.number}. {obj.text}"


class TogetherForm(forms.Form):
    """One decision, for several cases of one kind."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose: keep or remove.")},
    )
    reason = RuleField(
        label=_("Which rule did you judge by?"),
        error_messages={"required": _("Choose the rule that you judged by.")},
    )
    ready = WordingField(
        label=_("A ready reason"),
        help_text=_("Its author reads it in their own language."),
    )
    note = BodyField(
        label=_("Why, in your words"),
        help_text=_("If it is removed, or shown again, its author reads this without your name."),
        max_length=NOTE_LIMIT,
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(decisions(None))
        # The first of the list would be “danger”: nobody cites that one without meaning to.
        cast(RuleField, self.fields["reason"]).empty_label = _("Choose a rule")

    def offer(self, choices: list[tuple[str, str]]) -> None:
        cast(forms.ChoiceField, self.fields["decision"]).choices = choices
        if ready := self.fields.get("ready"):
            other = ("", str(_("With either choice")))
            cast(WordingField, ready).groups = [*choices[::-1], other]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        ready, rule = said.get("ready"), said.get("reason")
        if ready and ready.choice and said.get("decision", ready.choice) != ready.choice:
            words = dict(cast(Any, self.fields["decision"]).choices)[ready.choice]
            refusal = _("This reason goes with the other choice: %(choice)s.")
            self.add_error("ready", refusal % {"choice": words})
        if ready and rule and ready.rule_id != rule.pk:
            self.add_error(
                "ready", _("This reason belongs to another rule than the one you chose.")
            )
        return said

    @property
    def why(self) -> dict[str, Any]:
        """What services.decide takes beside the choice and the rule."""
        names = ("ready", "note", "passage")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class DecisionForm(TogetherForm):
    passage = BodyField(
        label=_("Which passage?"),
        help_text=_(
            "The words that break the rule, copied from the text, if it is not all of it. Its author "
            "reads which they were."
        ),
        max_length=NOTE_LIMIT,
        rows=2,
        required=False,
    )
    field_order = ("decision", "reason", "passage", "ready", "note")

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        self.offer(decisions(case))
        if case.is_measure:
            self._ask_less(case)
        else:
            self._offer_rules(case)

    def _ask_less(self, case: Case) -> None:
        """A sanction or a pause came with its rule and its reason: it has no passage."""
        for name in ("reason", "passage", "ready"):
            del self.fields[name]
        self.fields["note"].help_text = (
            _("Whoever it is for reads this without your name.")
            if case.label == SANCTION
            else _("The moderators of the other side read this.")
        )

    def _offer_rules(self, case: Case) -> None:
        self.initial.setdefault("reason", case.rule.code)
        # The rule of the report may have been taken out of force since.
        in_question = Rule.objects.filter(Q(is_active=True) | Q(pk=case.rule_id))
        reason = cast(RuleField, self.fields["reason"])
        reason.queryset, reason.empty_label = in_question, None
        reason.choices = list(cast(Any, reason.choices))  # or each drawing of it asks again

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.case.is_measure:
            said["reason"] = self.case.rule
        return said

    def clean_passage(self) -> str:
        passage: str = self.cleaned_data["passage"].strip()
        item = self.case.item
        if not passage or item is None:
            return passage
        exhibit = keeper_of(self.case.label).exhibit(item)
        if not any(_is_in(passage, html) for html in (exhibit.html, self.case.original)):
            raise forms.ValidationError(
                _("These words are not in the text. Copy them from it, or leave this empty.")
            )
        return passage


def _is_in(passage: str, html: str) -> bool:
    """However the lines are broken."""
    return " ".join(passage.split()).casefold() in " ".join(words_of(html).split()).casefold()


class NoteForm(forms.Form):
    text = BodyField(
        label=_("A note to your side"),
        help_text=_(
            "Colleagues of your side read it; when the case is closed, the other side’s moderators "
            "too. Its author never does."
        ),
        max_length=MOST_NOTE,
        rows=2,
        error_messages={"required": _("Write the note first.")},
    )

    def send_with(self, form: str) -> None:
        """Whichever button is pressed, what was typed in the other form goes along."""
        self.fields["text"].widget.attrs["form"] = form


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
            "veils": _("Until both sides have decided, and for a day at most. Only for danger."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["code"]


class WordingForm(forms.ModelForm[Wording]):
    text_fr = BodyField(max_length=MOST_WORDING, rows=3, label=_("Reason in French"))
    text_en = BodyField(max_length=MOST_WORDING, rows=3, label=_("Reason in English"))

    class Meta:
        model = Wording
        fields = ["rule", "choice", "text_fr", "text_en", "is_active"]
        labels = {
            "rule": _("Under which rule?"),
            "choice": _("With which choice?"),
            "is_active": _("Offer it to moderators"),
        }
        help_texts = {
            "is_active": _("What was decided with it keeps its words, offered or not."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Rule]", self.fields["rule"]).empty_label = _("Choose a rule")
        either = ("", _("With either choice"))
        cast(forms.ChoiceField, self.fields["choice"]).choices = [either, *Choice.choices]
