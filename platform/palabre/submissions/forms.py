import secrets
import time
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from palabre.core.fields import BodyField
from palabre.spaces.models import FORUM
from palabre.submissions.mailboxes import Intake
from palabre.submissions.models import Readers

TOKEN_HOURS = 24
SALT = "palabre.submissions.form"
LONGEST = 10_000


def new_token() -> str:
    """Names one filling-in of a form, so that sending it twice is sending it once."""
    named = f"{timezone.now():%Y-%m-%d}.{secrets.token_urlsafe(24)}"
    return signing.TimestampSigner(salt=SALT).sign(named)


def token_bytes(token: str) -> bytes | None:
    try:
        value = signing.TimestampSigner(salt=SALT).unsign(token, max_age=TOKEN_HOURS * 3600)
    except signing.BadSignature:
        return None
    return value.encode()


def seconds_open(token: str) -> float | None:
    """How long ago this form was printed; None for one that is none of ours, or too old."""
    if token_bytes(token) is None:
        return None
    _named, _, stamp = signing.Signer(salt=SALT).unsign(token).rpartition(":")
    return max(0.0, time.time() - signing.b62_decode(stamp))


class TrapForm(forms.Form):
    """Has a field that people neither see nor hear; a program that fills all it finds fills it."""

    homepage = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_homepage(self) -> str:
        if self.cleaned_data["homepage"]:
            raise forms.ValidationError(
                _("Empty this field, then send again. What you typed is still here.")
            )
        return ""


class TokenForm(forms.Form):
    token = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    renewed = ""

    def clean_token(self) -> bytes:
        value = token_bytes(self.cleaned_data["token"])
        if value is None:
            raise forms.ValidationError(
                _("This form was open for more than a day. Your text is still here: send it again.")
            )
        return value

    @property
    def fresh(self) -> str:
        """The token to print: the same while it is good, so that a second sending is the same."""
        sent = self.renewed or str(self.data.get("token", ""))
        return sent if sent and token_bytes(sent) else new_token()

    def renew(self, token: str = "") -> None:
        """From now on it is another form, with all that was typed in the first."""
        self.renewed = token or new_token()

    def say_reused(self) -> None:
        self.renew()
        self.add_error(
            None,
            _(
                "This form was sent before, with other words. These were not sent: press “Send” if you mean them too."
            ),
        )


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesForm(TokenForm):
    """Words, and files beside them. The files themselves are read by palabre.submissions.enclosing."""

    files = forms.FileField(  # type: ignore[assignment]  # others rely on this name
        label=_("Pictures, PDF or sound"),
        help_text=_("At most 5 files, 20 MB together. A message may be a voice recording alone."),
        required=False,
        widget=SeveralFiles(attrs={"multiple": True}),
    )
    alter_voice = forms.BooleanField(
        label=_("Change the sound of my voice"),
        help_text=_(
            "For recordings: the voice becomes lower or higher. It does not hide your words, your accent, your way of speaking, or what is heard behind you. Somebody who knows you, or who has the means to work on the sound, may still recognise you."
        ),
        required=False,
    )

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].required = not has_files

    def say_what_is_wrong(self, problems: Iterable[str] = (), *, is_empty: bool = False) -> None:
        """`is_empty`: no file goes along, so that something must be said."""
        for problem in problems:
            self.add_error("files", problem)
        if is_empty and not self.errors and not self.cleaned_data["body"]:
            self.add_error("body", self.fields["body"].error_messages["required"])


class MessageForm(TrapForm, FilesForm):
    body = BodyField(
        label=_("Your message"),
        help_text=_("Write as you speak, in the language you want."),
        max_length=LONGEST,
        rows=8,
    )
    readers = forms.ChoiceField(
        label=_("Who may read this message?"),
        widget=forms.RadioSelect,
        choices=Readers,
        error_messages={"required": _("Choose who may read it.")},
    )
    committee = forms.ChoiceField(label=_("Which committee is it for?"), required=False)

    def __init__(self, *args: Any, intakes: dict[str, Intake], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.intakes = intakes
        field = cast(forms.ChoiceField, self.fields["committee"])
        named = [(slug, intake.space.name) for slug, intake in intakes.items() if slug != FORUM]
        general = [("", _("None in particular"))] if FORUM in intakes else []
        field.required = not general
        field.choices = [*general, *named]

    @property
    def intake(self) -> Intake:
        return self.intakes[self.cleaned_data["committee"] or FORUM]


class ReplyForm(TrapForm, FilesForm):
    body = BodyField(label=_("Your reply"), max_length=LONGEST, rows=5)


class CodeForm(TrapForm, TokenForm):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("24 letters and digits. Spaces, dashes and capitals do not matter."),
        max_length=100,
        strip=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_token(self) -> bytes:
        """Whoever holds a code comes in without one, too: it counts only where many come at once."""
        return token_bytes(self.cleaned_data["token"]) or b""


class AnswerForm(TokenForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[("answer", _("An answer")), ("question", _("A question for the writer"))],
        initial="answer",
    )
    body = BodyField(
        label=_("Your words"),
        help_text=_("The writer reads them with their code. Sign with nothing that names you."),
        max_length=LONGEST,
        rows=6,
    )
