"""Two sequences of strings -> which places of one stand for which places of the other, in order.

    trim what both begin and end with -> few strings differ? diff-match-patch: a shortest script
                                      : rare strings are anchors -> each gap between them again

diff-match-patch compares characters, so each distinct string of a gap becomes one code point. It
is asked about gaps alone in which few strings differ, in pieces of a bounded length between which
few edits lie (strings in another order are as many edits as strings that came and went), and it
looks at no clock; what else differs is anchored (Cohen's patience idea: strings that occur equally
often on both sides), and a gap without an anchor is rewritten whole. So the work grows with the
length, never with its square. The answer does not depend on which side is called old: `align(b, a)`
is `align(a, b)` turned round.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from diff_match_patch import diff_match_patch

Pair = tuple[int, int]
_Range = tuple[int, int, int, int]

_MOST_DIFFERING = 32
_MOST_EDITS = 4 * _MOST_DIFFERING  # of a piece, its order told: the library takes their square
_LONGEST_PIECE = 500  # so many distinct code points at most a side: far below the surrogates
_DEEPEST = 12
_MOST_COPIES = 6
_LEAST_STEP = _LONGEST_PIECE // 2
_LIBRARY = diff_match_patch()
_LIBRARY.Diff_Timeout = 0  # no clock decides what a reader sees


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
        is_short = max(high - low, right - left) <= _LONGEST_PIECE
        few_differ = _few_differ(old[low:high], new[left:right]) and (
            not is_short or _few_edits(old[low:high], new[left:right])
        )
        anchors = [] if (few_differ and is_short) or depth == _DEEPEST else _anchors(old, new, span)
        if anchors:
            stack += [(gap, depth + 1) for gap in _between(anchors, span, pairs)]
        elif few_differ:
            pairs += _piece_by_piece(old, new, span)
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
    """Keep the anchors as pairs and return the gaps around them."""
    low, high, left, right = span
    gaps: list[_Range] = []
    for at, to in anchors:
        pairs.append((at, to))
        gaps.append((low, at, left, to))
        low, left = at + 1, to + 1
    gaps.append((low, high, left, right))
    return gaps


def _anchors(old: Sequence[str], new: Sequence[str], span: _Range) -> list[Pair]:
    """Return the longest rising run of pairs of strings as often, and seldom, on both sides."""
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
    """Pair the first with the first, the second with the second, for every wanted string."""
    low, high, left, right = span
    places: dict[str, list[int]] = {}
    for to in range(right - 1, left - 1, -1):
        if new[to] in wanted:
            places.setdefault(new[to], []).append(to)
    return [(at, places[old[at]].pop()) for at in range(low, high) if old[at] in wanted]


def rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a longest choice of `pairs` (first places rise) whose second places rise too."""
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


def _few_differ(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether few strings would have to come and go if their order did not matter."""
    if abs(len(old) - len(new)) > _MOST_DIFFERING:
        return False
    here, there = Counter(old), Counter(new)
    return (here - there).total() + (there - here).total() <= _MOST_DIFFERING


def _few_edits(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether few strings have to come and go, in this order: Myers' greedy walk, bounded.

    `reach[line]` is the furthest place in `old` that so many edits lead to, where `line` is how far
    the place in `new` lies behind it.
    """
    reach = {1: 0}
    for edits in range(_MOST_EDITS + 1):
        for line in range(-edits, edits + 1, 2):
            here, there = reach.get(line - 1, -1) + 1, reach.get(line + 1, -1)
            at = max(here, there)
            while at < len(old) and at - line < len(new) and old[at] == new[at - line]:
                at += 1
            if at >= len(old) and at - line >= len(new):
                return True
            reach[line] = at
    return False


def _piece_by_piece(old: Sequence[str], new: Sequence[str], span: _Range) -> list[Pair]:
    """Pair a gap from its beginning on, a piece at a time, each from where the last pair stood.

    Nothing is paired in a piece that is in quite another order.
    """
    low, high, left, right = span
    pairs: list[Pair] = []
    while low < high and left < right:
        until, to_until = min(low + _LONGEST_PIECE, high), min(left + _LONGEST_PIECE, right)
        here, there = old[low:until], new[left:to_until]
        found = _shortest(here, there) if _few_edits(here, there) else []
        pairs += [(low + at, left + to) for at, to in found]
        at, to = found[-1] if found else (0, 0)
        low, left = low + max(at + 1, _LEAST_STEP), left + max(to + 1, _LEAST_STEP)
    return pairs


def _shortest(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of a shortest edit script, as diff-match-patch finds it.

    It is asked both ways, since its answers differ where several scripts are as short. The one in
    fewer pieces is taken; of two in as many, the one that lets strings go the earlier.
    """
    here, there = _coded(old, new)
    forth = _early(old, new, _equal_places(here, there))
    back = _early(old, new, [(at, to) for to, at in _equal_places(there, here)])
    return min(forth, back, key=lambda pairs: (_breaks(pairs), [-at for at, _ in pairs]))


def _breaks(pairs: Sequence[Pair]) -> int:
    """Count the edits that stand between the pairs."""
    return sum((at + 1, to + 1) != following for (at, to), following in pairwise(pairs))


def _coded(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """Return both sides with one character for each distinct string."""
    codes: dict[str, str] = {}
    here, there = (
        "".join([codes.setdefault(string, chr(len(codes))) for string in side])
        for side in (old, new)
    )
    return here, there


def _equal_places(here: str, there: str) -> list[Pair]:
    """Return the places of the characters that diff-match-patch finds equal."""
    pairs: list[Pair] = []
    at = to = 0
    for sign, run in _LIBRARY.diff_main(here, there, checklines=False):
        stop_at = at if sign == _LIBRARY.DIFF_INSERT else at + len(run)
        stop_to = to if sign == _LIBRARY.DIFF_DELETE else to + len(run)
        if sign == _LIBRARY.DIFF_EQUAL:
            pairs += zip(range(at, stop_at), range(to, stop_to), strict=True)
        at, to = stop_at, stop_to
    return pairs


def _early(old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> list[Pair]:
    """Move each pair to where its string first stands after the last pair, on both sides."""
    moved: list[Pair] = []
    after_at = after_to = 0
    for at, to in pairs:
        first_to = new.index(old[at], after_to)
        first_at = old.index(new[to], after_at)
        moved.append((first_at, first_to))
        after_at, after_to = first_at + 1, first_to + 1
    return moved
