"""Small forests by hand: labelled paragraphs, a list of entities, a grid of countries."""

from __future__ import annotations

from tests.trees import node
from tracker.diff import diff
from tracker.diff.likeness import Likeness
from tracker.diff.rarity import Rarity
from tracker.model import Change, Node, Role

SECTION = "15 CFR 744.97"
LIST = "15 CFR 744 Supp. 4"
GROUPS = "15 CFR 740 Supp. 1"
RECORDS = "The exporter must keep records of every shipment for five years."
DIVERSION = "No person may divert items to an unlisted end user abroad."
REVIEW = "Licence applications are reviewed case by case by the agency."
CLOUD = "Remote access to advanced chips counts as an export of them."


def paragraph(label: str, text: str, *below: Node, home: str = SECTION) -> Node:
    return node(
        home + label, "paragraph", text, label="" if " p" in label else label, children=below
    )


def section(*units: Node, home: str = SECTION, heading: str = "") -> Node:
    head = (node(f"{home} heading", "heading", heading),) if heading else ()
    return node(home, "provision", "", children=(*head, *units))


def credit(text: str, home: str = SECTION) -> Node:
    return node(f"{home} source credit", "note", text, role="source-credit")


def notice(text: str, number: int = 1, home: str = SECTION) -> Node:
    role: Role = "link-notice"
    return node(f"{home} link notice {number}", "note", text, role=role)


def entity(
    country: str,
    name: str,
    requirement: str = "For all items.",
    citation: str = "76 FR 71867",
    aliases: str = "",
) -> Node:
    cell = f"{name}, a.k.a., {aliases}" if aliases else name
    facets = (("country", country), ("name", name), ("aliases", aliases), ("citations", citation))
    return node(
        f"{LIST}, {country}: {name}",
        "entity",
        f"{cell} | {requirement} | Presumption of denial. | {citation}.",
        facets=facets,
    )


def entities(*rows: Node) -> Node:
    return node(LIST, "provision", "", children=rows)


def country(name: str, group: str, *columns: str, marks: str = "") -> Node:
    cells = tuple(node(f"{GROUPS}, {name} [{column}]", "cell", "X") for column in columns)
    return node(f"{GROUPS}, {name} [{group}]", "row", marks, children=cells)


def groups(*rows: Node) -> Node:
    return node(GROUPS, "provision", "", children=rows)


def unweighed() -> Rarity:
    """Return a rarity that was learned from no units: every word weighs the same."""
    return Rarity.among((), Likeness())


def told(
    old: Node | tuple[Node, ...], new: Node | tuple[Node, ...]
) -> list[tuple[str, str, str | None]]:
    """Return kind, address below the provision and old address of every change."""
    return [
        (change.kind, _short(change.address), _short(change.old_address))
        for change in changes(old, new)
    ]  # type: ignore[misc]  # an address gives an address


def changes(old: Node | tuple[Node, ...], new: Node | tuple[Node, ...]) -> tuple[Change, ...]:
    return diff(
        old if isinstance(old, tuple) else (old,), new if isinstance(new, tuple) else (new,)
    )


def _short(address: str | None) -> str | None:
    if address is None:
        return None
    for home in (SECTION, f"{LIST}, ", f"{GROUPS}, "):
        if address.startswith(home) and address != home:
            return address.removeprefix(home).strip()
    return address
