"""Forests of units in the shapes of the law, and pairs of them as amendments make them, for the
laws of the diff."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.trees import node
from tracker.model import Node

WORDS = (
    *(
        "exporter",
        "reexport",
        "item",
        "not",
        "and",
        "or",
        "shall",
        "600",
        "Gbyte/s",
        "3A090.a.1",
        "§",
        "744.23(a)(3)",
        "91",
        "FR",
        "1687",
    ),
    *(
        "“advanced",
        "node”",
        "licence",
        "—",
        "–",
        "-",
        "’",
        "China,",
        "10²",
        "ﬁn",
        "[Reserved]",
        "paragraph",
        "(c)",
        "of",
        "this",
        "section",
    ),
    *("11/21/11", "end-user", "\u200b"),
)
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
any_text = st.text(max_size=60) | texts
_LABELS = (
    "(a)",
    "(b)",
    "(c)",
    "(d)",
    " p1",
    " p2",
    " p3",
    " note 1",
    " table 1",
    " table 2",
    ", Cambodia [D:5]",
    ", FRANCE: Acme SA",
    "(b)~2",
)


def _kind(label: str) -> str:
    if "table" in label:
        return "table"
    if "note" in label:
        return "note"
    if label.startswith(", "):
        return "cell" if label.endswith("]") else "entity"
    return "paragraph"


@st.composite
def units(draw: st.DrawFn, address: str, depth: int) -> Node:
    """Draw a unit with up to five units below it."""
    name = next(
        label for label in sorted(_LABELS, key=len, reverse=True) if address.endswith(label)
    )
    names = draw(st.lists(st.sampled_from(_LABELS), unique=True, max_size=4)) if depth else []
    children = tuple(draw(units(address + name, depth - 1)) for name in names)
    return node(address, _kind(name), draw(texts), label=name, children=children)  # type: ignore[arg-type]  # drawn from the kinds


@st.composite
def forests(draw: st.DrawFn) -> tuple[Node, ...]:
    """Draw up to three provisions of distinct addresses."""
    names = draw(
        st.lists(
            st.sampled_from(("740 Supp. 1", "742 Supp. 1", "744 Supp. 1", "744 Supp. 2")),
            unique=True,
            max_size=3,
        )
    )
    return tuple(draw(provisions(f"15 CFR {name}")) for name in names)


@st.composite
def provisions(draw: st.DrawFn, address: str) -> Node:
    """Draw one provision: heading, body, source credit."""
    names = draw(st.lists(st.sampled_from(_LABELS), unique=True, max_size=5))
    heading = node(f"{address} heading", "heading", draw(texts))
    credit = node(f"{address} source credit", "note", draw(texts), role="source-credit")
    body = tuple(draw(units(address + name, 1)) for name in names)
    return node(
        address,
        "provision",
        "",
        children=(heading, *body, *([credit] if draw(st.booleans()) else [])),
    )


@st.composite
def amended(draw: st.DrawFn, unit: Node, address: str | None = None) -> Node:
    """Draw what an amendment may make of a unit: another text, children gone, new, elsewhere in the
    order or renamed."""
    address = address or unit.address
    text = draw(texts) if unit.kind != "provision" and draw(st.integers(0, 4)) == 0 else unit.text
    kept = [child for child in unit.children if draw(st.integers(0, 6))]
    if draw(st.integers(0, 5)) == 0:
        kept = draw(st.permutations(kept))
    names = [child.address[len(unit.address) :] for child in kept]
    for place, child in enumerate(kept):
        spare = [name for name in _LABELS if name not in names and _kind(name) == child.kind]
        if spare and names[place] in _LABELS and draw(st.integers(0, 3)) == 0:
            names[place] = draw(st.sampled_from(spare))
    children = [
        draw(amended(child, address + name)) for child, name in zip(kept, names, strict=True)
    ]
    free = [name for name in _LABELS if name not in names]
    if free and draw(st.integers(0, 2)) == 0:
        children.insert(
            draw(st.integers(0, len(children))),
            draw(units(address + draw(st.sampled_from(free)), 0)),
        )
    return node(
        address, unit.kind, text, label=unit.label, children=tuple(children), role=unit.role
    )


@st.composite
def amendments(draw: st.DrawFn) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Draw a forest and what an amendment makes of it, or two forests that have nothing to do with
    each other."""
    old = draw(forests())
    if draw(st.integers(0, 3)) == 0:
        return old, draw(forests())
    return old, tuple(draw(amended(root)) for root in old if draw(st.integers(0, 5)))
