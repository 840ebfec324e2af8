"""Units, stored once for each distinct wording of a unit and all below it, and read back as trees or parts of trees.

version -> root unit -> children -> ...      a unit that did not change is shared by all versions that hold it
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from tracker.model import Node, node
from tracker.names import parse
from tracker.store.db import Db
from tracker.store.keys import id_of

_BATCH = 500


class Identities:
    """The ids of the units of one tree, computed bottom-up: a unit's id covers its address, its text and all below it."""

    def __init__(self, root: Node) -> None:
        """Compute the id of every unit of the tree below `root`."""
        self.of: dict[int, int] = {}
        for unit in reversed(list(root.walk())):
            below = ",".join(str(self.of[id(child)]) for child in unit.children)
            facets = json.dumps(unit.facets, ensure_ascii=False) if unit.facets else ""
            self.of[id(unit)] = id_of(
                unit.address, unit.kind, unit.text, unit.label, unit.role, facets, below
            )

    def __getitem__(self, unit: Node) -> int:
        """Return the id of one unit of the tree."""
        return self.of[id(unit)]


def put(db: Db, root: Node, provision: str, parser_version: str) -> int:
    """Store a tree and return the id of its root; what is held already costs one look-up at its topmost unit."""
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
    known: set[int] = set()
    for start in range(0, len(numbers), _BATCH):
        batch = numbers[start : start + _BATCH]
        known |= {
            row[0]
            for row in db.rows(
                f"SELECT id FROM units WHERE id IN ({','.join('?' * len(batch))})", batch
            )
        }
    return known


_BELOW = "WITH RECURSIVE below(id) AS (VALUES (?) UNION SELECT e.child_id FROM unit_children e JOIN below ON e.parent_id = below.id) "


def tree(db: Db, root: int) -> Node:
    """Return the unit with this id and all below it."""
    rows = db.rows(
        f"{_BELOW}SELECT u.id, a.address, u.kind, t.text, u.label, u.role, u.facets "
        "FROM below JOIN units u ON u.id = below.id JOIN addresses a ON a.id = u.address_id JOIN texts t ON t.id = u.text_id",
        (root,),
    )
    edges = db.rows(
        f"{_BELOW}SELECT e.parent_id, e.child_id FROM below JOIN unit_children e ON e.parent_id = below.id "
        "ORDER BY e.parent_id, e.position",
        (root,),
    )
    children: dict[int, list[int]] = {}
    for parent, child in edges:
        children.setdefault(parent, []).append(child)
    return _build(root, {row[0]: row for row in rows}, children)


def _build(root: int, rows: dict[int, tuple[Any, ...]], children: dict[int, list[int]]) -> Node:
    """Build nodes bottom-up without recursion; each distinct unit is built once."""
    built: dict[int, Node] = {}
    stack = [root]
    while stack:
        number = stack[-1]
        below = children.get(number, ())
        missing = [child for child in below if child not in built]
        if missing:
            stack += missing
            continue
        stack.pop()
        if number not in built:
            _, home, kind, text, label, role, facets = rows[number]
            pairs = (
                tuple((str(name), str(value)) for name, value in json.loads(facets))
                if facets
                else ()
            )
            built[number] = node(
                parse(home, kind),
                kind,
                text,
                label=label,
                children=tuple(built[child] for child in below),
                facets=pairs,
                role=role,
            )
    return built[root]


_ABOVE = (
    "WITH RECURSIVE above(id, origin) AS (SELECT u.id, u.id FROM units u WHERE u.address_id = ? "
    "UNION SELECT e.parent_id, above.origin FROM unit_children e JOIN above ON e.child_id = above.id) "
)


def find(db: Db, root: int, address: str) -> int | None:
    """Return the id of the unit at an address in the tree below `root`, without loading the tree."""
    found = db.one(f"{_ABOVE}SELECT origin FROM above WHERE id = ?", (id_of(address), root))
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
        sql = f"{_BELOW}SELECT a.address FROM below JOIN units u ON u.id = below.id JOIN addresses a ON a.id = u.address_id"
        found |= {row[0] for row in db.rows(sql, (number,))}
    return found


def addresses_above(db: Db, address: str) -> set[str]:
    """Return the addresses of all units that a unit at this address ever stood in, itself too."""
    sql = f"{_ABOVE}SELECT DISTINCT a.address FROM above JOIN units u ON u.id = above.id JOIN addresses a ON a.id = u.address_id"
    return {row[0] for row in db.rows(sql, (id_of(address),))}
