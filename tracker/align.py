"""Two sequences of strings -> which places of one stand for which places of the other, in order.

    trim what both begin and end with -> few edits? the shortest script (Myers) : rare strings as anchors -> each gap again

Myers 1986, "An O(ND) difference algorithm", with a ceiling on D; above it Cohen's patience idea:
strings that occur equally often on both sides anchor the rest. So the work grows with the length,
never with its square, no clock is asked, and the answer does not depend on which side is called
old: `align(b, a)` is `align(a, b)` turned round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

Pair = tuple[int, int]
_Range = tuple[int, int, int, int]

_CEILING = 32
_DEEPEST = 12
_MOST_COPIES = 6


def align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return pairs (place in old, place in new) of equal strings, rising on both sides."""
    if tuple(old) <= tuple(new):  # an arbitrary choice that does not depend on the direction
        return _align(old, new)
    return [(left, right) for right, left in _align(new, old)]


def _align(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    pairs: list[Pair] = []
    stack: list[tuple[_Range, int]] = [((0, len(old), 0, len(new)), 0)]
    while stack:
        span, depth = stack.pop()
        span = _trim(old, new, span, pairs)
        low, high, left, right = span
        if low == high or left == right:
            continue
        script = _shortest(old[low:high], new[left:right])
        if script is not None:
            pairs += [(low + at, left + to) for at, to in script]
        elif depth < _DEEPEST:
            stack += [(gap, depth + 1) for gap in _between(_anchors(old, new, span), span, pairs)]
    return sorted(pairs)


def _trim(old: Sequence[str], new: Sequence[str], span: _Range, pairs: list[Pair]) -> _Range:
    low, high, left, right = span
    while low < high and left < right and old[low] == new[left]:
        pairs.append((low, left))
        low, left = low + 1, left + 1
    while low < high and left < right and old[high - 1] == new[right - 1]:
        high, right = high - 1, right - 1
        pairs.append((high, right))
    return low, high, left, right


def _between(anchors: list[Pair], span: _Range, pairs: list[Pair]) -> list[_Range]:
    """Keep the anchors as pairs and return the gaps around them, or nothing where no anchor was found."""
    if not anchors:
        return []
    low, high, left, right = span
    gaps: list[_Range] = []
    for at, to in anchors:
        pairs.append((at, to))
        gaps.append((low, at, left, to))
        low, left = at + 1, to + 1
    gaps.append((low, high, left, right))
    return gaps


def _anchors(old: Sequence[str], new: Sequence[str], span: _Range) -> list[Pair]:
    """Return the longest rising run of pairs of strings that occur equally often, and seldom, in both gaps."""
    low, high, left, right = span
    here, there = Counter(old[low:high]), Counter(new[left:right])
    for most in (1, _MOST_COPIES):
        rare = {
            string for string, count in here.items() if count <= most and there.get(string) == count
        }
        if rare:
            return rising(_occurrences(old, new, span, rare))
    return []


def _occurrences(
    old: Sequence[str], new: Sequence[str], span: _Range, wanted: set[str]
) -> list[Pair]:
    """Pair the first occurrence with the first, the second with the second, for every wanted string."""
    low, high, left, right = span
    places: dict[str, list[int]] = {}
    for to in range(right - 1, left - 1, -1):
        if new[to] in wanted:
            places.setdefault(new[to], []).append(to)
    return [(at, places[old[at]].pop()) for at in range(low, high) if old[at] in wanted]


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a longest choice of `pairs` (sorted by their first place) whose second places rise too."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, to) in enumerate(pairs):
        height = bisect_left(tops, to)
        before.append(ends[height - 1] if height else -1)
        if height == len(tops):
            tops.append(to)
            ends.append(index)
        else:
            tops[height], ends[height] = to, index
    chosen: list[Pair] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[Pair] | None:
    """Return the pairs of a shortest edit script, or None where it would need more edits than the ceiling."""
    rows, columns = len(old), len(new)
    if abs(rows - columns) > _CEILING:
        return None
    reach = {1: 0}
    trail: list[dict[int, int]] = []
    for edits in range(_CEILING + 1):
        trail.append(dict(reach))
        for diagonal in range(-edits, edits + 1, 2):
            down = diagonal == -edits or (
                diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
            )
            row = reach[diagonal + 1] if down else reach[diagonal - 1] + 1
            column = row - diagonal
            while 0 <= column < columns and row < rows and old[row] == new[column]:
                row, column = row + 1, column + 1
            reach[diagonal] = row
            if row >= rows and column >= columns:
                return _walk_back(trail, rows, columns)
    return None


def _walk_back(trail: list[dict[int, int]], row: int, column: int) -> list[Pair]:
    pairs: list[Pair] = []
    for edits in range(len(trail) - 1, -1, -1):
        reach = trail[edits]
        diagonal = row - column
        down = diagonal == -edits or (
            diagonal != edits and reach[diagonal - 1] < reach[diagonal + 1]
        )
        earlier = diagonal + 1 if down else diagonal - 1
        start = reach[earlier]
        while row > start and column > start - earlier:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        row, column = start, start - earlier
    return pairs[::-1]
