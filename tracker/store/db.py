"""One connection to the database.

Plain SQL in, tuples out, foreign errors translated into one clear line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeAlias

from sqlite_utils import Database

from tracker.errors import StoreError

Row: TypeAlias = tuple[Any, ...]
"""One row as SQLite gives it; the modules of this package turn it into values at once."""

_WAYS_OUT = (
    (
        "full",
        (
            "the disk is full; nothing that was stored is lost: free some space and run the command"
            " again"
        ),
    ),
    (
        "disk i/o",
        (
            "the disk did not take what was written (it is full, broken, or has a size limit);"
            " nothing that was stored is lost"
        ),
    ),
    ("readonly", "the database cannot be written; make the file and its folder writable"),
    ("read-only", "the database cannot be written; make the file and its folder writable"),
    ("locked", "another program is writing to the database; run the command again when it is done"),
    (
        "unable to open",
        "the database cannot be opened; make the file and its folder readable and writable",
    ),
    ("malformed", "the database is damaged; see tracker verify, and restore the last good copy"),
    (
        "not a database",
        (
            "the file is not an SQLite database, or it is damaged; name another one with --db, or"
            " restore the last good copy"
        ),
    ),
    ("facts are never changed", "facts are appended and never changed"),
)


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Return the `StoreError` that tells a person what SQLite meant and what to do about it."""
    said = str(error)
    meant = next((text for mark, text in _WAYS_OUT if mark in said.lower()), None)
    return StoreError(f"{path}: {meant} ({said})" if meant else f"{path}: {said}")


class Db:
    """A connection whose statements raise `StoreError`, never an error of SQLite."""

    def __init__(self, database: Database, path: Path) -> None:
        """Wrap an open sqlite-utils database; `path` names it in messages."""
        self.database, self.path = database, path

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn every error of SQLite inside the block into a `StoreError`."""
        try:
            yield
        except sqlite3.Error as error:
            raise explain(error, self.path) from error
        except UnicodeDecodeError as error:
            raise explain(sqlite3.DatabaseError(f"malformed text: {error}"), self.path) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return all rows that a query gives."""
        with self.translated():
            return self.database.conn.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, for tables that are too large to hold at once."""
        with self.translated():
            yield from self.database.conn.execute(sql, values)

    def first(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        """Return the first row that a query gives, or None."""
        with self.translated():
            found: Row | None = self.database.conn.execute(sql, values).fetchone()
            return found

    def run(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with self.translated():
            return self.database.execute(sql, values).rowcount

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row; call it inside a transaction only."""
        with self.translated():
            self.database.conn.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all or nothing: a write transaction from the start, or a savepoint inside one."""
        if self.database.conn.in_transaction:
            with self.translated(), self.database.atomic():
                yield
            return
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            self.database.rollback()
            raise

    def close(self) -> None:
        """Close the connection; the last one to close empties the write-ahead log."""
        self.database.close()


def moment(value: datetime) -> str:
    """Print an aware time in UTC, of fixed width, so that text order is time order."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_moment(text: str) -> datetime:
    """Read a stored time."""
    return datetime.fromisoformat(text)


def day(value: date | None) -> str | None:
    """Print a date as YYYY-MM-DD, or null."""
    return value.isoformat() if value else None


def read_day(text: str | None) -> date | None:
    """Read a stored date, or null."""
    return date.fromisoformat(text) if text else None
