"""Two keys, in the database too: no service, page or prompt removes with one (ADR 25)."""

from palabre.core.guards import Guard

MATTER = "(c.id, c.appeal_of_id)"

HAS_NO_TURN = """NOT EXISTS (
    SELECT 1 FROM moderation_case c
    JOIN spaces_membership m ON m.space_id = c.space_id
    WHERE c.id = NEW.case_id AND c.outcome = '' AND c.round = NEW.round
      AND m.user_id = NEW.moderator_id AND m.role = 'moderator' AND m.side = NEW.side)"""

IS_NOT_IMPARTIAL = f"""EXISTS (
    SELECT 1 FROM moderation_case c
    JOIN moderation_report r ON r.case_id IN {MATTER}
    WHERE c.id = NEW.case_id AND r.reporter_id = NEW.moderator_id)
  OR EXISTS (
    SELECT 1 FROM moderation_case c
    JOIN moderation_recusal r ON r.case_id IN {MATTER}
    WHERE c.id = NEW.case_id AND r.moderator_id = NEW.moderator_id)
  OR EXISTS (
    SELECT 1 FROM moderation_case c
    JOIN moderation_decision d ON d.case_id = c.appeal_of_id
    WHERE c.id = NEW.case_id AND d.moderator_id = NEW.moderator_id)"""  # noqa: S608 (constants)

IS_NOT_OF_THIS_ROUND = """(NEW.round = 2 AND NOT EXISTS (
    SELECT 1 FROM moderation_decision d
    WHERE d.case_id = NEW.case_id AND d.round = 1
      AND d.moderator_id = NEW.moderator_id AND d.side = NEW.side))
  OR (NEW.round = 3 AND (
    NOT EXISTS (
      SELECT 1 FROM moderation_panelist p
      WHERE p.case_id = NEW.case_id AND p.moderator_id = NEW.moderator_id AND p.side = NEW.side)
    OR EXISTS (
      SELECT 1 FROM moderation_decision d
      WHERE d.case_id = NEW.case_id AND d.round < 3 AND d.moderator_id = NEW.moderator_id)))"""


def has_key_of(side: str) -> str:
    """This side says “remove” in the round that counts: what it said last, or on the panel."""
    return f"""EXISTS (
    SELECT 1 FROM moderation_decision d
    WHERE d.case_id = NEW.id AND d.side = '{side}' AND d.choice = 'remove'
      AND ((NEW.round = 3 AND d.round = 3)
        OR (NEW.round < 3 AND NOT EXISTS (
          SELECT 1 FROM moderation_decision l
          WHERE l.case_id = d.case_id AND l.side = d.side AND l.round > d.round))))"""  # noqa: S608 (constants)


IS_SPAM_FOR_ONE = """(NEW.one_key AND EXISTS (
    SELECT 1 FROM moderation_decision d JOIN moderation_rule r ON r.id = d.rule_id
    WHERE d.case_id = NEW.id AND d.choice = 'remove' AND r.is_spam))"""

LACKS_A_KEY = f"""NEW.outcome = 'removed' AND OLD.outcome <> 'removed' AND NOT (
  {IS_SPAM_FOR_ONE} OR ({has_key_of("civilian")} AND {has_key_of("forces")}))"""

ONLY_FORGETS_THE_PASSAGE = "NEW.passage = '' AND " + " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("case_id", "round", "side", "moderator_id", "choice", "rule_id", "note")
)

GUARDS = [
    Guard(
        "decision_has_its_turn",
        "moderation_decision",
        "INSERT",
        f"{HAS_NO_TURN} OR {IS_NOT_IMPARTIAL} OR {IS_NOT_OF_THIS_ROUND}",
        "this person has no key to this case now",
    ),
    Guard(
        "decision_stays",
        "moderation_decision",
        "UPDATE",
        f"NOT ({ONLY_FORGETS_THE_PASSAGE})",
        "a decision is never changed",
    ),
    Guard(
        "case_needs_two_keys",
        "moderation_case",
        "UPDATE OF outcome",
        LACKS_A_KEY,
        "nothing is removed with one key",
    ),
    Guard(
        "case_begins_open",
        "moderation_case",
        "INSERT",
        "NEW.outcome <> ''",
        "a case begins open",
    ),
    Guard(
        "case_stays_closed",
        "moderation_case",
        "UPDATE",
        "(OLD.outcome <> '' AND NEW.outcome <> OLD.outcome) OR NEW.round < OLD.round"
        " OR NEW.label <> OLD.label OR NEW.item_pk <> OLD.item_pk"
        " OR NEW.space_id <> OLD.space_id OR (NEW.one_key AND NOT OLD.one_key)",
        "what was decided stays decided",
    ),
]


BY_NUMBER = "c.item_pk = CAST(NEW.id AS text)"
# SQLite writes one without its dashes.
BY_UUID = "replace(c.item_pk, '-', '') = replace(CAST(NEW.id AS text), '-', '')"


def state_follows(table: str, label: str, same: str = BY_NUMBER) -> Guard:
    """A thing is hidden or removed only as a case says. For tables of what people said."""
    about = f"c.label = '{label}' AND {same}"
    return Guard(
        f"{table}_follows_its_case",
        table,
        "UPDATE OF state",
        f"""(NEW.state = 'removed' AND OLD.state <> 'removed' AND NOT EXISTS (
    SELECT 1 FROM moderation_case c WHERE {about} AND c.outcome = 'removed'))
  OR (NEW.state = 'veiled' AND OLD.state <> 'veiled' AND NOT EXISTS (
    SELECT 1 FROM moderation_case c WHERE {about} AND c.outcome = '' AND c.is_veiled))""",  # noqa: S608 (constants)
        "a thing is hidden only as its case says",
    )


def not_by_author(table: str, label: str) -> Guard:
    """Nobody judges what they wrote. For tables with a numbered key and an author."""
    number = f"CASE WHEN c.label = '{label}' THEN CAST(c.item_pk AS bigint) END"
    return Guard(
        f"{table}_not_judged_by_author",
        "moderation_decision",
        "INSERT",
        f"""EXISTS (
    SELECT 1 FROM moderation_case c JOIN {table} t ON t.id = {number}
    WHERE c.id = NEW.case_id AND t.author_id = NEW.moderator_id)""",  # noqa: S608 (constants)
        "nobody judges their own words",
    )
