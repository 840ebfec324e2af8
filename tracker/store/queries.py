"""Questions that people ask: what is held, what is called that, what was this unit's history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import dropwhile

from tracker import names, plain
from tracker.errors import AddressError
from tracker.model import Node
from tracker.names import Name
from tracker.recorded import HeldVersion, RecordedChange
from tracker.store import changes, facts, quarantine, units, versions
from tracker.store.db import Db
from tracker.store.keys import id_of, key_of

_CLOSE = 400
"""How many addresses are compared letter by letter for the nearest neighbours."""


def counts(db: Db) -> dict[str, int]:
    """Return what `tracker status` counts, in its order."""
    asked = {
        "provisions": "SELECT count(DISTINCT provision) FROM versions",
        "versions": "SELECT count(DISTINCT provision || in_force) FROM versions WHERE removed = 0",
        "changes": "SELECT count(*) FROM changes WHERE step_id IS NOT NULL",
        "documents": "SELECT count(*) FROM documents WHERE latest = 1",
        "pages": "SELECT count(*) FROM pages WHERE latest = 1",
        "captures": "SELECT count(*) FROM captures",
    }
    found = {name: int((db.first(sql) or (0,))[0]) for name, sql in asked.items()}
    return {**found, "quarantined": len(quarantine.quarantined(db))}


def tracked(db: Db) -> list[str]:
    """Return what is tracked, for people: a line for each title and day it is followed from."""
    lines: dict[tuple[date, int], list[str]] = {}
    for title, part, since in facts.tracked(db):
        lines.setdefault((since, title), []).append(part)
    return [
        f"{title} CFR {plain.plural(len(parts), 'part')} {', '.join(parts)}, for changes in "
        f"force since {since}"
        for (since, title), parts in sorted(lines.items())
    ]


def provisions(db: Db) -> tuple[str, ...]:
    """Return the addresses of all provisions held, in the order of the code."""
    return tuple(
        sorted((row[0] for row in db.rows("SELECT DISTINCT provision FROM versions")), key=key_of)
    )


def knows(db: Db, address: str) -> bool:
    """Tell whether a provision or unit of this address was ever held."""
    sql = (
        "SELECT 1 FROM addresses WHERE id = ? UNION ALL SELECT 1 FROM versions WHERE provision "
        "= ? LIMIT 1"
    )
    return db.first(sql, (id_of(address), address)) is not None


def same_but_for_capitals(db: Db, address: str) -> str | None:
    """Return the one held address that differs from this in capitals or the form of quotes only."""
    plain = address.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"})
    found = {
        row[0]
        for row in db.rows(
            "SELECT address FROM addresses WHERE address = ? COLLATE NOCASE", (plain,)
        )
    }
    return found.pop() if len(found) == 1 else None


def neighbours(db: Db, text: str, most: int = 3) -> tuple[str, ...]:
    """Return the held addresses most like `text`: of its own provision where held, else of all."""
    try:
        home = str(names.read(text).home)
    except AddressError:
        home = ""
    inside = [
        row[0] for row in db.rows("SELECT address FROM addresses WHERE provision = ?", (home,))
    ]
    pool = inside or list(provisions(db)) or []
    if home.startswith("http"):
        pool = [row[0] for row in db.rows("SELECT DISTINCT url FROM pages")]
    elif not home:
        pool = [row[0] for row in db.rows("SELECT address FROM addresses")]
    wanted = text.casefold()
    grams = _grams(wanted)
    close = sorted(
        pool,
        key=lambda address: (
            -len(grams & _grams(address.casefold())),
            abs(len(address) - len(text)),
            key_of(address),
        ),
    )[:_CLOSE]
    likeness = {
        address: SequenceMatcher(None, wanted, address.casefold()).ratio() for address in close
    }
    return tuple(sorted(close, key=lambda address: (-likeness[address], key_of(address)))[:most])


def _grams(text: str) -> set[str]:
    return {text[place : place + 3] for place in range(max(1, len(text) - 2))}


def find_entity(db: Db, name: str) -> list[str]:
    """Return the addresses of Entity List rows of this name; else of those whose name begins so."""
    wanted = " ".join(
        name.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}).split()
    ).casefold()
    if not wanted:
        return []
    sql = (
        "SELECT DISTINCT a.address FROM units u JOIN addresses a ON a.id = u.address_id WHERE "
        "u.kind = 'entity'"
    )
    named = [(row[0], names.parse(row[0], "entity").label.casefold()) for row in db.rows(sql)]
    exact = [address for address, called in named if called == wanted]
    begun = [address for address, called in named if called.startswith(wanted)]
    return sorted(exact or begun, key=key_of)


def heading(db: Db, address: str, at: date | None = None) -> str | None:
    """Return the heading of the provision of an address, on a day or in its latest text."""
    home = str(names.parse(address).home)
    sql = (
        "SELECT heading FROM versions WHERE provision = ? AND removed = 0 AND in_force <= ? "
        "ORDER BY in_force DESC, reading DESC LIMIT 1"
    )
    found = db.first(sql, (home, (at or date.max).isoformat()))
    return str(found[0]) if found else None


def root_of(db: Db, held: HeldVersion) -> int | None:
    """Return the id of the root unit of a held version, null for a removal."""
    found = db.first(
        "SELECT root_unit_id FROM versions WHERE provision = ? AND in_force = ? AND reading = ?",
        (held.provision, held.in_force.isoformat(), held.reading),
    )
    return int(found[0]) if found and found[0] is not None else None


def tree(db: Db, held: HeldVersion) -> Node:
    """Return the whole text of a held version; it must not be a removal."""
    root = root_of(db, held)
    assert root is not None, "a removal has no text"
    return units.tree(db, root)


def unit(db: Db, address: str, on: date) -> Node | None:
    """Return a unit with all below it as in force on a day, without loading the rest."""
    home = str(names.parse(address).home)
    version = versions.held(db, home, on)
    root = root_of(db, version) if version else None
    if root is None:
        return None
    found = root if address == home else units.find(db, root, address)
    return units.tree(db, found) if found is not None else None


def history(db: Db, address: str) -> tuple[list[HeldVersion], list[RecordedChange]]:
    """Return the versions in which an address (or part) differs, and its changes; newest first."""
    read = names.parse(address)
    if read.home.is_part:
        part = (read.title, read.part)
        return versions.versions_of_part(db, *part), changes.select(
            db, "c.title = ? AND c.part = ?", part
        )
    home = str(read.home)
    every = versions.versions(db, home)
    if not read.unit:
        return every, changes.of_provision(db, home)
    at: dict[int, tuple[int, ...]] = {}
    below = {address}
    for place in (address, *_notes_of(db, home, address)):
        held = units.in_versions(db, place)
        below |= {place} | units.addresses_below(db, set(held.values()))
        for number, found in held.items():
            at[number] = (*at.get(number, ()), found)
    above = units.addresses_above(db, address) - {address}
    return _differing(every, at), changes.of_addresses(db, home, below, above)


def _notes_of(db: Db, home: str, address: str) -> list[str]:
    """Return the notes to a unit or to what is below it, wherever in the text they stand."""
    listed = db.rows(
        "SELECT address FROM addresses WHERE provision = ? AND address LIKE ? ORDER BY address",
        (home, f"{address}%note%"),
    )
    owner = names.parse(address)
    return [row[0] for row in listed if _is_note_of(names.parse(row[0]), owner)]


def _is_note_of(name: Name, owner: Name) -> bool:
    """Tell whether a name is that of a note to a unit or to a paragraph or item below it.

    Or of something inside such a note.
    """
    below = name.steps()[len(owner.steps()) :]
    labelled = dropwhile(lambda step: step.kind in ("paragraph", "item"), below)
    first = next(labelled, None)
    return name.is_below(owner) and first is not None and first.kind == "note"


def _differing(every: Sequence[HeldVersion], at: dict[int, tuple[int, ...]]) -> list[HeldVersion]:
    """Return the versions whose unit is another than in the version before, or came or went."""
    chosen = []
    before: tuple[int, ...] | None = None
    for held in reversed(every):
        day, reading = held.in_force.isoformat(), str(held.reading)
        now = at.get(id_of("version", held.provision, day, reading))
        if now != before:
            chosen.append(held)
        before = now
    return chosen[::-1]


_NEWEST_ROOTS = (
    "SELECT v.root_unit_id FROM versions v WHERE v.root_unit_id IS NOT NULL AND NOT EXISTS "
    "(SELECT 1 FROM versions n "
    "WHERE n.provision = v.provision AND (n.in_force > v.in_force OR (n.in_force = v.in_force "
    "AND n.reading > v.reading)))"
)


def link_notices(db: Db) -> list[tuple[str, str]]:
    """Return address and text of each link notice in a newest text: amendments still to come."""
    sql = (
        "WITH RECURSIVE above(id) AS (SELECT id FROM units WHERE role = 'link-notice'), "
        "up(id, origin) AS (SELECT id, id FROM above UNION "
        "SELECT e.parent_id, up.origin FROM unit_children e JOIN up ON e.child_id = up.id) "
        "SELECT DISTINCT a.address, t.text FROM up JOIN units u ON u.id = up.origin JOIN "
        "addresses a ON a.id = u.address_id "
        f"JOIN texts t ON t.id = u.text_id WHERE up.id IN ({_NEWEST_ROOTS}) ORDER BY a.address"
    )
    return [(str(row[0]), str(row[1])) for row in db.rows(sql)]
