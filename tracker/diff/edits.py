"""A diff restated as instructions that turn the old forest into the new one.

`apply(edits(a, b), a) == b`.

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
from tracker.names import Name


@dataclass(frozen=True, slots=True)
class Edit:
    """How one unit of the new text is made.

    A unit without an edit is the old one of its name, with all below it.

    `old` is the name of the unit whose own text is taken over, `unit` holds own values that are new
    (without children), `children` are the new names below it in order. No name stands for the
    forest.
    """

    name: Name | None
    old: Name | None
    unit: Node | None
    children: tuple[Name, ...]


def edits(old: tuple[Node, ...], new: tuple[Node, ...]) -> tuple[Edit, ...]:
    """Return the instructions that make `new` from `old`; none where they are equal."""
    if old == new:
        return ()
    found = match(old, new)
    held = {unit.name: unit for root in old for unit in root.walk()}
    return (
        Edit(None, None, None, tuple(root.name for root in new)),
        *(edit for root in new for edit in _edits(root, held, found)),
    )


def _edits(unit: Node, held: dict[Name, Node], found: Matching) -> Iterator[Edit]:
    if held.get(unit.name) == unit:
        return
    matched = found.by_new.get(id(unit))
    old = matched.old if matched else held.get(unit.name)
    bare = replace(unit, children=(), fingerprint=unit.own)
    same = (
        old is not None and replace(old, children=(), fingerprint=old.own, name=unit.name) == bare
    )
    yield Edit(
        unit.name,
        old.name if old and same else None,
        None if same else bare,
        tuple(child.name for child in unit.children),
    )
    for child in unit.children:
        yield from _edits(child, held, found)


def apply(instructions: tuple[Edit, ...], old: tuple[Node, ...]) -> tuple[Node, ...]:
    """Carry out the instructions on the old forest.

    Raise `UsageError` where they were made for another one.
    """
    if not instructions:
        return old
    held = {unit.name: unit for root in old for unit in root.walk()}
    todo = {edit.name: edit for edit in instructions}
    return tuple(_made(name, todo, held) for name in todo[None].children)


def _made(name: Name, todo: dict[Name | None, Edit], held: dict[Name, Node]) -> Node:
    edit = todo.get(name)
    if edit is None:
        own = held.get(name)
    else:
        own = edit.unit or (held.get(edit.old) if edit.old else None)
    if own is None:
        raise UsageError(f"these instructions are for another text: it has no {name}")
    if edit is None:
        return own
    children = tuple(_made(child, todo, held) for child in edit.children)
    return node(
        name,
        own.kind,
        own.text,
        label=own.label,
        children=children,
        facets=own.facets,
        role=own.role,
    )
