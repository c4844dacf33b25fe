"""Two keys, in the database too: no service, page or prompt removes with one (ADR 25)."""

from palabre.core.guards import IN_A_DAY, Guard, goes_not


def first_of(case: str) -> str:
    """What was removed first: a sanction follows it, an appeal is against either."""
    return f"""COALESCE(
      CASE WHEN {case}.label = 'moderation.sanction' THEN (
        SELECT s.because_id FROM moderation_sanction s
        WHERE s.id = CAST({case}.item_pk AS bigint)) END,
      {case}.appeal_of_id, {case}.id)"""  # noqa: S608 (constants)


def is_in_its_matter(table: str, who: str) -> str:
    """Few rows are of this person: the case of each is looked at, and not the other way round."""
    return f"""EXISTS (
    SELECT 1 FROM {table} r JOIN moderation_case o ON o.id = r.case_id
    WHERE r.{who} = NEW.moderator_id AND {first_of("o")} = (
      SELECT {first_of("c")} FROM moderation_case c WHERE c.id = NEW.case_id))"""  # noqa: S608 (constants)


HAS_NO_TURN = """NOT EXISTS (
    SELECT 1 FROM moderation_case c
    JOIN spaces_membership m ON m.space_id = c.space_id
    WHERE c.id = NEW.case_id AND c.outcome = '' AND c.round = NEW.round
      AND m.user_id = NEW.moderator_id AND m.role = 'moderator' AND m.side = NEW.side)"""

IS_NOT_IMPARTIAL = f"""{is_in_its_matter("moderation_report", "reporter_id")}
  OR {is_in_its_matter("moderation_recusal", "moderator_id")}
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


COUNTS = """NOT EXISTS (
      SELECT 1 FROM moderation_recusal r
      WHERE r.case_id = d.case_id AND r.moderator_id = d.moderator_id)"""


def has_key_of(side: str) -> str:
    """This side says “remove” in the round that counts: what it said last, or on the panel. Whoever
    declared a conflict afterwards has said nothing."""
    return f"""EXISTS (
    SELECT 1 FROM moderation_decision d
    WHERE d.case_id = NEW.id AND d.side = '{side}' AND d.choice = 'remove' AND {COUNTS}
      AND ((NEW.round = 3 AND d.round = 3)
        OR (NEW.round < 3 AND NOT EXISTS (
          SELECT 1 FROM moderation_decision l
          WHERE l.case_id = d.case_id AND l.side = d.side AND l.round > d.round))))"""  # noqa: S608 (constants)


IS_SPAM_FOR_ONE = f"""(NEW.one_key AND EXISTS (
    SELECT 1 FROM moderation_decision d JOIN moderation_rule s ON s.id = d.rule_id
    WHERE d.case_id = NEW.id AND d.choice = 'remove' AND s.is_spam AND {COUNTS}))"""  # noqa: S608 (constants)

LACKS_A_KEY = f"""NEW.outcome = 'removed' AND OLD.outcome <> 'removed' AND NOT (
  {IS_SPAM_FOR_ONE} OR ({has_key_of("civilian")} AND {has_key_of("forces")}))"""

ONLY_FORGETS_THE_PASSAGE = "NEW.passage = '' AND " + " AND ".join(
    f"NEW.{column} = OLD.{column}"
    for column in ("case_id", "round", "side", "moderator_id", "choice", "rule_id", "note")
)

HIDES_AGAIN = f"""(NEW.is_veiled AND NOT OLD.is_veiled AND (OLD.veiled_until IS NOT NULL
    OR NEW.veiled_until IS NULL OR NEW.outcome <> '' OR NOT EXISTS (
      SELECT 1 FROM moderation_rule r WHERE r.id = NEW.rule_id AND r.veils)))
  OR (OLD.veiled_until IS NULL AND NEW.veiled_until > {IN_A_DAY})
  OR (OLD.veiled_until IS NOT NULL
    AND (NEW.veiled_until IS NULL OR NEW.veiled_until > OLD.veiled_until))"""  # noqa: S608 (constants)

STANDS = """c.outcome = 'removed' AND c.appeal_of_id IS NULL AND NOT EXISTS (
      SELECT 1 FROM moderation_case a
      WHERE a.appeal_of_id = c.id AND a.outcome NOT IN ('', 'removed'))"""

GUARDS = [
    *goes_not(
        "moderation_decision",
        "a decision is never taken back",
        unlike="(o.case_id = NEW.case_id AND o.round = NEW.round"
        " AND (o.moderator_id = NEW.moderator_id OR (o.side = NEW.side AND o.round < 3)))",
    ),
    *goes_not(
        "moderation_case",
        "a case stays where it is",
        unlike="(o.outcome = '' AND o.label = NEW.label AND o.item_pk = NEW.item_pk)"
        " OR o.appeal_of_id = NEW.appeal_of_id",
    ),
    *goes_not(
        "moderation_recusal",
        "who cannot judge a case cannot judge it later",
        unlike="(o.case_id = NEW.case_id AND o.moderator_id = NEW.moderator_id)",
    ),
    # One by the same person in its place bars them as well.
    *goes_not("moderation_report", "who reported a thing does not judge it"),
    Guard(
        "recusal_stays",
        "moderation_recusal",
        "UPDATE",
        "NEW.case_id <> OLD.case_id OR NEW.moderator_id <> OLD.moderator_id",
        "who cannot judge a case cannot judge it later",
    ),
    Guard(
        "report_is_forgotten_at_the_end",
        "moderation_report",
        "UPDATE",
        """NEW.case_id <> OLD.case_id OR (OLD.reporter_id IS NOT NULL AND (
    NEW.reporter_id <> OLD.reporter_id OR (NEW.reporter_id IS NULL AND EXISTS (
      SELECT 1 FROM moderation_case c WHERE c.id = OLD.case_id AND c.outcome = ''))))""",
        "who reported a thing does not judge it",
    ),
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
        "NEW.outcome <> '' OR NEW.is_veiled OR NEW.veiled_until IS NOT NULL OR NEW.first_side <> ''"
        " OR (NEW.one_key AND NOT NEW.is_held)",
        "a case begins open",
    ),
    # Whoever has decided is not asked again: a case left a queue without a decision otherwise.
    Guard(
        "case_first_side_has_decided",
        "moderation_case",
        "UPDATE OF first_side",
        """NEW.first_side <> OLD.first_side AND (OLD.first_side <> '' OR NOT EXISTS (
    SELECT 1 FROM moderation_decision d
    WHERE d.case_id = NEW.id AND d.round = 1 AND d.side = NEW.first_side))""",
        "who decided first has decided",
    ),
    Guard(
        "case_hides_once",
        "moderation_case",
        "UPDATE",
        HIDES_AGAIN,
        "a thing is hidden once, for danger and for a day",
    ),
    Guard(
        "case_stays_closed",
        "moderation_case",
        "UPDATE",
        "(OLD.outcome <> '' AND NEW.outcome <> OLD.outcome) OR NEW.round < OLD.round"
        " OR NEW.label <> OLD.label OR NEW.item_pk <> OLD.item_pk"
        " OR NEW.space_id <> OLD.space_id OR (NEW.one_key AND NOT OLD.one_key)"
        " OR (NEW.is_held AND NOT OLD.is_held)"
        " OR COALESCE(NEW.appeal_of_id, 0) <> COALESCE(OLD.appeal_of_id, 0)",
        "what was decided stays decided",
    ),
    Guard(
        "name_follows_its_case",
        "people_user",
        "UPDATE OF name_kept",
        f"""NEW.name_kept <> '' AND NEW.name_kept <> OLD.name_kept AND NOT EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.label = 'people.user' AND c.item_pk = CAST(NEW.id AS text)
      AND (({STANDS}) OR (c.outcome = '' AND (c.is_veiled OR c.is_held))))""",  # noqa: S608 (constants)
        "a name is taken from view only as its case says",
    ),
    Guard(
        "name_not_judged_by_its_bearer",
        "moderation_decision",
        "INSERT",
        """EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.id = NEW.case_id AND c.label = 'people.user'
      AND c.item_pk = CAST(NEW.moderator_id AS text))""",
        "nobody judges their own name",
    ),
    # Taken from view and given back, it is the same name.
    Guard(
        "name_stays_while_judged",
        "people_user",
        "UPDATE OF name, name_kept",
        """COALESCE(NULLIF(NEW.name_kept, ''), NEW.name)
    <> COALESCE(NULLIF(OLD.name_kept, ''), OLD.name) AND EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.label = 'people.user' AND c.item_pk = CAST(NEW.id AS text) AND c.outcome = ''
      AND EXISTS (SELECT 1 FROM moderation_decision d WHERE d.case_id = c.id))""",
        "what is being judged stays as it is",
    ),
]


def begins_as_decided(table: str, label: str, *stays: str) -> list[Guard]:
    """A sanction or a pause is proposed first; it begins once its case has the keys of both sides;
    and nothing of it ever grows."""
    changed = " OR ".join(f"NEW.{one} <> OLD.{one}" for one in stays)
    return [
        Guard(
            f"{table}_is_proposed_first",
            table,
            "INSERT",
            "NEW.begins_at IS NOT NULL OR NEW.ends_at IS NOT NULL",
            "it is proposed before it begins",
        ),
        Guard(
            f"{table}_needs_two_keys",
            table,
            "UPDATE",
            f"""{changed}
  OR (OLD.begins_at IS NOT NULL AND NEW.begins_at <> OLD.begins_at)
  OR (OLD.ends_at IS NOT NULL AND NEW.ends_at <> OLD.ends_at)
  OR (OLD.lifted_on IS NOT NULL AND NEW.lifted_on IS NULL)
  OR ((NEW.begins_at IS NOT NULL OR NEW.ends_at IS NOT NULL) AND OLD.begins_at IS NULL
    AND NOT EXISTS (
      SELECT 1 FROM moderation_case c WHERE c.label = '{label}'
        AND c.item_pk = CAST(NEW.id AS text) AND c.outcome = 'removed'))""",  # noqa: S608 (constants)
            "it begins with two keys, and does not grow",
        ),
    ]


OF_SANCTION = "CASE WHEN c.label = 'moderation.sanction' THEN CAST(c.item_pk AS bigint) END"

GUARDS += [
    *begins_as_decided(
        "moderation_sanction",
        "moderation.sanction",
        *("because_id", "person_id", "space_id", "kind", "days"),
    ),
    *begins_as_decided(
        "moderation_pause", "moderation.pause", "label", "item_pk", "space_id", "kind", "days"
    ),
    Guard(
        "sanction_is_for_who_wrote_it",
        "moderation_sanction",
        "INSERT",
        """NOT EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.id = NEW.because_id AND c.outcome = 'removed' AND c.appeal_of_id IS NULL
      AND c.space_id = NEW.space_id AND c.writer_id = NEW.person_id
      AND c.label NOT IN ('moderation.sanction', 'moderation.pause'))""",
        "a sanction is for whoever wrote what was removed",
    ),
    Guard(
        "sanction_judged_by_others",
        "moderation_decision",
        "INSERT",
        f"""EXISTS (
    SELECT 1 FROM moderation_case c JOIN moderation_sanction s ON s.id = {OF_SANCTION}
    WHERE c.id = NEW.case_id AND s.person_id = NEW.moderator_id)""",  # noqa: S608 (constants)
        "nobody judges a sanction of theirs",
    ),
    Guard(
        "case_writer_stays",
        "moderation_case",
        "UPDATE OF writer_id",
        "NEW.writer_id IS NOT NULL AND (OLD.writer_id IS NULL OR NEW.writer_id <> OLD.writer_id)",
        "who wrote it is what it was when the case was opened",
    ),
]


BY_NUMBER = "c.item_pk = CAST(NEW.id AS text)"
# SQLite writes one without its dashes.
BY_UUID = "replace(c.item_pk, '-', '') = replace(CAST(NEW.id AS text), '-', '')"


def state_follows(table: str, label: str, same: str = BY_NUMBER, *, column: str = "state") -> Guard:
    """A thing is hidden or removed only as a case says. For tables of what people said."""
    about, new, old = f"c.label = '{label}' AND {same}", f"NEW.{column}", f"OLD.{column}"
    return Guard(
        f"{table}_follows_its_case" if column == "state" else f"{table}_{column}_follows_its_case",
        table,
        f"UPDATE OF {column}",
        f"""({new} = 'removed' AND {old} <> 'removed' AND NOT EXISTS (
    SELECT 1 FROM moderation_case c WHERE {about} AND {STANDS}))
  OR ({new} = 'held' AND {old} <> 'held')
  OR ({new} = 'veiled' AND {old} <> 'veiled' AND NOT EXISTS (
    SELECT 1 FROM moderation_case c WHERE {about} AND c.outcome = '' AND c.is_veiled))""",  # noqa: S608 (constants)
        "a thing is hidden only as its case says",
    )


IS_BEING_JUDGED = """c.outcome = '' AND EXISTS (
      SELECT 1 FROM moderation_decision d WHERE d.case_id = c.id)"""


def stays_while_judged(table: str, label: str) -> Guard:
    """A key counts for the words that it was turned on. For tables of words that may be edited."""
    return Guard(
        f"{table}_stays_while_judged",
        table,
        "UPDATE OF body, html",
        f"""(NEW.body <> OLD.body OR NEW.html <> OLD.html) AND EXISTS (
    SELECT 1 FROM moderation_case c
    WHERE c.label = '{label}' AND {BY_NUMBER} AND {IS_BEING_JUDGED})""",  # noqa: S608 (constants)
        "what is being judged stays as it is",
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


def of_nobody(table: str, label: str) -> Guard:
    """Speech without a name has no writer, whoever thinks they know."""
    return Guard(
        f"{table}_is_of_nobody",
        "moderation_case",
        "INSERT",
        f"NEW.label = '{label}' AND NEW.writer_id IS NOT NULL",
        "nobody knows who said this",
    )


def written_by_author(table: str, label: str) -> Guard:
    """The writer of a case is the author of the thing, and nobody else."""
    number = f"CASE WHEN NEW.label = '{label}' THEN CAST(NEW.item_pk AS bigint) END"
    return Guard(
        f"{table}_is_written_by_its_author",
        "moderation_case",
        "INSERT",
        f"""NEW.label = '{label}' AND NEW.writer_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM {table} t WHERE t.id = {number} AND t.author_id = NEW.writer_id)""",  # noqa: S608 (constants)
        "the writer of a case is the author of the thing",
    )
