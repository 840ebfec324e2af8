"""Texts made alike for matching, with the way back to their own offsets.

    text    the “advanced-node”  IC        before folding
    plain   the advanced node ic           lower case; hyphens, dashes are spaces; no double quotes
    cased   the advanced node IC           the same with its capitals

Every offset of `plain` and `cased` leads back to one offset of the text, so that evidence is an
exact slice of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufffe\uffff"
_ALIKE = {
    **{ord(space): " " for space in _SPACES},
    **{ord(dash): " " for dash in _DASHES},
    **{ord(mark): "'" for mark in "\u2018\u2019\u02bc\u00b4"},
    **{ord(mark): '"' for mark in "\u201c\u201d\u201e\u00ab\u00bb"},
}
STEMS = (3, 4)
"""Letters by which words with any ending are looked up: three stand before a star at the least."""
_FOLDED = re.compile(r" {2,}|\"|''|``|[\u00ad\u200b-\u200d\u2060\ufeff]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text made alike for matching; `span` leads back to the offsets of the text itself."""

    plain: str
    cased: str
    words: frozenset[str]
    stems: frozenset[str]
    _at: tuple[int, ...]
    _shift: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `plain[start:end]` stands in the text itself."""
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, at: int) -> int:
        place = bisect_right(self._at, at) - 1
        return at + (self._shift[place] if place >= 0 else 0)


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """Make `text[start:end]` alike for matching.

    Offsets that lead back count from the start of the whole text.
    """
    alike = (text if start == 0 and end is None else text[start:end]).translate(_ALIKE)
    pieces: list[str] = []
    at, shift, length, last = [0], [start], 0, 0
    for found in _FOLDED.finditer(alike):
        piece = alike[last : found.start()] + (" " if found[0][0] == " " else "")
        pieces.append(piece)
        length += len(piece)
        last = found.end()
        at.append(length)
        shift.append(start + last - length)
    cased = "".join(pieces) + alike[last:] if pieces else alike
    plain = lowered(cased)
    found_words = frozenset(_WORD.findall(plain))
    singular = {word[:-1] for word in found_words if word.endswith("s")} | {
        word[:-2] for word in found_words if word.endswith("es")
    }
    return Folded(
        plain,
        cased,
        found_words | singular,
        frozenset([word[:size] for size in STEMS for word in found_words]),
        tuple(at),
        tuple(shift),
    )


def lowered(text: str) -> str:
    """Return `text` in lower case at the same length, whatever its letters."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(
            character.lower() if len(character.lower()) == 1 else character for character in text
        )
    )


def alike(phrase: str) -> str:
    """Make a phrase of the taxonomy alike, as `fold` does with texts; its capitals stay."""
    return re.sub(
        r"\s+",
        " ",
        _FOLDED.sub(lambda found: " " if found[0][0] == " " else "", phrase.translate(_ALIKE)),
    ).strip()
