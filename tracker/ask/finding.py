"""From what a person typed to an address that the store holds; unknown ones name their nearest neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker import address
from tracker.address import Address
from tracker.errors import AddressError

if TYPE_CHECKING:
    from tracker.store import Store


def find(store: Store, text: str) -> Address:
    """Return the held address that `text` means: a citation as people write it, else an entity's name.

    Raises `AddressError` with the nearest neighbours where nothing held is meant, or more than one
    entity is.
    """
    try:
        wanted = address.read(text)
    except AddressError:
        return _entity(store, text)
    if wanted.provision.startswith("part "):
        return _part(store, wanted, text)
    if not store.knows(str(wanted.home)):
        if same := store.same_but_for_capitals(str(wanted)):
            return address.parse(same)
        raise AddressError(text, f"{wanted.home} is not held", store.neighbours(str(wanted), 3))
    if wanted.unit and not store.knows(str(wanted)):
        return _respelled(store, wanted, text)
    return wanted


def _respelled(store: Store, wanted: Address, text: str) -> Address:
    """Find a unit whose address differs from the typed one in capitals or the form of quotes only."""
    same = store.same_but_for_capitals(str(wanted))
    if same is None:
        raise AddressError(
            text,
            f"no version of {wanted.home} that is held has this unit",
            store.neighbours(str(wanted), 3),
        )
    return address.parse(same)


def _part(store: Store, wanted: Address, text: str) -> Address:
    if wanted.unit or not part_provisions(store, wanted):
        raise AddressError(
            text, f"no provision of {wanted} is held", store.neighbours(str(wanted), 3)
        )
    return wanted


def part_provisions(store: Store, wanted: Address) -> tuple[Address, ...]:
    """Return the addresses of the held provisions of a part, in the order of the code."""
    held = (address.parse(one) for one in store.provisions())
    return tuple(one for one in held if (one.title, one.part) == (wanted.title, wanted.part))


def _entity(store: Store, text: str) -> Address:
    named = store.find_entity(text)
    if not named and ": " in text:
        whole = store.same_but_for_capitals(
            f"15 CFR {address.ENTITY_LIST}, {' '.join(text.split())}"
        )
        named = [whole] if whole else []
    if len(named) == 1:
        return address.parse(named[0])
    if named:
        raise AddressError(
            text,
            f"{len(named)} entities have this name; give the whole address of one",
            tuple(named[:3]),
        )
    raise AddressError(
        text, "this is not a citation, an ECCN or an entity that is held", store.neighbours(text, 3)
    )
