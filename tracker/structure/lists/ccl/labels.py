"""What opens a line of the Commerce Control List, also behind a zero-width mark."""

from __future__ import annotations

import re

from tracker.structure.lines import Line
from tracker.structure.lists.ccl.fields import field_label
from tracker.structure.lists.ccl.items import item_label
from tracker.structure.lists.ccl.notes import line_head
from tracker.structure.names import holds_zero_width, with_plain_opening, without_zero_width

ECCN = re.compile(r"(?P<eccn>\d[A-E]\d{3})(?![\w.])[\s.:—–-]*")
"""The number that opens an entry, with what parts it from the heading."""

BRACKET = re.compile(r"\((?P<name>[a-z]|\d{1,2})\)\s+(?=\S)")
"""A label in brackets as sections have them: `(a) See ECCN 9A610 ...`."""


def with_plain_label(line: Line) -> Line:
    """Return a line without the zero-width marks before, in or right behind its label.

    Others stay in its text.
    """
    if not holds_zero_width(line.text):
        return line
    plain = without_zero_width(line.plain)
    size = _label_size(plain, without_zero_width(line.italic))
    opened, italic = with_plain_opening(line.text, size), with_plain_opening(line.italic, size)
    return line._replace(text=opened, italic=italic, blanked="")


def _label_size(text: str, italic: str) -> int:
    """Return how many characters the longest label has that may open a line."""
    sizes = [found.end() for found in (ECCN.match(text), BRACKET.match(text)) if found]
    if item := item_label(text):
        sizes.append(len(item.printed))
    if field := field_label(text, italic, ""):
        sizes.append(field.end)
    if head := line_head(text, loose=False):
        sizes.append(len(head.printed))
    return max(sizes, default=0)
