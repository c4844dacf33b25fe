"""What people said, in the database: it waits only where it was never public, and is not lost.

For the tables of what moderators judge; whoever has such a table declares these in its apps.py.
"""

from palabre.core.guards import YESTERDAY, Guard, goes_not, is_not_emptied, is_not_replaced
from palabre.moderation.guards import STANDS

_waits: dict[str, str] = {}


def case_waits_with(label: str, waits: str) -> Guard:
    """A case begins as one that waits where its thing does, and nowhere else. `waits`: what follows
    FROM and WHERE for a thing of this kind that waits, as `t`, in NEW.space_id; its number is left
    to us. Declared by each kind that can wait: the guard is one, and knows them all."""
    number = f"CASE WHEN NEW.label = '{label}' THEN CAST(NEW.item_pk AS bigint) END"
    _waits[label] = f"EXISTS (SELECT 1 FROM {waits} AND t.id = {number})"  # noqa: S608 (constants)
    return Guard(
        "case_waits_with_its_thing",
        "moderation_case",
        "INSERT",
        f"NEW.is_held AND NOT ({' OR '.join(_waits[each] for each in sorted(_waits))})",
        "what is public does not wait",
    )


# The case comes before the name is taken from view, and is what lets it: so the name is one that has
# just been chosen, by a new account or by somebody who lost theirs.
NEW_NAME = f"""people_user t WHERE (t.joined_on >= {YESTERDAY} OR EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.label = 'people.user' AND c.item_pk = CAST(t.id AS text) AND {STANDS}))"""  # noqa: S608 (constants)

OF_CASES = [
    case_waits_with("people.user", NEW_NAME),
    Guard(
        "case_of_one_key_is_allowed",
        "moderation_case",
        "INSERT",
        """NEW.is_held AND NEW.one_key AND (NEW.label = 'people.user' OR NOT EXISTS (
    SELECT 1 FROM moderation_procedure p WHERE p.space_id = NEW.space_id AND p.spam_by_one))""",
        "one key is enough only where the procedure of the space says so",
    ),
    Guard(
        "account_becomes_no_newer",
        "people_user",
        "UPDATE OF joined_on",
        "NEW.joined_on > OLD.joined_on",
        "a name waits only while its account is new",
    ),
    # Whoever wrote it takes it back, and it is deleted: so only what nobody else has read.
    Guard(
        "case_is_withdrawn_while_it_waits",
        "moderation_case",
        "UPDATE OF outcome",
        "NEW.outcome = 'withdrawn' AND NOT OLD.is_held",
        "only what waits is taken back",
    ),
]

STAYS = "what people said is neither deleted nor emptied"


def goes_only_taken_back(table: str, about: str, *, unlike: str = "") -> list[Guard]:
    """Deleted only where it waits and whoever wrote it has taken it back. `about`: which case, c,
    says so of OLD."""
    taken_back = f"""EXISTS (
    SELECT 1 FROM moderation_case c WHERE c.outcome = 'withdrawn' AND ({about}))"""  # noqa: S608 (constants)
    when = f"OLD.state <> 'held' OR NOT {taken_back}"
    return [
        Guard(f"{table}_goes_only_taken_back", table, "DELETE", when, STAYS),
        is_not_emptied(table, STAYS),
        is_not_replaced(table, STAYS, unlike=unlike),
    ]


def is_said_anew_openly(table: str, *, kept: str = "TRUE") -> Guard:
    """Words change where readers are told that they did. `kept`: where what they were is kept.
    What waits nobody has read: its author changes it as they like."""
    is_told = "NEW.edited_at IS NOT NULL AND COALESCE(NEW.edited_at <> OLD.edited_at, TRUE)"
    return Guard(
        f"{table}_is_said_anew_openly",
        table,
        "UPDATE OF body, html",
        f"""(NEW.body = '' AND OLD.body <> '')
  OR (OLD.state <> 'held' AND NEW.body = OLD.body AND NEW.html <> OLD.html)
  OR (OLD.state <> 'held' AND NEW.body <> OLD.body AND NOT ({is_told} AND {kept}))""",
        STAYS,
    )


def stays_in_its_place(table: str, whole: str) -> Guard:
    """What was read there is not put where nobody reads it. `whole`: the column of what it stands in."""
    return Guard(
        f"{table}_stays_in_its_place",
        table,
        f"UPDATE OF {whole}, number",
        f"NEW.{whole} <> OLD.{whole}"
        " OR (OLD.number IS NOT NULL AND (NEW.number IS NULL OR NEW.number <> OLD.number))",
        STAYS,
    )


def earlier_words_stay(table: str, of: str) -> list[Guard]:
    """What something said before it was changed."""
    changed = f"NEW.body <> OLD.body OR NEW.{of} <> OLD.{of}"
    return [
        *goes_not(table, STAYS),
        Guard(f"{table}_stays", table, f"UPDATE OF body, {of}", changed, STAYS),
    ]
