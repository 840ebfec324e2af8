"""Fingerprints of units: the same below another name, not when something below has another."""

from __future__ import annotations

from tests.trees import node
from tracker.model import Node


def item(path: str, *below: Node, text: str = "Engines.", points: str = ".") -> Node:
    """Return an item of the Commerce Control List, labelled with its whole path."""
    return node(
        f"15 CFR 774 Supp. 1, 9A012.{path}", "item", text, label=f"{path}{points}", children=below
    )


def row(*columns: str) -> Node:
    """Return a row of a country group with a cell in each of the columns."""
    cells = tuple(
        node(f"15 CFR 740 Supp. 1, Cambodia [{column}]", "cell", "X") for column in columns
    )
    return node("15 CFR 740 Supp. 1, Cambodia [A]", "row", "Cambodia", children=cells)


def test_an_item_that_moved_with_all_below_it_keeps_its_fingerprint() -> None:
    assert (
        item("b", item("b.1"), item("b.2")).fingerprint
        == item("c", item("c.1"), item("c.2")).fingerprint
    )


def test_items_below_in_another_order_number_or_setting_change_it() -> None:
    plain = item("b", item("b.1"))
    assert plain.fingerprint != item("b", item("b.2")).fingerprint
    assert plain.fingerprint != item("b", item("b.1", points="")).fingerprint
    assert plain.fingerprint != item("b", item("b.1", text="Wings.")).fingerprint


def test_a_mark_in_another_column_changes_the_fingerprint_of_its_row() -> None:
    assert row("A:5").fingerprint != row("A:6").fingerprint
