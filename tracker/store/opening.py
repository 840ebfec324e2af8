"""Opening the database: to read, to write, to create it, or to bring an older one up to date."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import quote

from sqlite_utils import Database

from tracker.errors import ForeignStoreError, StoreError
from tracker.store import lock, schema
from tracker.store.db import Db, explain

Mode: TypeAlias = Literal["read", "write", "create", "upgrade"]
BUSY_MS = 2_000
"""How long a statement waits for another program's lock; our own writers are kept apart by
`lock`."""
CACHE = "PRAGMA cache_size = -65536"
"""Keep 64 MB of pages: the units of a large list lie all over the file, and 2 MB (the default) hold
few of them."""


def open_db(path: Path, mode: Mode) -> Db:
    """Open the database at `path`; `create` makes it and its folder where missing.

    Only `upgrade` brings the file of an older release up to date: that may take rows away until all
    is derived again, so whoever asks for it derives again next. To every other mode such a file is
    a `StoreError` that names the way out. Raises `ForeignStoreError` (exit 2) for a file that is
    missing, foreign or newer, `StoreError` for one that cannot be used.
    """
    if mode == "create":
        _make_folder(path.parent)
    elif not path.is_file():
        raise ForeignStoreError(
            f"{path}: there is no database; tracker poll or tracker backfill makes one, and --db "
            "names another place"
        )
    db = connect(path, mode)
    try:
        _prepare(db, mode)
    except BaseException:
        db.close()
        raise
    return db


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{folder}: the folder cannot be made ({error.strerror}); name another place with --db"
        ) from error


def connect(path: Path, mode: Mode) -> Db:
    """Connect to a file without asking whose it is."""
    access = {"read": "ro", "write": "rw", "create": "rwc", "upgrade": "rw"}[mode]
    if mode == "read" and _frozen(path):
        access += "&immutable=1"
    try:
        connection = sqlite3.connect(
            f"file:{quote(str(path.resolve()))}?mode={access}", uri=True, timeout=BUSY_MS / 1000
        )
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return Db(Database(connection, execute_plugins=False), path)


def _frozen(path: Path) -> bool:
    """Tell whether nobody can be writing: a folder closed to us, with no write-ahead log in it."""
    return not os.access(path.parent, os.W_OK) and not path.with_name(path.name + "-wal").exists()


def _prepare(db: Db, mode: Mode) -> None:
    """Check whose database it is, then set the connection up and migrate where we may write."""
    try:
        current = schema.check(db)
    except ForeignStoreError:
        raise
    except StoreError as error:
        raise (ForeignStoreError(str(error)) if _not_ours(error) else error) from error
    db.run("PRAGMA foreign_keys = ON")
    db.first(CACHE)
    unfilled = not current and schema.empty(db)
    if unfilled and mode != "create":
        raise _nothing_yet(db)
    if mode != "upgrade" and not unfilled and not (current and schema.whole(db)):
        raise schema.outdated(db)
    if mode == "read":
        return
    db.first("PRAGMA journal_mode = WAL")
    if not current:
        with lock.hold(db.path):
            schema.bring_up_to_date(db)


def _not_ours(error: StoreError) -> bool:
    cause = error.__cause__
    return isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_NOTADB


def _nothing_yet(db: Db) -> ForeignStoreError:
    return ForeignStoreError(
        f"{db.path}: the file is empty; tracker poll or tracker backfill fills it"
    )
