"""What people are told about moderation, in their own language. Never who reported or decided."""

from django.utils.translation import gettext as _

from palabre.notifications.registry import Words, declare, in_this_language


def veiled(words: Words) -> str:
    return _(
        "What you wrote in “%(title)s” is hidden until moderators of both sides have decided. "
        "It was reported under rule %(rule)s."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}


def removed(words: Words) -> str:
    said = _(
        "What you wrote in “%(title)s” has been removed: moderators of both sides agreed. "
        "Rule %(rule)s."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}
    return said + reasons(words)


def restored(words: Words) -> str:
    said = _(
        "What you wrote in “%(title)s” is shown again: the two sides did not agree to remove it."
    ) % {"title": words["title"]}
    return said + reasons(words)


def reasons(words: Words) -> str:
    """What each moderator wrote for the author, by side and without a name."""
    civilian, forces = words.get("civilian", ""), words.get("forces", "")
    said = ""
    if civilian:
        said += "\n" + _("Civilian side: “%(note)s”") % {"note": civilian}
    if forces:
        said += "\n" + _("Forces side: “%(note)s”") % {"note": forces}
    return said


def report_removed(words: Words) -> str:
    return _(
        "What you reported under rule %(rule)s has been removed. Moderators of both sides agreed."
    ) % {"rule": in_this_language(words, "rule")}


def report_kept(words: Words) -> str:
    return _(
        "What you reported under rule %(rule)s stays. Moderators of both sides found that it may."
    ) % {"rule": in_this_language(words, "rule")}


def report_disagreed(words: Words) -> str:
    return _(
        "What you reported under rule %(rule)s stays. The two sides disagreed, and nothing is "
        "removed by one side alone."
    ) % {"rule": in_this_language(words, "rule")}


KINDS = {
    "moderation.veiled": veiled,
    "moderation.removed": removed,
    "moderation.restored": restored,
    "moderation.report.removed": report_removed,
    "moderation.report.kept": report_kept,
    "moderation.report.disagreed": report_disagreed,
}


def declare_all() -> None:
    for kind, sentence in KINDS.items():
        declare(kind, sentence)
