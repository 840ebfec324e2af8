"""Names of units as addresses have them: quotes straightened, footnote marks dropped."""

from __future__ import annotations

from tracker.markup import Element, fold, is_link_notice, text_of

MARKS = frozenset(("sup", "SUP", "SU", "FTREF"))
"""Elements that hold the marks of footnotes."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‛": "'"})


def straight(text: str) -> str:
    """Return text with typographic quotes straightened; dashes stay as they are served."""
    return text.translate(_QUOTES)


def unmarked(element: Element) -> str:
    """Return the folded text of an element without its footnote marks; a line break parts words."""
    if not len(element):
        return fold(element.text or "")
    pieces = [element.text or ""]
    for child in element:
        if child.tag in MARKS:
            pieces.append(" ")
        elif not is_link_notice(child):
            pieces += (" " if child.tag == "br" else "", text_of(child))
        pieces.append(child.tail or "")
    return fold("".join(pieces))


def marks(element: Element) -> str:
    """Return the footnote marks of an element, joined by single spaces."""
    return fold(" ".join(text_of(child) for child in element.iter() if child.tag in MARKS))


def opens_with_mark(element: Element) -> bool:
    """Tell whether an element begins with a footnote mark, as the footnotes themselves do."""
    return len(element) > 0 and element[0].tag in MARKS and not fold(element.text or "")
