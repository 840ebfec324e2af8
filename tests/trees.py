"""Units by hand, named by the address that they print to."""

from __future__ import annotations

from tracker import model
from tracker.model import Node, Role, UnitKind
from tracker.names import Name, Provision, parse
from tracker.names.parsing import below


def node(
    address: str,
    kind: UnitKind,
    text: str,
    *,
    label: str = "",
    children: tuple[Node, ...] = (),
    facets: tuple[tuple[str, str], ...] = (),
    role: Role = "",
) -> Node:
    """Return a unit of this kind at this address."""
    name = parse(address, kind)
    return model.node(name, kind, text, label=label, children=children, facets=facets, role=role)


def at(text: str) -> Name:
    """Return an invented name that prints to any text.

    Behind a tilde stands which of its twins it is.
    """
    number, tilde, twin = text.partition("~")
    return below(Provision(0, number), f"{tilde}{twin}")
