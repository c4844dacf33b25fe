"""Every address of the project, with what a visitor's GET gets and who may open it.

`args` that begin with @ are places of the demonstration; tests.house.places finds them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

SIGN_IN = "sign in"  # a redirect to the sign-in page that comes back here afterwards
ELSEWHERE = "elsewhere"  # a redirect to another page
MEMBER, MODERATOR, SECRETARY, ADMIN = "awa", "mariam", "sira", "admin"
WRITER = "boureima"  # of something that was removed
NOMINEE = "tidiane"  # invited to sit in the committee, and has not answered


@dataclass(frozen=True)
class Address:
    name: str
    stranger: int | str
    by: str = ""  # who opens it as a page; nobody in particular where it is public
    args: tuple[str, ...] = ()
    is_page: bool = True  # answers a GET of whoever may open it with a page of ours
    has_form: bool = False  # a visitor gets a form there, and with it the one cookie that proves it


def page(name: str, *args: str, form: bool = False) -> Address:
    return Address(name, 200, args=args, has_form=form)


def guarded(name: str, *args: str, by: str) -> Address:
    return Address(name, SIGN_IN, by=by, args=args)


def deed(name: str, *args: str, stranger: int | str = SIGN_IN, by: str = "") -> Address:
    """Answers POST alone, or only on the way to somewhere else."""
    return Address(name, stranger, by=by, args=args, is_page=False)


C = "tabakoro"
NO_FILE = "00000000-0000-4000-8000-000000000000"  # messages of the demonstration have none
PORTAL = [
    page("portal:home"),
    page("portal:search"),
    page("portal:rules"),
    page("portal:protections"),
    page("portal:accessibility"),
    page("portal:help"),
    deed("portal:leave", stranger=200),
    guarded("portal:me", by=MEMBER),
    deed("portal:read_notices", by=MEMBER),
    guarded("portal:secretariat", by=SECRETARY),
]
COMMITTEES = [
    page("committees:directory"),
    page("committees:coverage"),
    deed("committees:coverage_picture", "light", stranger=200),
    page("committees:committee", C),
    page("committees:members", C),
    page("committees:history", C),
    guarded("committees:my_seat", C, by=MEMBER),
    deed("committees:deputy", C, by=MEMBER),
    deed("committees:resign", C, by=MEMBER),
    guarded("committees:answer", C, by=NOMINEE),
    deed("committees:decline", C, by=NOMINEE),
    guarded("committees:chairs", C, by=MEMBER),
    deed("committees:turn_key", C, "1", by=MEMBER),
    deed("committees:turn_key_of_rules", C, "1", by=MEMBER),
    deed("committees:turn_key_of_charter", C, "1", by=MEMBER),
    page("committees:charter", C),
    deed("committees:accept_charter", C, by=MEMBER),
    page("committees:rules", C),
    page("committees:discussions", C),
    page("committees:discussion", C, "@public_discussion"),
    guarded("committees:open", C, by=MEMBER),
    guarded("committees:edit", C, "@own_discussion", "@own_number", by=MEMBER),
    deed("committees:speak", C, "@public_discussion", by=MEMBER),
    deed("committees:draft", C, "@public_discussion", by=MEMBER),
    deed("committees:attachment", C, "@shown_discussion", "@attachment", stranger=200),
    deed("committees:small_attachment", C, "@shown_discussion", "@attachment", stranger=200),
    deed("committees:picture", C, "@pictured", "@pictured_number", stranger=404),
    deed("committees:close", C, "@public_discussion", by=MEMBER),
    deed("committees:appeal", C, "@nameless", "1", by=MEMBER),
    deed("committees:withdraw", C, "@nameless", "1", by=MEMBER),
    page("committees:openings", C),
    deed("committees:ask_opening", C, "@nameless", "1", by=MEMBER),
    deed("committees:agree_to_opening", C, "1", by=MEMBER),
    deed("committees:refuse_opening", C, "1", by=MEMBER),
    guarded("committees_desk:committees", by=SECRETARY),
    guarded("committees_desk:choose", by=SECRETARY),
    guarded("committees_desk:found", "communal", by=SECRETARY),
    guarded("committees_desk:kinds", by=SECRETARY),
    guarded("committees_desk:add_kind", by=SECRETARY),
    guarded("committees_desk:kind", "women", by=SECRETARY),
    guarded("committees_desk:endings", by=SECRETARY),
    guarded("committees_desk:add_ending", by=SECRETARY),
    guarded("committees_desk:ending", "function", by=SECRETARY),
    guarded("committees_desk:templates", by=SECRETARY),
    guarded("committees_desk:add_template", by=SECRETARY),
    guarded("committees_desk:template", "communal", by=SECRETARY),
    guarded("committees_desk:territories", by=SECRETARY),
    guarded("committees_desk:add_territory", by=SECRETARY),
    guarded("committees_desk:territory", "@territory", by=SECRETARY),
    deed("committees_desk:remove_territory", "@territory", by=SECRETARY),
    guarded("committees_desk:rules", C, by=SECRETARY),
    deed("committees_desk:withdraw_rules", C, "3", by=SECRETARY),
    guarded("committees_desk:charter", C, by=SECRETARY),
    deed("committees_desk:withdraw_charter", C, "1", by=SECRETARY),
    guarded("committees_desk:change", C, by=SECRETARY),
    guarded("committees_desk:seats", C, by=SECRETARY),
    guarded("committees_desk:seat", C, "@seat", by=SECRETARY),
    guarded("committees_desk:nominate", C, "@seat", by=SECRETARY),
    guarded("committees_desk:nomination", C, "@nomination", by=SECRETARY),
    deed("committees_desk:check", C, "@nomination", by=SECRETARY),
    deed("committees_desk:invite", C, "@nomination", by=SECRETARY),
    deed("committees_desk:withdraw", C, "@nomination", by=SECRETARY),
    deed("committees_desk:renew", C, "@seat", by=SECRETARY),
    deed("committees_desk:vacate", C, "@seat", by=SECRETARY),
    deed("committees_desk:chair", C, "@seat", by=SECRETARY),
]
VOTE = (C, "@voted_on", "@vote")
MOTIONS = [
    page("motions:motions", C),
    page("motions:adopted", C),
    page("motions:motion", C, "@adopted"),
    page("motions:ballot", form=True),
    deed("motions:cast_with_code", stranger=ELSEWHERE),
    guarded("motions:move", C, by=MEMBER),
    guarded("motions:amend", C, "@motion", by=MEMBER),
    guarded("motions:amendment", C, "@motion", "1", by=MEMBER),
    guarded("motions:vote", *VOTE, by=MEMBER),
    deed("motions:open", C, "@motion", by=MEMBER),  # the amendments come first
    deed("motions:withdraw", C, "@motion", by=MEMBER),
    deed("motions:accept", C, "@motion", "1", by=MEMBER),
    deed("motions:take_back", C, "@motion", "1", by=MEMBER),
    guarded("motions:polls", C, "@public_discussion", by=MEMBER),
    deed("motions:answer_poll", C, "@public_discussion", "1", by=MEMBER),
    deed("motions:close_poll", C, "@public_discussion", "1", by=MEMBER),
    deed("motions:cast", *VOTE, by=MEMBER),
    deed("motions:hands", *VOTE, by=MEMBER),
    deed("motions:codes", *VOTE, by=MEMBER),
    deed("motions:close", *VOTE, by=MEMBER),
    deed("motions:urn", *VOTE, by=MEMBER),
    deed("motions:give_up", *VOTE, by=MEMBER),
    deed("motions:tie", *VOTE, by=MEMBER),
]
MEETINGS = [
    page("meetings:meetings", C),
    page("meetings:meeting", C, "@meeting"),
    deed("meetings:feed", C, stranger=200),
    deed("meetings:event", C, "@meeting", stranger=200),
    deed("meetings:answer", C, "@meeting", by=MEMBER),
    guarded("meetings:propose", C, "@meeting", by=MEMBER),
    guarded("meetings:agenda", C, "@meeting", by=MEMBER),
    guarded("meetings:change_item", C, "@meeting", "@item", by=MEMBER),
    guarded("meetings:drop_item", C, "@meeting", "@item", by=MEMBER),
    deed("meetings:place_item", C, "@meeting", "@item", "later", by=MEMBER),
    guarded("meetings:session", C, "@meeting", by=MEMBER),
    deed("meetings:decide", C, "@meeting", by=MEMBER),
    deed("meetings:do", C, "@meeting", "open", by=MEMBER),
    guarded("meetings:sheet", C, "@meeting", by=MEMBER),
    guarded("meetings:calendar", C, by=MEMBER),
    page("meetings:minutes", C, "@held"),
    deed("meetings:pdf", C, "@held", stranger=200),
    guarded("meetings:history", C, "@held", by=MEMBER),
    deed("meetings:begin_minutes", C, "@draft", by=MEMBER),
    deed("meetings:edit_minutes", C, "@draft", by=MEMBER),  # published: no longer written
    deed("meetings:assent", C, "@draft", by=MEMBER),
    deed("meetings:go_on", C, "@draft", by=MEMBER),
    deed("meetings:approve", C, "@draft", by=MEMBER),
    guarded("meetings:contest", C, "@draft", "@passage", by=MEMBER),
    deed("meetings:accept_contest", C, "@draft", "@contest", by=MEMBER),
    guarded("meetings:decline_contest", C, "@draft", "@contest", by=MEMBER),
    deed("meetings:end_key", C, by=MEMBER),
    guarded("meetings_desk:meetings", C, by=SECRETARY),
    guarded("meetings_desk:meeting", C, "@meeting", by=SECRETARY),
    guarded("meetings_desk:cancel", C, "@meeting", by=SECRETARY),
]
REPORTS = [
    page("reports:report", C),
    deed("reports:document", C, stranger=200),
    deed("reports:table", C, stranger=200),
]
FORUM = [
    page("forums:index"),
    page("forums:category", "@category"),
    page("forums:topic", "@topic"),
    page("forums:history", "@post"),
    guarded("forums:new_topic", "@category", by=MEMBER),
    guarded("forums:edit", "@own_post", by=MEMBER),
    deed("forums:reply", "@topic", stranger=ELSEWHERE, by=MEMBER),
    deed("forums:waiting", "@waiting", by=MEMBER),  # a page for whoever wrote it alone
    deed("forums:withdraw", "@waiting", by=MEMBER),
    guarded("forums_desk:categories", by=SECRETARY),
    guarded("forums_desk:add", by=SECRETARY),
    guarded("forums_desk:settings", by=SECRETARY),
    guarded("forums_desk:edit", "@category_pk", by=SECRETARY),
    deed("forums_desk:move", "@category_pk", by=SECRETARY),
    deed("forums_desk:topic", "@topic", by=SECRETARY),
]
MODERATION = [
    page("moderation:register"),
    page("moderation:procedures"),
    page("moderation:procedure", C),
    page("account:months"),
    page("account:month", "@month"),
    deed("account:table", "@month", stranger=200),
    deed("account:document", "@month", stranger=200),
    page("account:research"),
    deed("account:cases_table", stranger=422),
    deed("account:cases_document", stranger=422),
    guarded("moderation:dashboard", by=MODERATOR),
    guarded("moderation_procedures:spaces", by=SECRETARY),
    guarded("moderation_procedures:change", C, by=SECRETARY),
    guarded("moderation:report", "forums.post", "@post", by=MEMBER),
    guarded("moderation:queue", by=MODERATOR),
    guarded("moderation:case", "@case", by=MODERATOR),
    guarded("moderation:record", by=MODERATOR),
    guarded("moderation:head", by=MODERATOR),
    guarded("moderation:decisions", by=WRITER),
    guarded("moderation:decision", "@decision", by=WRITER),
    guarded("moderation:name", by=WRITER),
    guarded("moderation:measures", by=MODERATOR),
    guarded("moderation:sanction", "@removed_case", by=MODERATOR),
    guarded("moderation:pause", "forums.topic", "@topic", by=MODERATOR),
    deed("moderation:next", by=MODERATOR),
    guarded("moderation:own_reports", by=MEMBER),
    deed("moderation:claim", "@case", by=MODERATOR),
    deed("moderation:release", "@case", by=MODERATOR),
    deed("moderation:decide", "@case", by=MODERATOR),
    guarded("moderation:recuse", "@case", by=MODERATOR),
    deed("moderation:note", "@case", by=MODERATOR),
    guarded("moderation:batch", by=MODERATOR),
    deed("moderation:claims", by=MODERATOR),
    deed("moderation:keys", by=MODERATOR),
    guarded("moderation_desk:rules", by=SECRETARY),
    guarded("moderation_desk:add", by=SECRETARY),
    guarded("moderation_desk:change", "insult", by=SECRETARY),
    guarded("moderation_desk:lists", by=SECRETARY),
    guarded("moderation_desk:add_list", by=SECRETARY),
    guarded("moderation_desk:change_list", "@word_list", by=SECRETARY),
    deed("moderation_desk:add_phrase", "@word_list", by=SECRETARY),
    guarded("moderation_desk:wordings", by=SECRETARY),
    guarded("moderation_desk:add_wording", by=SECRETARY),
    guarded("moderation_desk:wording", "1", by=SECRETARY),
    deed("moderation_desk:retire", "insult", by=SECRETARY),
    deed("moderation_desk:restore", "insult", by=SECRETARY),
]
SUBMISSIONS = [
    page("submissions:write"),
    page("submissions:message", form=True),
    page("submissions:answer", form=True),
    page("submissions:thread", form=True),
    page("submissions:confirm_erase", form=True),
    deed("submissions:review", stranger=ELSEWHERE),
    deed("submissions:code", stranger=ELSEWHERE),
    deed("submissions:reply", stranger=405),
    deed("submissions:erase", stranger=405),
    page("submissions:appeal", form=True),
    deed("submissions:shut", stranger=405),
    guarded("submissions:inbox", by=MEMBER),
    guarded("submissions:readers", by=MEMBER),
    deed("submissions:found_readers", C, by=MEMBER),
    deed("submissions:renew_keys", C, by=MEMBER),
    deed("submissions:vouch", C, "@reader_key", by=MEMBER),
    deed("submissions:hand_on", C, "@reader_key", by=MEMBER),
    deed("submissions:conversation", "@submission", by=MEMBER),
    deed("submissions:open_message", "@submission", by=MEMBER),
    deed("submissions:piece", "@submission", NO_FILE, by=MEMBER),
    deed("submissions:answer_message", "@submission", by=MEMBER),
    deed("submissions:close", "@submission", by=MEMBER),
    guarded("submissions_desk:paper", by=SECRETARY),
    guarded("submissions_desk:sheets", C, by=SECRETARY),
    guarded("submissions_desk:type_in", C, by=SECRETARY),
    guarded("submissions_desk:sealed", C, by=SECRETARY),
    deed("submissions:onward", "@submission", by=MEMBER),
    deed("submissions:onward_preview", "@submission", by=MEMBER),
    deed("submissions:onward_send", "@submission", by=MEMBER),
    deed("submissions:proposal", "@submission", "@proposal", by=MEMBER),
    deed("submissions:agree", "@submission", "@proposal", by=MEMBER),
    deed("submissions:decline", "@submission", "@proposal", by=MEMBER),
    deed("submissions:withdraw", "@submission", "@proposal", by=MEMBER),
]
VAULTS = [
    guarded("vaults:vault", by=MEMBER),
    guarded("vaults:recover", by=MEMBER),
    guarded("vaults:lost", by=MEMBER),
    deed("vaults:enrol", by=MEMBER),
    deed("vaults:shut", by=MEMBER),
    guarded("messages_vault:vault", by=MEMBER),
    guarded("messages_vault:recover", by=MEMBER),
    guarded("messages_vault:lost", by=MEMBER),
    deed("messages_vault:enrol", by=MEMBER),
    deed("messages_vault:shut", by=MEMBER),
]
REPRISALS = [
    page("reprisals:page", C),
    deed("reprisals:to_whom", C, by=MEMBER),
    deed("reprisals:send", C, by=MEMBER),
    guarded("own_reprisals:reports", by=MEMBER),
    deed("own_reprisals:note", NO_FILE, by=MEMBER),
    guarded("custodians:all", by=MEMBER),
    deed("custodians:vouch", C, NO_FILE, by=MEMBER),
]
SPACES = [
    page("spaces:invitation_code", form=True),
    deed("spaces:invitation", "abcd1234abcd1234abcd1234", stranger=410),  # over, or never there
    guarded("spaces_desk:people", by=SECRETARY),
    guarded("spaces_desk:invite", by=SECRETARY),
    guarded("spaces_desk:person", "@person", by=SECRETARY),
    deed("spaces_desk:verify", "@person", by=SECRETARY),
    deed("spaces_desk:grant", "@person", by=SECRETARY),
    deed("spaces_desk:close", "@person", by=SECRETARY),
    deed("spaces_desk:reopen", "@person", by=SECRETARY),
    deed("spaces_desk:void_password", "@person", by=SECRETARY),
    deed("spaces_desk:withdraw", "@role", by=SECRETARY),
]
ACCOUNTS = [
    page("account_login", form=True),
    page("account_signup", form=True),
    page("account_reset_password", form=True),
    page("account_inactive"),
    page("account_password_reset_completed"),
    deed("account_email_verification_sent", stranger=ELSEWHERE),
    deed("account_complete_password_reset", stranger=ELSEWHERE),
    deed("account_confirm_password_reset_code", stranger=ELSEWHERE),
    deed("account_confirm_login_code", stranger=ELSEWHERE),
    Address("account_logout", ELSEWHERE, by=MEMBER),
    guarded("account_email", by=MEMBER),
    guarded("account_change_password", by=MEMBER),
    deed("account_set_password", by=MEMBER),
    guarded("account_reauthenticate", by=MEMBER),
    guarded("mfa_index", by=MODERATOR),
    deed("mfa_authenticate", stranger=ELSEWHERE),
    guarded("mfa_reauthenticate", by=MODERATOR),
    deed("mfa_reauthenticate_webauthn", by=MODERATOR),
    # These ask for the password again when it was typed a while ago.
    guarded("mfa_activate_totp", by=MEMBER),
    guarded("mfa_deactivate_totp", by=MODERATOR),
    deed("mfa_view_recovery_codes", by=MODERATOR),
    guarded("mfa_generate_recovery_codes", by=MODERATOR),
    deed("mfa_download_recovery_codes", by=MODERATOR),
    guarded("mfa_list_webauthn", by=MODERATOR),
    guarded("mfa_add_webauthn", by=MODERATOR),
    deed("mfa_remove_webauthn", "1", by=MODERATOR),
    deed("mfa_edit_webauthn", "1", by=MODERATOR),
    deed("mfa_login_webauthn", stranger=ELSEWHERE),
    deed("people:totp_picture", by=MEMBER),
    page("people:passkey", form=True),
]
MACHINES = [deed("healthz", stranger=200), deed("readyz", stranger=200)]
ADDRESSES = [
    *PORTAL, *COMMITTEES, *MEETINGS, *MOTIONS, *REPORTS, *FORUM, *MODERATION, *SUBMISSIONS, *VAULTS, *REPRISALS, *SPACES, *ACCOUNTS, *MACHINES,
]  # fmt: skip


def every_name() -> Iterator[str]:
    """The names in the project's urls; the back office is Django's own and has its own test."""
    for name in _names(get_resolver().url_patterns):
        if not name.startswith("admin:"):
            yield name


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or pattern.pattern}"
