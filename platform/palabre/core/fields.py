"""Form fields for what people write: kept as typed, or refused with words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from palabre.core.text import has_something_to_see, unix_lines

BODY_LIMIT = 20_000
TITLE_LIMIT = 160


def must_show_something(value: str) -> None:
    if not has_something_to_see(value):
        raise ValidationError(_("There is nothing to read in it: only spaces or invisible marks."))


def must_be_one_line(value: str) -> None:
    if any(mark in value for mark in "\n\r\x0b\x0c\x85\u2028\u2029"):
        raise ValidationError(_("Write it on one line."))


class LineField(forms.CharField):
    def __init__(self, *, max_length: int = TITLE_LIMIT, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(max_length=max_length, strip=False, **kwargs)
        self.validators += [must_be_one_line, must_show_something]


class BodyField(forms.CharField):
    def __init__(
        self, *, max_length: int | None = BODY_LIMIT, rows: int = 6, **kwargs: Any
    ) -> None:
        """Never without a limit: a form made from a model says None for its texts."""
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length or BODY_LIMIT, strip=False, **kwargs)
        self.validators.append(must_show_something)

    def to_python(self, value: Any) -> str:
        return unix_lines(super().to_python(value) or "")
