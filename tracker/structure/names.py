"""Names of units as addresses have them.

Quotes straightened, footnote marks and zero-width marks dropped.
"""

from __future__ import annotations

import re

from tracker import footmarks
from tracker.markup import ZERO_WIDTH, Element, fold, marked_text

_PICTURE = re.compile(r"\s*\[graphic[^\[\]]*\]")
_NO_WIDTH: dict[int, str | None] = dict.fromkeys(map(ord, ZERO_WIDTH))
_QUOTES = _NO_WIDTH | str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‛": "'"})


def straight(text: str) -> str:
    """Return text with typographic quotes straightened and without zero-width marks.

    Dashes stay as they are served.
    """
    return fold(text if text.isascii() else text.translate(_QUOTES))


def without_colon(name: str) -> str:
    """Return the key of a row without the colon behind it, which is no part of a name."""
    return name.rstrip(" :") or name


def without_zero_width(text: str) -> str:
    """Return folded text without zero-width marks, as labels are read in it."""
    return fold(text if text.isascii() else text.translate(_NO_WIDTH))


def holds_zero_width(text: str) -> bool:
    """Tell whether a text holds any zero-width mark."""
    return not text.isascii() and any(map(text.__contains__, ZERO_WIDTH))


def with_plain_opening(text: str, size: int) -> str:
    """Return folded text without zero-width marks at its edges and among its first letters.

    `size` is how many other characters are looked at.

    So a label that opens the text can be read and cut off, while the marks in what follows stay.
    """
    text = text.strip(f"{ZERO_WIDTH} ")
    seen = place = 0
    while place < len(text) and seen < size:
        seen += text[place] not in ZERO_WIDTH
        place += 1
    return fold(text[:place].translate(_NO_WIDTH) + text[place:])


def unmarked(element: Element) -> str:
    """Return the folded text of an element as a name.

    Without footnote marks, raised ones and stars or daggers, and pictures.
    """
    if not len(element) and (element.text or "").isascii() and "*" not in (element.text or ""):
        return fold(element.text or "")
    return bare(without_pictures(footmarks.without_marks(marked_text(element))))


def without_pictures(text: str) -> str:
    """Return a name without the pictures beside it; one that is nothing but pictures stays."""
    words = _PICTURE.sub("", text) if "[graphic" in text else text
    return words if words.strip() else text


def bare(text: str) -> str:
    """Return a name without the stars and daggers at its edges and behind its words, folded."""
    return footmarks.without_characters_inside(footmarks.edges(fold(text))[1])


def printed(element: Element) -> tuple[str, str]:
    """Return the raw text of an element, and the same with footnote marks blanked.

    Terms and heads of notes are read in the second.
    """
    return footmarks.printed_and_blanked(marked_text(element))


def marks(element: Element) -> str:
    """Return the footnote marks of an element, joined by single spaces."""
    text = marked_text(element)
    opening, name, closing = footmarks.edges(fold(footmarks.without_marks(text)))
    return fold(
        " ".join((opening, *footmarks.marks_in(text), *footmarks.characters_inside(name), closing))
    )


def opens_with_mark(element: Element) -> bool:
    """Tell whether an element begins with a raised footnote mark, as footnotes do."""
    return len(element) > 0 and footmarks.opens_with_mark(marked_text(element))


def opening_mark(element: Element) -> str:
    """Return the raised footnote mark that opens an element, "" where words do."""
    text = marked_text(element) if len(element) else ""
    return fold(footmarks.marks_in(text)[0]) if footmarks.opens_with_mark(text) else ""
