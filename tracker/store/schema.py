"""The schema and its migrations, and the marks that tell our database from another's."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from tracker.errors import ForeignStoreError, StoreError
from tracker.store import derived_tables, fact_tables, views
from tracker.store.db import Db

APPLICATION_ID = 0x45415254
"""`EART`, in the header of every database of the tracker
(https://sqlite.org/pragma.html#pragma_application_id)."""

_NOT_WHOLE = ""
"""The version that made the derived rows, where a migration took some of them away."""

migrations = Migrations("ear-tracker")
"""Numbered steps, oldest first. A released step is never edited; a new one is added below it."""


@migrations()
def m001_facts(db: Database) -> None:
    """Create the tables of facts and their guards."""
    db.executescript(
        fact_tables.BLOBS + fact_tables.RUNS + fact_tables.CAPTURES + fact_tables.guards()
    )


@migrations()
def m002_derived(db: Database) -> None:
    """Create the derived tables and the views over them."""
    db.executescript("".join(derived_tables.ALL) + views.VIEWS)


@migrations()
def m003_documents_by_day(db: Database) -> None:
    """Know documents and causes by number and day; their rows come back by deriving again.

    Until then the file says that its rows are not whole (`whole`), however the program that took
    them away ended.
    """
    tables = ("document_tags", "document_days", "documents", "change_causes")
    gone = [f"DROP VIEW IF EXISTS {name};" for name in views.NAMES] + [
        f"DROP TABLE IF EXISTS {name};" for name in tables
    ]
    db.executescript("".join(gone) + derived_tables.CAUSES + derived_tables.DOCUMENTS + views.VIEWS)
    db.execute("UPDATE derivation SET value = ? WHERE name = 'version'", (_NOT_WHOLE,))


@migrations()
def m004_failures(db: Database) -> None:
    """Create the table of questions that got no usable answer."""
    db.executescript(fact_tables.FAILURES + fact_tables.guards(("failures",)))


VERSION = 4
"""`user_version` of a database whose migrations all ran: how many there are."""


def script() -> str:
    """Return the statements that make every table, index, guard and view of the current schema."""
    tables = fact_tables.BLOBS + fact_tables.RUNS + fact_tables.CAPTURES + fact_tables.guards()
    failures = fact_tables.FAILURES + fact_tables.guards(("failures",))
    return tables + "".join(derived_tables.ALL) + views.VIEWS + failures


def check(db: Db) -> bool:
    """Tell whether the schema stands and is current.

    False for an empty file, or one with migrations still to run.

    Raises `ForeignStoreError` for the database of another program or of a newer release.
    """
    mark = db.first("PRAGMA application_id")
    version = db.first("PRAGMA user_version")
    tables = db.first("SELECT count(*) FROM sqlite_master")
    assert mark is not None
    assert version is not None
    assert tables is not None
    if mark[0] == 0 and tables[0] == 0:
        return False
    if mark[0] != APPLICATION_ID:
        raise ForeignStoreError(
            f"{db.path}: this database belongs to another program; give another file with --db"
        )
    if version[0] > VERSION:
        raise ForeignStoreError(
            f"{db.path}: this database was written by a newer release of the tracker "
            f"(schema {version[0]}, ours is {VERSION}); update the tracker"
        )
    return bool(version[0] == VERSION)


def bring_up_to_date(db: Db) -> None:
    """Run the migrations that are still to run, all or none."""
    with db.transaction():
        db.run(f"PRAGMA application_id = {APPLICATION_ID}")
        with db.translated():
            migrations.apply(db.database)
        db.run(f"PRAGMA user_version = {VERSION}")


def empty(db: Db) -> bool:
    """Tell whether nothing at all was ever stored in the file."""
    found = db.first("SELECT count(*) FROM sqlite_master")
    return found is not None and found[0] == 0


def whole(db: Db) -> bool:
    """Tell whether no migration took derived rows away that were not derived again yet."""
    found = db.first("SELECT value FROM derivation WHERE name = 'version'")
    return found is None or found[0] != _NOT_WHOLE


def outdated(db: Db) -> StoreError:
    """Return the error for a database that must be brought up to date first."""
    way_out = "run `tracker rebuild` once, which brings it up to date"
    return StoreError(f"{db.path}: written by an older release; {way_out}")
