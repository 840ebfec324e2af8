"""Patterns of printed addresses, as people write them into the taxonomy, read once with it.

    15 CFR 744.23(a)                         the unit itself, its twins and all below it
    15 CFR 774 Supp. 1, 3A090 exception      every exception of the entry
    15 CFR 7*                                a star stands for any run of characters
    15 CFR 774 Supp. 1, * exception NAC

They match the print and not the steps of a name, for what is written so may end within a step, or
within a label (docs/decisions/0025).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_BEGINS = re.compile(r"\d+ CFR \S|FR |https?://")


@dataclass(frozen=True, slots=True)
class Pattern:
    """What an address opens with, and what stands behind each star.

    `ends_open`: its last character is a star, so that any character may follow.
    """

    opening: str
    later: tuple[str, ...]
    ends_open: bool

    def fits(self, address: str) -> bool:
        """Tell whether an address is what the pattern says, or lies below it."""
        if not address.startswith(self.opening):
            return False
        end = len(self.opening)
        for piece in self.later:
            found = address.find(piece, end)
            if found < 0:
                return False
            end = found + len(piece)
        return self.ends_open or not address[end : end + 1].isalnum()


@dataclass(frozen=True, slots=True)
class Addresses:
    """Some patterns; of none, nothing lies there."""

    patterns: tuple[Pattern, ...]
    openings: tuple[str, ...]
    """What the patterns open with: most addresses open otherwise."""

    def __bool__(self) -> bool:
        """Tell whether there is any pattern."""
        return bool(self.patterns)

    def hold(self, *given: str | None) -> bool:
        """Tell whether one of some addresses is what a pattern says, or lies below it."""
        return any(
            pattern.fits(address)
            for address in given
            if address and address.startswith(self.openings)
            for pattern in self.patterns
        )


def compile_pattern(text: str) -> Pattern:
    """Read one pattern; raise `ValueError` for what no address begins like."""
    if not _BEGINS.match(text):
        raise ValueError("does not begin like an address (15 CFR ...)")
    opening, *later = text.split("*")
    return Pattern(opening, tuple(later), ends_open=text.endswith("*"))


def addresses(patterns: Iterable[Pattern]) -> Addresses:
    """Return what asks some patterns at once."""
    found = tuple(patterns)
    return Addresses(found, tuple(pattern.opening for pattern in found))
