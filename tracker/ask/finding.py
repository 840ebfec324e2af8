"""From what a person typed to an address that the store holds; neighbours for what is unknown."""

from __future__ import annotations

from datetime import date

from tracker import names, sources
from tracker.ask import besides
from tracker.errors import AddressError
from tracker.names import Name
from tracker.store import Store, queries, texts


def find(store: Store, typed: str) -> Name:
    """Return the held address that is meant: a citation as people write it, else an entity's name.

    Raises `AddressError` with the nearest neighbours where nothing held is meant, or more than one
    entity is.
    """
    try:
        wanted = names.read(sources.official(typed))
    except AddressError:
        return _entity(store, typed)
    if is_part(wanted):
        return _part(store, wanted, typed)
    if not texts.knows(store.db, str(wanted.home)):
        return _respelled(store, wanted, typed, _why_not_held(store, wanted))
    if wanted.unit and not texts.knows(store.db, str(wanted)):
        why = f"no version of {wanted.home} that is held has this unit"
        return _respelled(store, wanted, typed, why)
    return wanted


def is_part(wanted: Name) -> bool:
    """Tell whether an address names a whole part."""
    return wanted.home.is_part


def provisions_of(store: Store, wanted: Name) -> tuple[Name, ...]:
    """Return the held provisions that an address names: all of a part, else the unit itself."""
    if not is_part(wanted):
        return (wanted,)
    held = (names.parse(provision) for provision in queries.provisions(store.db))
    place = (wanted.title, wanted.part)
    return tuple(provision for provision in held if (provision.title, provision.part) == place)


def _respelled(store: Store, wanted: Name, typed: str, why: str) -> Name:
    """Return the address that differs from the typed one in capitals or the form of quotes only."""
    same = queries.same_but_for_capitals(store.db, str(wanted))
    if same is None:
        raise AddressError(typed, why, queries.neighbours(store.db, str(wanted), 3))
    return names.parse(same)


def _part(store: Store, wanted: Name, typed: str) -> Name:
    if wanted.unit or not provisions_of(store, wanted):
        near = queries.neighbours(store.db, str(wanted), 3)
        raise AddressError(typed, _why_not_held(store, wanted), near)
    return wanted


def _why_not_held(store: Store, wanted: Name) -> str:
    """Say that nothing of a place is held, and why where that is known."""
    found = besides.of_place(store, wanted, date.max)
    why = [part.words for part in found.untracked]
    why += [
        f"{kept.about} waits in quarantine as number {kept.answer.id}" for kept in found.kept_out
    ]
    why += [f"{version} is listed, and still to be read" for version in found.unread]
    return ": ".join((f"{wanted.home} is not held", *why[:1]))


def _entity(store: Store, typed: str) -> Name:
    named = queries.find_entity(store.db, typed)
    if not named and ": " in typed:
        row = f"15 CFR {names.ENTITY_LIST}, {' '.join(typed.split())}"
        whole = queries.same_but_for_capitals(store.db, row)
        named = [whole] if whole else []
    if len(named) == 1:
        return names.parse(named[0])
    if named:
        why = f"{len(named)} entities have this name; give the whole address of one"
        raise AddressError(typed, why, tuple(named[:3]))
    why = "this is not a citation, an ECCN or an entity that is held"
    raise AddressError(typed, why, queries.neighbours(store.db, typed, 3))
