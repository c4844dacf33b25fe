"""What people write is kept as typed, or refused with words."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from palabre.core.fields import BODY_LIMIT, BodyField, LineField
from palabre.moderation.models import Procedure

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
PLAIN = "a" + "\u0301\u202e\u200d\u2067 \u00a0\ufeff" + "b"


class Words(forms.Form):
    title = LineField()
    body = BodyField()


def said(**typed: str) -> Words:
    return Words({"title": "x", "body": "x", **typed})


@given(ANY_TEXT)
def test_a_body_is_kept_to_the_letter_or_refused_with_words(text):
    form = said(body=text)

    if form.is_valid():
        assert form.cleaned_data["body"] == text.replace("\r\n", "\n")
    else:
        assert all(str(words).strip() for words in form.errors["body"])


@given(ANY_TEXT)
def test_a_line_is_kept_to_the_letter_or_refused_with_words(text):
    form = said(title=text)

    if form.is_valid():
        assert form.cleaned_data["title"] == text
    else:
        assert all(str(words).strip() for words in form.errors["title"])


@pytest.mark.parametrize("text", [PLAIN, f"  {PLAIN}  ", f"\t{PLAIN}", f"\n\n{PLAIN}\n"])
def test_spaces_and_marks_around_and_inside_a_body_stay(text):
    assert valid(body=text) == text


def valid(*, body: str) -> str:
    form = said(body=body)
    assert form.is_valid(), form.errors
    return str(form.cleaned_data["body"])


@pytest.mark.parametrize("mark", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_is_one_line(mark):
    assert said(title=f"a{mark}b").errors["title"] == ["Write it on one line."]


def test_a_zero_byte_is_refused():
    assert "body" in said(body="a\0b").errors


def test_what_browsers_put_at_line_ends_does_not_count():
    text = "a\r\n" * (BODY_LIMIT // 2)

    assert len(text) > BODY_LIMIT
    assert valid(body=text) == text.replace("\r\n", "\n")


def test_one_letter_too_many_is_refused_with_the_number():
    form = said(body="a" * (BODY_LIMIT + 1))

    assert "20000" in str(form.errors["body"][0]).replace(",", "")


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 8, "That is too much: 7 at most."),
        ("en", 0, "That is too little: 1 at least."),
        ("fr", 8, "C’est trop\N{NO-BREAK SPACE}: 7 au plus."),
        ("fr", 0, "C’est trop peu\N{NO-BREAK SPACE}: 1 au moins."),
    ],
)
def test_a_number_out_of_range_is_refused_in_our_words(language, number, words):
    with override(language):
        assert reasons(forms.IntegerField(min_value=1, max_value=7), number) == [words]


def test_so_is_one_that_its_column_does_not_take():
    field = Procedure._meta.get_field("veil_hours")
    with override("fr"):
        for number in (25, 99_999):
            assert any("24 au plus" in words for words in reasons(field, number))
            assert all("au plus" in words for words in reasons(field, number))


def reasons(field, number) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        field.run_validators(number)
    return list(refused.value.messages)
