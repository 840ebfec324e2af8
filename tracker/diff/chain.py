"""The heaviest choice of edges between two ordered lists that rises on both sides.

How a reader would lay them side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from tracker.diff.likeness import Likeness
from tracker.model import Node

_PER_WORD = 20
"""The scale of weights (a word said on both sides weighs 40): whole numbers, so that sums do not
depend on their order."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A possible match of the unit at place `old` with the unit at place `new`; heavier is better.

    `tie` is a number that both directions of a diff compute alike, so that equal weights never
    depend on the direction.
    """

    old: int
    new: int
    weight: int
    tie: int

    @property
    def rank(self) -> int:
        """Return weight and tie-breaks as one number that may be summed."""
        return (self.weight << 80) + (self.tie << 32) - self.old - self.new


def heaviest(edges: list[Edge]) -> list[Edge]:
    """Return the chain of edges, strictly rising on both sides, with the greatest sum of ranks.

    A tree of prefix maxima (Fenwick 1994) keeps the work at n log n.
    """
    places = {place: index + 1 for index, place in enumerate(sorted({edge.new for edge in edges}))}
    best: list[tuple[int, int]] = [(0, -1)] * (len(places) + 1)
    before: list[int] = []
    ordered = sorted(edges, key=lambda edge: (edge.old, -edge.new))
    for index, edge in enumerate(ordered):
        at = places[edge.new]
        score, previous = _most(best, at - 1)
        before.append(previous)
        _raise(best, at, (score + edge.rank, index))
    _, index = _most(best, len(places))
    chosen: list[Edge] = []
    while index >= 0:
        chosen.append(ordered[index])
        index = before[index]
    return chosen[::-1]


def _most(best: list[tuple[int, int]], at: int) -> tuple[int, int]:
    most = (0, -1)
    while at:
        if best[at][0] > most[0]:
            most = best[at]
        at -= at & -at
    return most


def _raise(best: list[tuple[int, int]], at: int, entry: tuple[int, int]) -> None:
    while at < len(best):
        if entry[0] > best[at][0]:
            best[at] = entry
        at += at & -at


def edge_of(old: Node, new: Node, at: int, to: int, likeness: Likeness, bonus: int) -> Edge:
    """Weigh a possible match by the words it explains."""
    names = crc32(old.address.encode()) + crc32(new.address.encode())
    tie = (int(old.fingerprint[:8], 16) + int(new.fingerprint[:8], 16) + names) & 0xFFFFFFFF
    return Edge(at, to, likeness.weight(old, new, _PER_WORD) + bonus, tie)
