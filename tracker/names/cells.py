"""Cells of tables and of lists of countries, named by their row and their column in brackets."""

from __future__ import annotations

from tracker.names.steps import without_twin
from tracker.names.values import Name


def cell_of(base: Name, rest: str) -> Name | None:
    """Name a cell below a table or a list of countries by what stands behind the comma, else None.

    Its column is what stands in the last brackets, whole pairs of brackets in it included.
    """
    plain, twin = without_twin(rest)
    at = _opening(plain) if plain.endswith("]") else 0
    if not at:
        return None
    row = base.row(plain[:at]) if base.kind == "table" else base.free("row", plain[:at], ", ")
    cell = row.step("column", plain[at + 2 : -1], plain[at:])
    return cell if twin == 1 else cell.again(twin)


def _opening(text: str) -> int:
    """Return where the ` [` stands that the last bracket of a text closes.

    The last one where none fits, 0 for none.
    """
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == "]") - (text[at] == "[")
        if not depth:
            return at - 1 if at > 1 and text[at - 1] == " " else max(text.rfind(" ["), 0)
    return max(text.rfind(" ["), 0)
