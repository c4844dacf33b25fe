"""What people are told about moderation, in their own language. Never who reported or decided."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palabre.moderation.models import SanctionKind
from palabre.notifications.registry import Words, declare, in_this_language


def veiled(words: Words) -> str:
    return _(
        "What you wrote in “%(title)s” is hidden until moderators of both sides have decided, for a "
        "day at most. It was reported under rule %(rule)s."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}


def shown_again(words: Words) -> str:
    return _(
        "What you wrote in “%(title)s” is shown again: a day has passed, and the two sides have not "
        "decided together. They go on looking at it."
    ) % {"title": words["title"]}


def not_published(words: Words) -> str:
    said = _(
        "What you wrote in “%(title)s” is not published: a moderator found that it is spam, which one "
        "alone may decide here. Rule %(rule)s. You can appeal."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}
    return said + reasons(words)


def removed(words: Words) -> str:
    named = {"title": words["title"], "rule": in_this_language(words, "rule")}
    if words.get("by_panel"):
        said = _(
            "What you wrote in “%(title)s” has been removed: a panel of three, drawn by lot from both "
            "sides, decided so. Rule %(rule)s."
        )
    else:
        said = _(
            "What you wrote in “%(title)s” has been removed: moderators of both sides agreed. "
            "Rule %(rule)s."
        )
    return said % named + reasons(words)


def refused(words: Words) -> str:
    said = _(
        "What you wrote in “%(title)s” is not published: moderators of both sides agreed. "
        "Rule %(rule)s. You can appeal."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}
    return said + reasons(words)


def name_removed(words: Words) -> str:
    said = _(
        "Your name is no longer shown to others: moderators of both sides agreed. Rule %(rule)s. You "
        "can appeal, or choose another."
    ) % {"rule": in_this_language(words, "rule")}
    return said + reasons(words)


def restored(words: Words) -> str:
    said = _(
        "What you wrote in “%(title)s” is shown again: the two sides did not agree to remove it."
    ) % {"title": words["title"]}
    return said + reasons(words)


def reasons(words: Words) -> str:
    """What each moderator wrote for the author, by side and without a name."""
    # Notices of before 2026-11-26 keep them in one language, as they were written.
    civilian, forces = (
        in_this_language(words, side) or words.get(side, "") for side in ("civilian", "forces")
    )
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


def report_lapsed(words: Words) -> str:
    return _(
        "What you reported under rule %(rule)s stays: the moderators did not decide in time, and "
        "nothing is removed by waiting."
    ) % {"rule": in_this_language(words, "rule")}


def report_given_back(words: Words) -> str:
    return _(
        "What you reported under rule %(rule)s is shown again: there was an appeal, and moderators "
        "of both sides who had not decided before did not both find that it must stay removed."
    ) % {"rule": in_this_language(words, "rule")}


def published(words: Words) -> str:
    return _("What you wrote in “%(title)s” is published.") % {"title": words["title"]}


def name_waits(words: Words) -> str:
    return _(
        "The name “%(name)s” looks like that of an office or a service. Until a moderator has looked "
        "at it, others see you as “%(shown)s”. If nobody looks within the time that was promised, "
        "your name is shown by itself."
    ) % {"name": words["title"], "shown": words.get("shown", "")}


def appeal_upheld(words: Words) -> str:
    said = _(
        "Your appeal about “%(title)s” has been looked at by two other moderators. Both sides found "
        "that it stays removed, under rule %(rule)s."
    ) % {"title": words["title"], "rule": in_this_language(words, "rule")}
    return said + reasons(words)


def appeal_granted(words: Words) -> str:
    said = _("Your appeal was heard: what you wrote in “%(title)s” is shown again.") % {
        "title": words["title"]
    }
    return said + reasons(words)


def sanction_begun(words: Words) -> str:
    said = _(
        "After what you wrote in “%(title)s”, moderators of both sides agreed on a sanction: "
        "%(sanction)s. Rule %(rule)s. You can appeal."
    ) % {
        "title": words["title"],
        "sanction": in_days(words),
        "rule": in_this_language(words, "rule"),
    }
    return said + reasons(words)


def in_days(words: Words) -> str:
    kind, days = str(SanctionKind(words.get("measure", "notice")).label), words.get("days", 0)
    if not days:
        return kind
    number = ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    return f"{kind}, {number}"


def sanction_upheld(words: Words) -> str:
    said = _(
        "Your appeal against a sanction has been looked at by two other moderators. Both sides found "
        "that it stays, under rule %(rule)s."
    ) % {"rule": in_this_language(words, "rule")}
    return said + reasons(words)


def sanction_lifted(words: Words) -> str:
    said = _(
        "Your appeal was heard: the sanction after what you wrote in “%(title)s” is lifted."
    ) % {"title": words["title"]}
    return said + reasons(words)


def look_again(_words: Words) -> str:
    return _(
        "The two sides differ about a case that you decided. Read the other side’s reasons and "
        "decide once more."
    )


def panel(_words: Words) -> str:
    return _("The lot has called you to a panel of three: the first two have not settled a case.")


KINDS = {
    "moderation.report.lapsed": report_lapsed,
    "moderation.published": published,
    "moderation.not_published": not_published,
    "moderation.refused": refused,
    "moderation.name_removed": name_removed,
    "moderation.shown_again": shown_again,
    "moderation.name_waits": name_waits,
    "moderation.appeal.upheld": appeal_upheld,
    "moderation.appeal.granted": appeal_granted,
    "moderation.sanction.begun": sanction_begun,
    "moderation.sanction.appeal.upheld": sanction_upheld,
    "moderation.sanction.appeal.granted": sanction_lifted,
    "moderation.look_again": look_again,
    "moderation.panel": panel,
    "moderation.veiled": veiled,
    "moderation.removed": removed,
    "moderation.restored": restored,
    "moderation.report.removed": report_removed,
    "moderation.report.kept": report_kept,
    "moderation.report.disagreed": report_disagreed,
    "moderation.report.given_back": report_given_back,
}


# What is told of one case, as it goes on; whatever is not named here is decided in between.
FIRST = ("moderation.name_waits", "moderation.veiled", "moderation.look_again")
THEN = ("moderation.shown_again", "moderation.panel")
DECIDED, FOLLOWED, APPEALED = range(2, 5)


def _step(kind: str) -> int:
    if kind in FIRST + THEN:
        return int(kind in THEN)
    if ".appeal." in kind or kind == "moderation.report.given_back":
        return APPEALED
    return FOLLOWED if kind == "moderation.sanction.begun" else DECIDED


def declare_all() -> None:
    for kind, sentence in KINDS.items():
        declare(kind, sentence, step=_step(kind))
