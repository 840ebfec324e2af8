"""A diff restated as instructions that turn the old forest into the new one: `apply(edits(a, b), a) == b`.

What readers get is `diff`; this is how the tests prove that the matching behind it loses and
invents nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tracker.diff.matches import Matching
from tracker.diff.matching import match
from tracker.errors import UsageError
from tracker.model import Node, node


@dataclass(frozen=True, slots=True)
class Edit:
    """How one unit of the new text is made; a unit without an edit is the old one of its address, with all below it.

    `old_address` is the unit whose own text is taken over, `unit` holds own values that are new
    (without children), `children` are the new addresses below it in order. The address "" stands
    for the forest.
    """

    address: str
    old_address: str | None
    unit: Node | None
    children: tuple[str, ...]


def edits(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Edit, ...]:
    """Return the instructions that make `new` from `old`; none where they are equal."""
    if old == new:
        return ()
    found = match(old, new)
    held = {unit.address: unit for root in old for unit in root.walk()}
    return (
        Edit("", None, None, tuple(root.address for root in new)),
        *(edit for root in new for edit in _edits(root, held, found)),
    )


def _edits(unit: Node, held: dict[str, Node], found: Matching) -> Iterator[Edit]:
    if held.get(unit.address) == unit:
        return
    one = found.by_new.get(id(unit))
    old = one.old if one else held.get(unit.address)
    bare = replace(unit, children=(), fingerprint=unit.own)
    same = (
        old is not None
        and replace(old, children=(), fingerprint=old.own, address=unit.address) == bare
    )
    yield Edit(
        unit.address,
        old.address if old and same else None,
        None if same else bare,
        tuple(child.address for child in unit.children),
    )
    for child in unit.children:
        yield from _edits(child, held, found)


def apply(instructions: tuple[Edit, ...], old: tuple[Node, ...]) -> tuple[Node, ...]:
    """Carry out the instructions on the old forest; raise `UsageError` where they were made for another one."""
    if not instructions:
        return old
    held = {unit.address: unit for root in old for unit in root.walk()}
    todo = {edit.address: edit for edit in instructions}
    return tuple(_made(address, todo, held) for address in todo[""].children)


def _made(address: str, todo: dict[str, Edit], held: dict[str, Node]) -> Node:
    edit = todo.get(address)
    own = edit.unit or held.get(edit.old_address or "") if edit else held.get(address)
    if own is None:
        raise UsageError(f"these instructions are for another text: it has no {address}")
    if edit is None:
        return own
    children = tuple(_made(child, todo, held) for child in edit.children)
    return node(
        address,
        own.kind,
        own.text,
        label=own.label,
        children=children,
        facets=own.facets,
        role=own.role,
    )
