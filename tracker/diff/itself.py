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
        rivals_here = (rival for rival in best_old.get(claim.at, ()) if rival.to not in taken_new)
        rivals_there = (rival for rival in best_new.get(claim.to, ()) if rival.at not in taken_old)
        if claim.likeness >= max(_first_likeness(rivals_here), _first_likeness(rivals_there)):
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


def _first_likeness(rivals: Iterator[Claim]) -> float:
    """Return the likeness of the first claim, which is the best one, or -1 for none."""
    return next((rival.likeness for rival in rivals), -1.0)


class UnitsInPlace:
    """Knows by address the units of both texts: what stands is not looked for elsewhere."""

    def __init__(self, old: Sequence[Node], new: Sequence[Node], likeness: Likeness) -> None:
        self._likeness = likeness
        shared = {id(unit) for unit in _tops(old)} & {id(unit) for unit in _tops(new)}
        self._old, self._new = _Places(old, shared), _Places(new, shared)

    def stays(self, unit: Node) -> bool:
        """Tell whether a unit of the old text stands in the new one too, saying the same."""
        return self._stands(unit, self._new)

    def stood(self, unit: Node) -> bool:
        """Tell whether a unit of the new text stood in the old one already, saying the same."""
        return self._stands(unit, self._old)

    def _stands(self, unit: Node, there: _Places) -> bool:
        other = None if unit.name.is_counted else there.holder_of(unit)
        return other is not None and agrees_in_substance(unit, other, self._likeness)


def _tops(forest: Sequence[Node]) -> Iterator[Node]:
    """Yield what stands directly in the provisions of a forest, such as entries and paragraphs."""
    for root in forest:
        yield from root.children


class _Places:
    """The units of one text by address; those of a provision are listed when first asked for.

    What both texts `shared` in memory is passed over: nothing in it is ever looked for.
    """

    def __init__(self, forest: Sequence[Node], shared: set[int]) -> None:
        self._shared = shared
        self._roots: dict[str, list[Node]] = {}
        for root in forest:
            self._roots.setdefault(str(root.name.home), []).append(root)
        self._units: dict[str, dict[str, Node]] = {}

    def holder_of(self, unit: Node) -> Node | None:
        """Return what stands under the address of a unit, also where a forest is cut out of one."""
        home = str(unit.name.home)
        held = self._units.get(home)
        if held is None:
            roots = self._roots.get(home, ())
            held = self._units[home] = {
                inner.address: inner for root in roots for inner in self._own_of(root)
            }
        return held.get(unit.address)

    def _own_of(self, root: Node) -> Iterator[Node]:
        """Yield a provision and the units in it that the other text has not as they are."""
        yield root
        for top in root.children:
            if id(top) not in self._shared:
                yield from top.walk()
