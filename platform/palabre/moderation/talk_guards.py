"""In the database too, nobody slows or pauses what they took part in (ADR 27)."""

from palabre.core.guards import Guard
from palabre.moderation.guards import BY_NUMBER, BY_UUID

OF_PAUSE = "CASE WHEN c.label = 'moderation.pause' THEN CAST(c.item_pk AS bigint) END"


def not_by_who_spoke(table: str, talk: str, *, inside: str) -> Guard:
    """`inside`: the column of this table that says in which topic or discussion. Its key for those
    themselves: whoever opened it."""
    return _on_a_pause(
        f"{table}_pauses_by_others",
        talk,
        f"""EXISTS (
      SELECT 1 FROM {table} t
      WHERE t.{inside} = {_number_of(talk)} AND t.author_id = NEW.moderator_id)""",  # noqa: S608 (constants)
        "nobody slows or pauses what they said something in",
    )


def not_by_who_reported(table: str, label: str, talk: str, *, inside: str, same: str) -> Guard:
    """`same`: BY_NUMBER or BY_UUID, as the keys of this table are."""
    reported = {BY_NUMBER: _AS_NUMBER, BY_UUID: _AS_UUID}[same]
    return _on_a_pause(
        f"{table}_reported_pauses_by_others",
        talk,
        f"""EXISTS (
      SELECT 1 FROM moderation_report r
      JOIN moderation_case k ON k.id = r.case_id AND k.label = '{label}'
      JOIN {table} t ON {reported.format(label=label)}
      WHERE r.reporter_id = NEW.moderator_id AND t.{inside} = {_number_of(talk)})""",  # noqa: S608 (constants)
        "nobody slows or pauses what they reported something in",
    )


_AS_NUMBER = "t.id = CASE WHEN k.label = '{label}' THEN CAST(k.item_pk AS bigint) END"
_AS_UUID = "replace(CAST(t.id AS text), '-', '') = replace(k.item_pk, '-', '')"


def _number_of(talk: str) -> str:
    return f"CASE WHEN p.label = '{talk}' THEN CAST(p.item_pk AS bigint) END"


def _on_a_pause(name: str, talk: str, is_involved: str, says: str) -> Guard:
    return Guard(
        name,
        "moderation_decision",
        "INSERT",
        f"""EXISTS (
    SELECT 1 FROM moderation_case c JOIN moderation_pause p ON p.id = {OF_PAUSE}
    WHERE c.id = NEW.case_id AND p.label = '{talk}' AND {is_involved})""",  # noqa: S608 (constants)
        says,
    )
