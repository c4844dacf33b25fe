"""The database joins each record to the chain, and refuses every change to it (ADR 26).

On PostgreSQL the joining waits for the end of the transaction, and there for everything else that
waits for it: `audit_link` touches the row, which brings in `audit_link_last` after the checks of
foreign keys. Whoever holds the head then asks for no other lock, so that nobody waits in a ring.
"""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION audit_refuse() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'what is on the record stays there';
END $$ LANGUAGE plpgsql;

CREATE FUNCTION audit_record_stays() RETURNS trigger AS $$ BEGIN
  IF OLD.number IS NOT NULL
    OR (NEW.id, NEW.day, NEW.action, NEW.actor, NEW.target, NEW.details, NEW.said)
      IS DISTINCT FROM (OLD.id, OLD.day, OLD.action, OLD.actor, OLD.target, OLD.details, OLD.said)
  THEN RAISE EXCEPTION 'what is on the record stays there'; END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_record_stays BEFORE UPDATE ON audit_auditrecord
  FOR EACH ROW EXECUTE FUNCTION audit_record_stays();

CREATE FUNCTION audit_head_moves_on() RETURNS trigger AS $$ BEGIN
  IF NEW.id <> OLD.id OR NEW.number <> OLD.number + 1
  THEN RAISE EXCEPTION 'the head of the record only moves on by one'; END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_head_moves_on();

CREATE TRIGGER audit_record_goes_not BEFORE DELETE ON audit_auditrecord
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_goes_not BEFORE DELETE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_daily_stays BEFORE UPDATE ON audit_dailyhead
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_daily_goes_not BEFORE DELETE ON audit_dailyhead
  FOR EACH ROW EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_record_is_not_emptied BEFORE TRUNCATE ON audit_auditrecord
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_head_is_not_emptied BEFORE TRUNCATE ON audit_head
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER audit_daily_is_not_emptied BEFORE TRUNCATE ON audit_dailyhead
  FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE FUNCTION audit_link() RETURNS trigger AS $$ BEGIN
  IF NEW.number IS NOT NULL THEN RAISE EXCEPTION 'the database numbers the record'; END IF;
  UPDATE audit_auditrecord SET digest = 'last' WHERE id = NEW.id;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER audit_link AFTER INSERT ON audit_auditrecord
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_link();

CREATE FUNCTION audit_link_last() RETURNS trigger AS $$
DECLARE head audit_head%ROWTYPE; linked text;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  linked := encode(sha256(convert_to(concat_ws('|', 'palabre audit 1', head.number + 1, NEW.id,
    NEW.said, head.digest), 'UTF8')), 'hex');
  UPDATE audit_auditrecord SET number = head.number + 1, digest = linked WHERE id = NEW.id;
  UPDATE audit_head SET number = head.number + 1, digest = linked WHERE id = 1;
  RETURN NULL;
END $$ LANGUAGE plpgsql;
CREATE CONSTRAINT TRIGGER audit_link_last AFTER UPDATE ON audit_auditrecord
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.number IS NULL)
  EXECUTE FUNCTION audit_link_last();
"""
STAYS = "BEGIN SELECT RAISE(ABORT, 'what is on the record stays there'); END"
SQLITE = [
    f"""CREATE TRIGGER audit_record_stays BEFORE UPDATE ON audit_auditrecord
WHEN OLD.number IS NOT NULL OR NEW.id IS NOT OLD.id OR NEW.day IS NOT OLD.day
  OR NEW.action IS NOT OLD.action OR NEW.actor IS NOT OLD.actor OR NEW.target IS NOT OLD.target
  OR NEW.details IS NOT OLD.details OR NEW.said IS NOT OLD.said {STAYS}""",
    """CREATE TRIGGER audit_head_moves_on BEFORE UPDATE ON audit_head
WHEN NEW.id IS NOT OLD.id OR NEW.number IS NOT OLD.number + 1
BEGIN SELECT RAISE(ABORT, 'the head of the record only moves on by one'); END""",
    f"CREATE TRIGGER audit_record_goes_not BEFORE DELETE ON audit_auditrecord {STAYS}",
    f"CREATE TRIGGER audit_head_goes_not BEFORE DELETE ON audit_head {STAYS}",
    f"CREATE TRIGGER audit_head_is_one BEFORE INSERT ON audit_head {STAYS}",
    f"CREATE TRIGGER audit_daily_stays BEFORE UPDATE ON audit_dailyhead {STAYS}",
    f"CREATE TRIGGER audit_daily_goes_not BEFORE DELETE ON audit_dailyhead {STAYS}",
    """CREATE TRIGGER audit_link AFTER INSERT ON audit_auditrecord
BEGIN
  SELECT RAISE(ABORT, 'the database numbers the record') WHERE NEW.number IS NOT NULL;
  UPDATE audit_auditrecord SET
    number = (SELECT number + 1 FROM audit_head),
    digest = (SELECT SHA256('palabre audit 1|' || (number + 1) || '|' || NEW.id || '|'
      || NEW.said || '|' || digest) FROM audit_head)
  WHERE id = NEW.id;
  UPDATE audit_head SET (number, digest) =
    (SELECT number, digest FROM audit_auditrecord WHERE id = NEW.id);
END""",
]
FUNCTIONS = ("refuse", "record_stays", "head_moves_on", "link", "link_last")
TRIGGERS = (
    "record_stays", "head_moves_on", "record_goes_not", "head_goes_not", "head_is_one",
    "daily_stays", "daily_goes_not", "link",
)  # fmt: skip


def refuse(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL)
            return
        for statement in SQLITE:
            cursor.execute(statement)


def allow(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            for name in FUNCTIONS:
                cursor.execute(f"DROP FUNCTION audit_{name} CASCADE")
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER audit_{name}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]

    operations = [migrations.RunPython(refuse, allow)]
