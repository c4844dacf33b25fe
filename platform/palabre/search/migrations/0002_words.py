"""The index of words, kept in step by the database itself.

SQLite: an FTS5 table over search_entry's stems, written by triggers. A later migration that makes
SQLite rebuild search_entry loses the triggers: make them again in it.
PostgreSQL: a generated tsvector. The stems are already stems, so no dictionary or parser is asked.
"""

from typing import Any

from django.db import migrations

SQLITE = [
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "stems, content='search_entry', content_rowid='id', tokenize='ascii', detail='none')",
    "CREATE TRIGGER search_words_in AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_words(rowid, stems) VALUES (new.id, new.stems); END",
    "CREATE TRIGGER search_words_out AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, stems)"
    " VALUES ('delete', old.id, old.stems); END",
    "CREATE TRIGGER search_words_anew AFTER UPDATE OF stems ON search_entry BEGIN"
    " INSERT INTO search_words(search_words, rowid, stems)"
    " VALUES ('delete', old.id, old.stems);"
    " INSERT INTO search_words(rowid, stems) VALUES (new.id, new.stems); END",
]
POSTGRESQL = [
    "ALTER TABLE search_entry ADD COLUMN words tsvector"
    " GENERATED ALWAYS AS (array_to_tsvector(string_to_array(stems, ' '))) STORED",
    "CREATE INDEX search_entry_words ON search_entry USING gin (words)",
]
UNDONE = {
    "sqlite": [
        "DROP TRIGGER search_words_anew",
        "DROP TRIGGER search_words_out",
        "DROP TRIGGER search_words_in",
        "DROP TABLE search_words",
    ],
    "postgresql": [
        "DROP INDEX search_entry_words",
        "ALTER TABLE search_entry DROP COLUMN words",
    ],
}


def make_words(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def undo_words(apps: Any, schema_editor: Any) -> None:
    for statement in UNDONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make_words, undo_words)]
