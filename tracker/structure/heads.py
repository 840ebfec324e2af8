"""Heads of the lists of countries that were served as the first row of the body.

<TABLE><TBODY><TR><TD>Country</TD><TD>Entity</TD> ...      plain or bold, no THEAD and no TH
"""

from __future__ import annotations

import re

from tracker.markup import Element
from tracker.structure.names import straight, unmarked

_FIRST = re.compile(r"countr(?:y|ies)", re.IGNORECASE)
_SECOND = re.compile(
    r"entit(?:y|ies)|\[?\s*[A-Z]\s*:\s*\d.*|(?:CB|NP|NS|MT|RS|FC|CC|AT)\s?\d", re.IGNORECASE
)


def served_as_rows(element: Element) -> list[Element]:
    """Return the rows of a supplement that are the heads of its lists by their words alone."""
    if element.tag != "DIV9":
        return []
    rows = (next(table.iter("TR"), None) for table in element.iter("TABLE"))
    return [row for row in rows if row is not None and _is_head(row)]


def raise_to_head(row: Element) -> None:
    """Make the cells of a row those of a head, in place."""
    for cell in row:
        cell.tag = "TH"


def _is_head(row: Element) -> bool:
    if len(row) < 2:  # noqa: PLR2004 (a country and another cell)
        return False
    if any(cell.tag != "TD" for cell in row) or row.getparent().tag == "THEAD":
        return False
    return (
        _FIRST.fullmatch(straight(unmarked(row[0]))) is not None
        and _SECOND.fullmatch(straight(unmarked(row[1]))) is not None
    )
