"""A version of minutes is never changed: the database refuses it, whoever asks."""

from typing import Any

from django.db import migrations

POSTGRESQL = """
CREATE FUNCTION meetings_version_stays() RETURNS trigger AS $$ BEGIN
  RAISE EXCEPTION 'a version of minutes is never rewritten';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER meetings_version_stays BEFORE UPDATE ON meetings_version
  FOR EACH ROW EXECUTE FUNCTION meetings_version_stays();
"""
SQLITE = """
CREATE TRIGGER meetings_version_stays BEFORE UPDATE ON meetings_version
BEGIN SELECT RAISE(ABORT, 'a version of minutes is never rewritten'); END
"""


def refuse(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        cursor.execute(POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE)


def allow(_apps: Any, editor: Any) -> None:
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION meetings_version_stays CASCADE")
        else:
            cursor.execute("DROP TRIGGER meetings_version_stays")


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_minutes")]

    operations = [migrations.RunPython(refuse, allow)]
