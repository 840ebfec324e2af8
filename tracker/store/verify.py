"""Checking the store: every fact against its hashes, every reference, and SQLite's own structures.

Damage is told, never raised.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tracker.errors import StoreError
from tracker.store import chain, facts, schema
from tracker.store import verify_derived as derived
from tracker.store.db import Db, read_moment
from tracker.store.fact_tables import FACTS

_MOST = 50
"""Problems named by one check; a damaged file can have thousands."""
_OBJECTS = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%sqlite%'"
_HEX = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What `verify` found: how many captures were checked, and one short line for each problem."""

    ok: bool
    captures: int
    problems: tuple[str, ...]


def verify(db: Db) -> VerifyReport:
    """Check every fact and all of SQLite's structures.

    Derivations are checked by `rebuild.verify`.
    """
    problems: list[str] = []
    checks: list[Callable[[Db], Iterator[str]]] = [
        _structure,
        _schema,
        _blobs,
        *map(_Chained, FACTS),
        _captures,
        _references,
        *derived.CHECKS,
    ]
    for check in checks:
        found = _told(check(db))
        problems += found[:_MOST]
        if len(found) > _MOST:
            problems.append(f"... and {len(found) - _MOST} more of the kind")
    try:
        counted = db.first("SELECT count(*) FROM captures")
    except StoreError:
        counted = None
    return VerifyReport(not problems, int(counted[0]) if counted else 0, tuple(problems))


def _told(lines: Iterator[str]) -> list[str]:
    """Collect the lines of one check; damage that stops it becomes its last line."""
    found: list[str] = []
    try:
        found.extend(lines)
    except (StoreError, ValueError, TypeError, OverflowError) as error:
        found.append(f"damaged: {error}")
    return [" ".join(line.split()) for line in found]


def _structure(db: Db) -> Iterator[str]:
    for (line,) in db.rows("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite: {line}"


def _plain(sql: str) -> str:
    """Return a definition without its remarks and its line breaks, which mean nothing."""
    return re.sub(r"\s*([(),])\s*", r"\1", " ".join(re.sub(r"--.*", "", sql).split()))


def _schema(db: Db) -> Iterator[str]:
    """Compare tables, indexes, views and guards with those of a new database."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript(schema.script())
        wanted = {name: _plain(sql) for name, sql in fresh.execute(_OBJECTS)}
    held = {name: _plain(sql) for name, sql in db.rows(_OBJECTS)}
    for name in sorted(wanted.keys() | held.keys()):
        if wanted.get(name) != held.get(name):
            what = (
                "is missing"
                if name not in held
                else "is not ours"
                if name not in wanted
                else "was altered"
            )
            yield f"schema: {name} {what}"


def _blobs(db: Db) -> Iterator[str]:
    for (number,) in db.rows("SELECT rowid FROM blobs ORDER BY rowid"):
        yield from _blob(db, number)


def _blob(db: Db, number: int) -> Iterator[str]:
    try:
        row = db.first(
            "SELECT sha256, size, packed, packed_sha256 FROM blobs WHERE rowid = ?", (number,)
        )
    except StoreError as error:
        yield f"blob row {number}: cannot be read ({error})"
        return
    if row is None:
        yield f"blob row {number}: vanished while being read"
        return
    sha, size, packed, packed_sha = row
    if not isinstance(packed, bytes) or sha256(packed).hexdigest() != packed_sha:
        yield f"blob {str(sha)[:16]}: its compressed bytes were altered"
        return
    try:
        body = zlib.decompress(packed)
    except zlib.error:
        yield f"blob {str(sha)[:16]}: its compressed bytes cannot be unpacked"
        return
    if sha256(body).hexdigest() != sha:
        yield f"blob {str(sha)[:16]}: its body does not have the SHA-256 that names it"
    if size != len(body):
        yield f"blob {str(sha)[:16]}: {len(body)} bytes, {size!r} recorded"


class _Chained:
    """The check of one chained table; a class so that each table's check is a value of its own."""

    def __init__(self, table: str) -> None:
        self.table = table

    def __call__(self, db: Db) -> Iterator[str]:
        previous = chain.START
        expected = 1
        columns = [row[1] for row in db.rows(f"PRAGMA table_info({self.table})")]
        for row in db.rows(f"SELECT * FROM {self.table} ORDER BY id"):
            given: dict[str, Any] = dict(zip(columns, row, strict=True))
            said_previous, said = given.pop("previous"), given.pop("chain")
            if given["id"] != expected:
                yield f"{self.table} {given['id']!r}: row {expected} is missing before it"
            if said_previous != previous:
                yield f"{self.table} {given['id']!r}: does not follow the row before it"
            if chain.hash_of(str(said_previous), list(given.values())) != said:
                yield (
                    f"{self.table} {given['id']!r}: its columns do not have the hash that was"
                    " recorded"
                )
            previous, expected = said, int(given["id"]) + 1


def _captures(db: Db) -> Iterator[str]:
    """Check that every capture can be read back as a value."""
    for number, sha, asked, answered, at in db.rows(
        "SELECT id, sha256, request_headers, response_headers, fetched_at FROM captures"
    ):
        try:
            json.loads(asked), json.loads(answered), read_moment(at)
        except (ValueError, TypeError):
            yield f"captures {number}: its headers or time cannot be read"
        if not isinstance(sha, str) or not _HEX.fullmatch(sha):
            yield f"captures {number}: names no SHA-256"
    admitted = {capture.sha256 for capture in facts.admitted(db)}
    held = {row[0] for row in db.rows("SELECT sha256 FROM blobs")}
    for sha in sorted(admitted - held):
        yield f"captures: the body {sha[:16]} is missing"


def _references(db: Db) -> Iterator[str]:
    for table, row, parent, _ in db.rows("PRAGMA foreign_key_check"):
        yield f"{table} row {row}: refers to a row of {parent} that is missing"
