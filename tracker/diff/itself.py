"""Itself first: which units keep their address, whatever else in the other text is like them.

A unit that stands at one address in both texts is itself where its own words are the same but for
noise, or are more like its own old words than like those of any other unit. What lies below it has
no say, nor has boilerplate.

    4A090.a "... exceeds the limit in 3A090.a" + note    4A090.a "... exceeds the limits in 3A090.a"
    4A090.b "[Reserved]"                                 4A090.b "... the limits in 3A090.b" + note

Here the note went to .b, and with it the greater part of the words; .a stays .a, because its own
words say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.diff.likeness import Likeness
from tracker.diff.noise import noise_of
from tracker.model import Node

_NEVER_NOISE = 0.5
"""Texts of some length that share fewer words than this cannot be the same but for noise; it only
saves time."""


class Claim(NamedTuple):
    """A possible match of two places (old, new) and how much the own words speak for it."""

    at: int
    to: int
    likeness: float


def agrees_in_substance(old: Node, new: Node, likeness: Likeness) -> bool:
    """Tell whether two units have own words, and these are the same but for noise."""
    if not old.text or not new.text or old.kind != new.kind:
        return False
    if old.text == new.text:
        return True
    if likeness.speak_for_themselves(old, new) and likeness.own(old, new) < _NEVER_NOISE:
        return False
    return noise_of(old.text, new.text, old.kind) is not None


def surest(own: Sequence[Claim], rivals: Sequence[Claim]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of one address whose own words speak as much as every open rival's.

    The surest come first; what is matched is a rival no more.
    """
    waiting = sorted(own, key=lambda claim: (-claim.likeness, claim.at, claim.to))
    best_old, best_new = _best(rivals)
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for claim in waiting:
        against = max(
            _most(best_old.get(claim.at, ()), taken_new, 1),
            _most(best_new.get(claim.to, ()), taken_old, 0),
        )
        if claim.likeness >= against:
            taken_old.add(claim.at)
            taken_new.add(claim.to)
            yield claim.at, claim.to


def _best(rivals: Sequence[Claim]) -> tuple[dict[int, list[Claim]], dict[int, list[Claim]]]:
    by_old: dict[int, list[Claim]] = {}
    by_new: dict[int, list[Claim]] = {}
    for claim in sorted(rivals, key=lambda claim: -claim.likeness):
        by_old.setdefault(claim.at, []).append(claim)
        by_new.setdefault(claim.to, []).append(claim)
    return by_old, by_new


def _most(claims: Sequence[Claim], taken: set[int], side: int) -> float:
    """Return the likeness of the best claim with an open other end, -1 for none.

    The ends are 0 for the old text and 1 for the new one.
    """
    return next((claim.likeness for claim in claims if claim[side] not in taken), -1.0)


class Standing:
    """Knows by address the units of both texts: what stands is not looked for elsewhere."""

    def __init__(self, old: Sequence[Node], new: Sequence[Node], likeness: Likeness) -> None:
        self._likeness = likeness
        self._roots: tuple[dict[str, list[Node]], ...] = ({}, {})
        for forest, roots in zip((old, new), self._roots, strict=True):
            for root in forest:
                roots.setdefault(str(root.name.home), []).append(root)
        self._places: dict[tuple[int, str], dict[str, Node]] = {}

    def stands(self, unit: Node, side: int) -> bool:
        """Tell whether a unit of one text (0 old, 1 new) stands in the other, saying the same."""
        if unit.name.is_counted:
            return False
        other = self._held(1 - side, str(unit.name.home)).get(unit.address)
        return other is not None and agrees_in_substance(unit, other, self._likeness)

    def _held(self, side: int, home: str) -> dict[str, Node]:
        """Return the units of one provision on one side, also where the forest is cut out of it."""
        held = self._places.get((side, home))
        if held is None:
            roots = self._roots[side].get(home, ())
            held = self._places[side, home] = {
                unit.address: unit for root in roots for unit in root.walk()
            }
        return held
