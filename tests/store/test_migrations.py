"""An older database is brought up to the schema of today, its facts untouched.

Derived rows come back by deriving again.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.store.build import TAXONOMY, Book, document, dump, search
from tracker import rebuild
from tracker.errors import StoreError
from tracker.store import Mode, Store, documents, verify
from tracker.store.schema import VERSION

AT = "fr:search:industry-and-security-bureau:2024-05-01:2024-05-03:1"
_SCHEMA_2 = """
DROP VIEW v_documents; DROP VIEW v_changes;
DROP TABLE document_tags; DROP TABLE document_days; DROP TABLE documents; DROP TABLE change_causes;
CREATE TABLE change_causes (
  change_id TEXT NOT NULL REFERENCES changes(id) ON DELETE CASCADE, position INTEGER NOT NULL,
  document_number TEXT, citation TEXT, title TEXT, evidence TEXT NOT NULL, confidence TEXT NOT NULL,
  parser_version TEXT NOT NULL, PRIMARY KEY (change_id, position)
) WITHOUT ROWID;
CREATE TABLE documents (
  document_number TEXT NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (document_number, version)
);
CREATE TABLE document_days (
  document_number TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (document_number, day)
);
CREATE TABLE document_tags (
  document_number TEXT NOT NULL, version INTEGER NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (document_number, version, position),
  FOREIGN KEY (document_number, version)
    REFERENCES documents(document_number, version) ON DELETE CASCADE
);
INSERT INTO documents VALUES ('2024-1', 1); INSERT INTO document_tags VALUES ('2024-1', 1, 0);
CREATE VIEW v_documents AS SELECT document_number FROM documents;
CREATE VIEW v_changes AS SELECT document_number FROM change_causes;
DELETE FROM _sqlite_migrations WHERE name LIKE 'm003%';
UPDATE derivation SET value = '0.1' WHERE name = 'version';
PRAGMA user_version = 2;
"""


def test_documents_of_an_older_schema_come_back_by_number_and_day(tmp_path: Path) -> None:
    path = tmp_path / "tracker.db"
    with Store.open(path, "create") as store, store.writing():
        Book(store).put(search(document("2024-1")), AT)
        before = dump(store)
    older = sqlite3.connect(path)
    older.executescript(_SCHEMA_2)
    older.close()
    with Store.open(path, "upgrade") as store:
        assert store.db.first("PRAGMA user_version") == (VERSION,)
        assert verify.verify(store.db).ok
        assert documents.between(store.db) == []
    modes: tuple[Mode, ...] = ("read", "create")
    for mode in modes:  # an upgrade that was killed here must not pass for a file without documents
        with pytest.raises(StoreError, match="run `tracker rebuild` once"):
            Store.open(path, mode)
    with Store.open(path, "upgrade") as store:
        assert rebuild.rebuild_if_needed(store, TAXONOMY) is not None
        assert dump(store) == before
        assert [document.document.document_number for document in documents.between(store.db)] == [
            "2024-1"
        ]
