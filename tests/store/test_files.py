"""The database as a file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tracker.errors import StoreError
from tracker.store import Store, files, queries


def test_a_copy_holds_what_is_still_in_the_log_and_is_one_file(tmp_path: Path) -> None:
    db, target = tmp_path / "tracker.db", tmp_path / "copy.db"
    with Store.open(db, "create") as store:
        files.copy(db, target)
        assert db.with_name("tracker.db-wal").exists()
        assert queries.counts(store.db)["captures"] == 0
    assert [file.name for file in tmp_path.glob("copy.db*")] == ["copy.db"]
    with closing(sqlite3.connect(target)) as held:
        assert held.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert held.execute("SELECT count(*) FROM captures").fetchone() == (0,)


def test_what_is_no_database_is_not_copied(tmp_path: Path) -> None:
    db = tmp_path / "tracker.db"
    db.write_bytes(b"no database at all" * 100)
    with pytest.raises(StoreError, match="cannot be copied"):
        files.copy(db, tmp_path / "copy.db")


def test_a_database_goes_with_all_that_carries_its_name(tmp_path: Path) -> None:
    for name in ("tracker.db", "tracker.db-wal", "tracker.db.lock", "other.db"):
        (tmp_path / name).touch()
    files.remove(tmp_path / "tracker.db")
    assert [file.name for file in tmp_path.iterdir()] == ["other.db"]
