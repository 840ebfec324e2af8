"""What made the derived rows (parsers, taxonomy); and all of them at once, to swap and compare."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from tracker import plain
from tracker.store import derived_tables
from tracker.store.db import Db, Row
from tracker.store.opening import CACHE, connect

_EXAMPLES = 3
_DUE = "causes due"


@dataclass(frozen=True, slots=True)
class Made:
    """What made the derived rows: the version of the code, the fingerprint of the taxonomy."""

    version: str
    taxonomy: str


def made(db: Db) -> Made | None:
    """Return what made the derived rows, or None where none were made yet."""
    found: dict[str, str] = dict(db.rows("SELECT name, value FROM derivation"))
    return Made(found["version"], found["taxonomy"]) if "version" in found else None


def put_made(db: Db, now: Made) -> None:
    """Note what made the derived rows."""
    rows = [("version", now.version, now.version), ("taxonomy", now.taxonomy, now.version)]
    db.many("INSERT OR REPLACE INTO derivation VALUES (?,?,?)", rows)


def put_due(db: Db, version: str) -> None:
    """Note that causes wait to be found."""
    db.run("INSERT OR REPLACE INTO derivation VALUES (?,?,?)", (_DUE, "1", version))


def clear_due(db: Db) -> None:
    """Note that no causes wait."""
    db.run("DELETE FROM derivation WHERE name = ?", (_DUE,))


def is_due(db: Db) -> bool:
    """Tell whether causes wait to be found: a run was ended before it came to them."""
    return db.first("SELECT 1 FROM derivation WHERE name = ?", (_DUE,)) is not None


def scratch(path: Path, facts: Path) -> Db:
    """Create a database of empty derived tables at `path`, the facts of another one beside them.

    References are checked where its rows are swapped in.
    """
    db = connect(path, "create")
    db.run("PRAGMA foreign_keys = OFF")
    db.run("PRAGMA journal_mode = OFF")
    db.run("PRAGMA synchronous = OFF")
    db.first(CACHE)
    database: Database = db.database
    with db.translated():
        database.executescript("".join(derived_tables.ALL))
    db.run("ATTACH DATABASE ? AS facts", (str(facts.resolve()),))
    return db


@contextmanager
def beside(db: Db, path: Path) -> Iterator[None]:
    """Attach a scratch database as `fresh` for the block; no transaction may be open."""
    db.run("ATTACH DATABASE ? AS fresh", (str(path.resolve()),))
    try:
        yield
    finally:
        db.run("DETACH DATABASE fresh")


def swap(db: Db) -> None:
    """Put the rows of the attached `fresh` tables in place of ours, inside a transaction."""
    db.run("PRAGMA defer_foreign_keys = ON")
    for table in reversed(derived_tables.TABLES):
        db.run(f"DELETE FROM main.{table}")
    for table in derived_tables.TABLES:
        db.run(f"INSERT INTO main.{table} SELECT * FROM fresh.{table}")


def counted(db: Db) -> int:
    """Return how many derived rows there are."""
    counts = [db.first(f"SELECT count(*) FROM main.{table}") for table in derived_tables.TABLES]
    return sum(row[0] for row in counts if row)


def unlike(db: Db) -> frozenset[str]:
    """Return the tables that are not row for row the same as the attached `fresh` ones."""
    return frozenset(table for table in derived_tables.TABLES if not _same(db, table))


def _same(db: Db, table: str) -> bool:
    """Tell whether two tables hold the same rows, going through both by their primary key.

    EXCEPT would sort all rows, twice; a rebuild nearly always finds all of them again.
    """
    sizes = {db.first(f"SELECT count(*) FROM {side}.{table}") for side in ("main", "fresh")}
    columns = db.rows(f"PRAGMA main.table_info({table})")
    key = " AND ".join(f'there."{row[1]}" = here."{row[1]}"' for row in columns if row[5])
    other = " OR ".join(f'there."{row[1]}" IS NOT here."{row[1]}"' for row in columns)
    sql = f"SELECT 1 FROM main.{table} here LEFT JOIN fresh.{table} there ON {key} WHERE {other}"
    return len(sizes) == 1 and db.first(f"{sql} LIMIT 1") is None


def differences(db: Db, tables: Collection[str], *, versions_too: bool) -> list[str]:
    """Return a line, with examples, for each table whose rows differ from the `fresh` ones.

    `versions_too` also compares by which version a row was made.
    """
    lines = []
    for table in derived_tables.TABLES:
        if table == "derivation" or table not in tables:
            continue
        columns = [
            row[1]
            for row in db.rows(f"PRAGMA main.table_info({table})")
            if versions_too or row[1] != "parser_version"
        ]
        names = ", ".join(f'"{name}"' for name in columns)
        gone = _only(db, names, table, "main", "fresh")
        come = _only(db, names, table, "fresh", "main")
        if gone[0] or come[0]:
            examples = [f"was {row}" for row in gone[1]] + [f"is {row}" for row in come[1]]
            rows = f"{gone[0]} {plain.plural(gone[0], 'row')} {'is' if gone[0] == 1 else 'are'}"
            counted = f"{rows} gone, {come[0]} new"
            lines.append(f"{table}: {counted} ({'; '.join(examples)})")
    return lines


def _only(db: Db, names: str, table: str, here: str, there: str) -> tuple[int, list[str]]:
    """Count the rows that one side has alone, with examples."""
    sql = f"SELECT {names} FROM {here}.{table} EXCEPT SELECT {names} FROM {there}.{table}"
    counted = db.first(f"SELECT count(*) FROM ({sql})")
    rows = db.rows(f"{sql} LIMIT {_EXAMPLES}")
    return int(counted[0]) if counted else 0, [_example(row) for row in rows]


def _example(row: Row) -> str:
    """Print the beginning of a row as one line."""
    return " | ".join(" ".join(str(value)[:60].split()) for value in row[:9] if value is not None)
