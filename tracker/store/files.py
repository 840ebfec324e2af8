"""The database as a file: copied whole while others write, taken away with all that lies by it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tracker.errors import StoreError


def copy(db: Path, target: Path) -> None:
    """Copy a database as one file with its write-ahead log, even while another writes."""
    try:
        with (
            closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as made,
        ):
            source.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{db} cannot be copied ({error}); nothing was kept") from error


def remove(db: Path) -> None:
    """Take a database away, with its log, its lock and what else carries its name."""
    for left in db.parent.glob(f"{db.name}*"):
        left.unlink()
