"""Units, stored once for each wording with all below it, and read back as trees.

version -> root unit -> children -> ...      versions share a unit that did not change
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import ClassVar

from tracker.model import Node, node
from tracker.names import parse
from tracker.store.db import Db, Row
from tracker.store.keys import id_of

_BATCH = 500
MOST_HELD = 40_000
"""Units that are kept in memory; what is forgotten is read, or its id computed, again."""


class Identities:
    """The ids of the units of one tree: a unit's id covers its address, its text and all below it.

    They are computed bottom-up, once for each unit in memory: versions of a text share units.
    """

    _seen: ClassVar[dict[int, tuple[Node, int]]] = {}
    """By the identity of a unit, which is kept so that its place in memory stays its own."""

    def __init__(self, root: Node) -> None:
        """Compute the ids of `root` and of every unit below it."""
        if len(Identities._seen) > MOST_HELD:
            Identities._seen = {}
        self._of = Identities._seen
        stack = [root]
        while stack:
            missing = [child for child in stack[-1].children if id(child) not in self._of]
            if missing:
                stack += missing
            elif id(unit := stack.pop()) not in self._of:
                self._of[id(unit)] = unit, self._compute(unit)

    def _compute(self, unit: Node) -> int:
        below = ",".join([str(self[child]) for child in unit.children])
        facets = json.dumps(unit.facets, ensure_ascii=False) if unit.facets else ""
        return id_of(unit.address, unit.kind, unit.text, unit.label, unit.role, facets, below)

    def __getitem__(self, unit: Node) -> int:
        """Return the id of one unit of the tree."""
        return self._of[id(unit)][1]


def put(db: Db, root: Node, provision: str, parser_version: str) -> int:
    """Store a tree and return the id of its root.

    What is held already costs one look-up at its topmost unit.
    """
    ids = Identities(root)
    addresses, texts, units, edges = [], [], [], []
    level = [root]
    while level:
        known = _known(db, [ids[unit] for unit in level])
        fresh = {ids[unit]: unit for unit in level if ids[unit] not in known}
        level = []
        for number, unit in fresh.items():
            home, words = id_of(unit.address), id_of(unit.text)
            facets = json.dumps(unit.facets, ensure_ascii=False) if unit.facets else None
            addresses.append((home, unit.address, provision, parser_version))
            texts.append((words, unit.text, parser_version))
            units.append(
                (number, home, unit.kind, unit.label, unit.role, words, facets, parser_version)
            )
            edges += [
                (number, place, ids[child], parser_version)
                for place, child in enumerate(unit.children)
            ]
            level += unit.children
    db.many("INSERT OR IGNORE INTO addresses VALUES (?,?,?,?)", addresses)
    db.many("INSERT OR IGNORE INTO texts VALUES (?,?,?)", texts)
    db.many("INSERT OR IGNORE INTO units VALUES (?,?,?,?,?,?,?,?)", units)
    db.many("INSERT OR IGNORE INTO unit_children VALUES (?,?,?,?)", edges)
    return ids[root]


def _known(db: Db, numbers: list[int]) -> set[int]:
    return {row[0] for row in _in(db, "SELECT id FROM units WHERE id", numbers)}


_BELOW = (
    "WITH RECURSIVE below(id) AS (VALUES (?) UNION "
    "SELECT e.child_id FROM unit_children e JOIN below ON e.parent_id = below.id) "
)


def tree(db: Db, root: int) -> Node:
    """Return the unit with this id and all below it."""
    return Trees(db).tree(root)


class Trees:
    """Reads trees, a unit that several of them share once: versions of a text differ in little."""

    def __init__(self, db: Db) -> None:
        """Begin with no unit in memory."""
        self._db = db
        self._held: dict[int, Node] = {}

    def tree(self, root: int) -> Node:
        """Return the unit with this id and all below it."""
        if root not in self._held:
            if len(self._held) > MOST_HELD:
                self._held.clear()
            self._read(root)
        return self._held[root]

    def _read(self, root: int) -> None:
        """Read what is not held, a level of the tree at a time; a unit comes after all below it."""
        children: dict[int, list[int]] = {}
        level = [root]
        while level:
            edges = _in(self._db, _EDGES, level, " ORDER BY parent_id, position")
            children |= {unit: [] for unit in level}
            for parent, child in edges:
                children[parent].append(child)
            below = dict.fromkeys(child for _, child in edges)
            level = [child for child in below if child not in children and child not in self._held]
        rows = {row[0]: row for row in _in(self._db, _UNITS, list(children))}
        stack = [root]
        while stack:
            missing = [child for child in children[stack[-1]] if child not in self._held]
            if missing:
                stack += missing
            elif (number := stack.pop()) not in self._held:
                below_it = tuple([self._held[child] for child in children[number]])
                self._held[number] = _unit(rows[number], below_it)


_EDGES = "SELECT parent_id, child_id FROM unit_children WHERE parent_id"
_UNITS = (
    "SELECT u.id, a.address, u.kind, t.text, u.label, u.role, u.facets FROM units u "
    "JOIN addresses a ON a.id = u.address_id JOIN texts t ON t.id = u.text_id WHERE u.id"
)


def _unit(row: Row, children: tuple[Node, ...]) -> Node:
    _, home, kind, text, label, role, facets = row
    pairs = tuple((str(name), str(value)) for name, value in json.loads(facets)) if facets else ()
    return node(
        parse(home, kind), kind, text, label=label, children=children, facets=pairs, role=role
    )


def _in(db: Db, sql: str, numbers: Sequence[int], order: str = "") -> list[Row]:
    """Return the rows of a query for many ids; those of one id stand together."""
    found: list[Row] = []
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        found += db.rows(f"{sql} IN ({','.join('?' * len(batch))}){order}", batch)
    return found


_ABOVE = (
    "WITH RECURSIVE above(id, origin) AS (SELECT u.id, u.id FROM units u WHERE u.address_id = ?"
    " UNION SELECT e.parent_id, above.origin FROM unit_children e JOIN above ON e.child_id ="
    " above.id) "
)


def find(db: Db, root: int, address: str) -> int | None:
    """Return the id of the unit at an address below `root`, without loading the tree."""
    found = db.first(f"{_ABOVE}SELECT origin FROM above WHERE id = ?", (id_of(address), root))
    return int(found[0]) if found else None


def in_versions(db: Db, address: str) -> dict[int, int]:
    """Return for each version (by id) that holds a unit at this address the id of that unit."""
    sql = (
        f"{_ABOVE}SELECT v.id, above.origin FROM above JOIN versions v ON v.root_unit_id = above.id"
    )
    return {int(row[0]): int(row[1]) for row in db.rows(sql, (id_of(address),))}


def addresses_below(db: Db, numbers: Iterable[int]) -> set[str]:
    """Return the addresses of these units and of all below them."""
    found: set[str] = set()
    for number in numbers:
        sql = (
            f"{_BELOW}SELECT a.address FROM below JOIN units u ON u.id = below.id JOIN addresses a"
            " ON a.id = u.address_id"
        )
        found |= {row[0] for row in db.rows(sql, (number,))}
    return found


def addresses_above(db: Db, address: str) -> set[str]:
    """Return the addresses of all units that a unit at this address ever stood in, itself too."""
    sql = (
        f"{_ABOVE}SELECT DISTINCT a.address FROM above JOIN units u ON u.id = above.id JOIN"
        " addresses a ON a.id = u.address_id"
    )
    return {row[0] for row in db.rows(sql, (id_of(address),))}
