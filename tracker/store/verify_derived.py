"""Checking derived rows against themselves.

Ids are made of content, so content that was altered no longer fits its id.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from tracker.store import steps
from tracker.store.db import Db
from tracker.store.keys import id_of


def _captured(db: Db) -> Iterator[str]:
    sql = (
        "SELECT provision, in_force FROM versions WHERE removed = 0 AND capture_sha256 NOT IN"
        " (SELECT sha256 FROM captures)"
    )
    for provision, in_force in db.rows(sql):
        yield f"version {provision} of {in_force}: no capture shows it"


def _words(db: Db) -> Iterator[str]:
    for table, column in (("addresses", "address"), ("texts", "text")):
        for number, text in db.each(f"SELECT id, {column} FROM {table}"):
            if id_of(text) != number:
                yield f"{table} {number}: its words do not fit its id"


def _units(db: Db) -> Iterator[str]:
    """Check every unit, reading units and edges side by side in the order of ids.

    There may be millions of edges.
    """
    edges = db.each("SELECT parent_id, child_id FROM unit_children ORDER BY parent_id, position")
    edge = next(edges, None)
    sql = (
        "SELECT u.id, a.address, u.kind, t.text, u.label, u.role, u.facets FROM units u "
        "JOIN addresses a ON a.id = u.address_id JOIN texts t ON t.id = u.text_id ORDER BY u.id"
    )
    for number, address, kind, text, label, role, facets in db.each(sql):
        below: list[str] = []
        while edge is not None and edge[0] <= number:
            if edge[0] == number:
                below.append(str(edge[1]))
            edge = next(edges, None)
        if id_of(address, kind, text, label, role, facets or "", ",".join(below)) != number:
            yield f"units {number} ({address}): its content does not fit its id"


def _versions(db: Db) -> Iterator[str]:
    for reading in steps.all_readings(db):
        stored = db.first(
            "SELECT id FROM versions WHERE provision = ? AND in_force = ? AND reading = ?",
            _key(reading),
        )
        if stored is None or stored[0] != reading.id:
            version = f"version {reading.provision} of {reading.in_force}"
            yield f"{version}: its columns do not fit its id"


def _key(reading: steps.Reading) -> tuple[str, str, int]:
    return reading.provision, reading.in_force.isoformat(), reading.reading


def _changes(db: Db) -> Iterator[str]:
    """Check that the words of every change give its two texts."""
    for number, before, after, words in db.each(
        "SELECT id, before, after, words FROM changes WHERE words IS NOT NULL"
    ):
        spans = json.loads(words)
        old = "".join(text for sign, text in spans if sign in "=-")
        new = "".join(text for sign, text in spans if sign in "=+")
        if (old, new) != (before or "", after or ""):
            yield f"changes {number}: its words do not give its two texts"


CHECKS: tuple[Callable[[Db], Iterator[str]], ...] = (_captured, _words, _units, _versions, _changes)
"""The checks of derived rows that need no capture to be read again."""
