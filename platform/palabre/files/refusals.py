from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    """Why a file cannot be rebuilt, and what to do instead: shown to whoever sends it."""

    EMPTY = "empty", _("This file is empty. Choose it again, or send another one.")
    UNKNOWN_KIND = (
        "unknown_kind",
        _(
            "Files of this kind cannot be cleaned. Send a photo (JPEG, PNG, WebP or HEIC), a PDF or a sound recording."
        ),
    )
    OFFICE = (
        "office",
        _(
            "Documents such as Word or Excel and archives such as ZIP cannot be cleaned. Save the document as a PDF, or take a photo of each page, and send that."
        ),
    )
    TEXT = (
        "text",
        _("A text file cannot be cleaned. Copy its words into your message instead."),
    )
    CODE = (
        "code",
        _(
            "Web pages and drawings such as SVG cannot be cleaned. Take a picture of the screen and send that."
        ),
    )
    PICTURE = (
        "picture",
        _(
            "Pictures of this kind cannot be cleaned. Save it as JPEG or PNG, or take a picture of the screen, and send that."
        ),
    )
    NOT_A_PHOTO = (
        "not_a_photo",
        _(
            "Only a photo is taken here (JPEG, PNG, WebP or HEIC). Write down what the document or the recording says."
        ),
    )
    FILM = (
        "film",
        _(
            "A film cannot be cleaned. Send a picture taken from it, or its sound alone, or write what it shows."
        ),
    )
    BROKEN = (
        "broken",
        _(
            "This file is damaged or did not arrive whole. Choose it again; if that does not help, save it anew or take a picture of the screen, and send that."
        ),
    )
    PROTECTED = (
        "protected",
        _(
            "This PDF asks for a password. Save it without a password, or take a photo of each page, and send that."
        ),
    )
    TOO_LARGE = (
        "too_large",
        _(
            "This file is too large to be cleaned. Make it smaller, or send a picture of the screen or only the part that matters."
        ),
    )
    TOO_MANY_PAGES = (
        "too_many_pages",
        _(
            "This PDF has more than 100 pages. Send only the pages that matter, or send it in parts."
        ),
    )
    TOO_MUCH_SOUND = (
        "too_much_sound",
        _("This recording is longer than an hour. Send it in shorter parts."),
    )
    TOO_LONG = (
        "too_long",
        _(
            "Cleaning this file takes too long, so we stopped. Send a smaller file, or send it in parts."
        ),
    )
    BUSY = (
        "busy",
        _("Many files are being cleaned just now. Choose this one again in a minute."),
    )
    CLOSED = (
        "closed",
        _(
            "This server cannot clean files safely just now. Send your text without the file, and come back to it with your code."
        ),
    )
