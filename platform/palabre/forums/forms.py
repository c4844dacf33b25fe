from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField, LineField
from palabre.forums.models import Category, Post
from palabre.forums.rules import can_answer_officially
from palabre.spaces.models import Anyone, Space

RESERVED = {"topics", "posts"}


class WordsForm(forms.Form):
    """What every text here offers to those who may: to stand as an official answer."""

    official = forms.BooleanField(
        required=False,
        label=_("This is an official answer"),
        help_text=_("It is marked as such, and the topic links to it."),
    )

    def __init__(self, *args: Any, by: Anyone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not can_answer_officially(by):
            del self.fields["official"]


class TopicForm(WordsForm):
    title = LineField(
        label=_("Title"),
        help_text=_("The question or the matter, in one sentence."),
    )
    body = BodyField(
        label=_("Your text"),
        help_text=_("Facts and rules, no names of people. Facts you saw, or were told?"),
        rows=10,
    )
    field_order = ["title", "body", "official"]


class ReplyForm(WordsForm):
    body = BodyField(label=_("Your reply"))
    page = forms.IntegerField(required=False, widget=forms.HiddenInput)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ["body", "official"]


class EditForm(forms.Form):
    body = BodyField(
        label=_("Your text"),
        help_text=_("What it said before stays readable in its history."),
        rows=10,
    )


class WaitingForm(forms.Form):
    """What waits to be published: a reply, or a topic with its title."""

    title = TopicForm.base_fields["title"]
    body = BodyField(label=_("Your text"), rows=10)

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"title": post.topic.title, "body": post.body}
        if post.thing != post.topic:
            del self.fields["title"]


class CategoryForm(forms.ModelForm[Category]):
    class Meta:
        model = Category
        fields = ["title_fr", "title_en", "description_fr", "description_en", "slug"]
        field_classes = dict.fromkeys(fields[:4], LineField)

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug in RESERVED:
            raise ValidationError(_("This address is taken by the forum itself."))
        return slug


class ForumForm(forms.ModelForm[Space]):
    class Meta:
        model = Space
        fields = ["name_fr", "name_en", "is_public"]
        field_classes = dict.fromkeys(fields[:2], LineField)
