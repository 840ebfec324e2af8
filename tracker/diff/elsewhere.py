"""What is left over after the descent: the same unit below another parent, by address or text.

same address            a heading came or went above it
same text               moved, the largest first, copies in their order
much the same text      moved, with a small change inside, the likest first
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from tracker.diff import keys
from tracker.diff.alike import is_alike
from tracker.diff.chain import Edge, edge_of
from tracker.diff.kinds import KINDS
from tracker.diff.matches import Match, Relation, Taken
from tracker.diff.work import Work
from tracker.model import Node

_ALIKE_HERE, _ALIKE_ELSEWHERE = 0.6, 0.9
"""How alike two units of different parents must be, in one section or between provisions, and
anywhere else (see `_least_likeness`)."""
_FEWEST_WORDS, _FEWEST_WORDS_INSIDE = 6, 8
"""Words from which a text is known by itself under another parent, and inside a unit that itself
came or went."""


def _walk_loose(units: Sequence[Node], known: dict[int, Match]) -> Iterator[tuple[Node, bool]]:
    """Yield every unit that has no match, with whether it is topmost, parents first."""
    stack = [(unit, True) for unit in reversed(units)]
    while stack:
        unit, topmost = stack.pop()
        if id(unit) not in known:
            yield unit, topmost
            stack.extend((child, False) for child in reversed(unit.children))


def same_address_elsewhere(work: Work) -> None:
    """Match units that kept their legal name though a heading came or went above them."""
    work.drop_matched()
    places = {
        unit.address: (unit, topmost)
        for unit, topmost in _walk_loose(work.loose_old, work.found.by_old)
    }
    taken = Taken()
    for unit, topmost in _walk_loose(work.loose_new, work.found.by_new):
        other = places.get(unit.address)
        if (
            other
            and other[0].kind == unit.kind
            and not unit.name.is_counted
            and not taken.holds(other[0], unit)
        ):
            work.found.inside |= not (topmost and other[1])
            taken.add(other[0], unit)
            work.accept(Match(other[0], unit, "same", elsewhere=True))
    work.drop_matched()


def same_text_elsewhere(work: Work) -> None:
    """Match units whose text stands under another parent, the largest first.

    Copies in their order.
    """
    here, there = (
        _by_fingerprint(units, known)
        for units, known in (
            (work.loose_old, work.found.by_old),
            (work.loose_new, work.found.by_new),
        )
    )
    taken = Taken()
    both = [(work.likeness.size(here[text][0][0]), text) for text in here if text in there]
    if any(len(copies[text]) > 1 for _, text in both for copies in (here, there)):
        _put_in_order(here, work.old)
        _put_in_order(there, work.new)
    for size, text in sorted(both, reverse=True):
        if size < _FEWEST_WORDS:
            break
        for old, new, inside in _copies(here[text], there[text], taken):
            if inside and size < _FEWEST_WORDS_INSIDE:
                continue
            work.found.inside |= inside
            taken.add(old, new)
            _accept_elsewhere(work, old, new)
    work.drop_matched()


_Loose = list[tuple[Node, bool]]


def _by_fingerprint(units: Sequence[Node], known: dict[int, Match]) -> dict[str, _Loose]:
    places: dict[str, _Loose] = {}
    for unit, topmost in _walk_loose(units, known):
        if _may_move(unit):
            places.setdefault(unit.fingerprint, []).append((unit, topmost))
    return places


def _put_in_order(places: dict[str, _Loose], forest: Sequence[Node]) -> None:
    """Put the copies of each text in the order of the document.

    Units get loose in an order that depends on the direction of the comparison.
    """
    place_of = {
        id(unit): place
        for place, unit in enumerate(unit for root in forest for unit in root.walk())
    }
    for copies in places.values():
        copies.sort(key=lambda copy: place_of[id(copy[0])])


def _copies(olds: _Loose, news: _Loose, taken: Taken) -> Iterator[tuple[Node, Node, bool]]:
    """Pair units of one text, with whether one of the two stands inside what came or went.

    First topmost units of one label, then other topmost ones, then topmost with inner ones.
    """
    old_tops, old_inner = _topmost_and_inside(olds, taken.old)
    new_tops, new_inner = _topmost_and_inside(news, taken.new)
    for old, new in _of_one_label(old_tops, new_tops):
        yield old, new, False
        old_tops.remove(old)
        new_tops.remove(new)
    for old, new in zip(old_tops, new_tops, strict=False):
        yield old, new, False
    both = min(len(old_tops), len(new_tops))
    for old, new in zip(old_tops[both:], new_inner, strict=False):
        yield old, new, True
    for old, new in zip(old_inner, new_tops[both:], strict=False):
        yield old, new, True


def _topmost_and_inside(units: _Loose, taken: Container[int]) -> tuple[list[Node], list[Node]]:
    free = [(unit, top) for unit, top in units if id(unit) not in taken]
    return [unit for unit, top in free if top], [unit for unit, top in free if not top]


def _of_one_label(olds: Sequence[Node], news: Sequence[Node]) -> list[tuple[Node, Node]]:
    """Return the pairs of units of one label, in the order of the labels and then of the units."""
    pairs: list[tuple[Node, Node]] = []
    for label in sorted({unit.label for unit in olds} & {unit.label for unit in news}):
        alike = ([unit for unit in units if unit.label == label] for units in (olds, news))
        pairs += zip(*alike, strict=False)
    return pairs


def _may_move(unit: Node) -> bool:
    """Tell whether a unit may be found under another parent.

    A control that was taken off one entry and put on another never moved.
    """
    return not (unit.role or KINDS[unit.kind].bound or keys.keeps_its_address(unit))


def _accept_elsewhere(work: Work, old: Node, new: Node) -> None:
    same_home = old.kind in ("entity", "provision") and keys.neighbourhood(
        old
    ) == keys.neighbourhood(new)
    relation: Relation = (
        "same" if old.address == new.address else "renumbered" if same_home else "moved"
    )
    work.accept(Match(old, new, relation, elsewhere=True))


def _least_likeness(old: Node, new: Node) -> float:
    """Return how alike two units of different parents must be.

    Much of the law is boilerplate: far away they must be alike almost wholly.
    """
    labelled = not (old.name.is_counted or new.name.is_counted)
    return (
        _ALIKE_HERE
        if old.kind == "provision" or (labelled and keys.same_home(old, new))
        else _ALIKE_ELSEWHERE
    )


def _says_enough(work: Work, unit: Node) -> bool:
    """Tell whether a unit has words enough to be known by elsewhere.

    Entries do not: they all stand side by side, and were compared there.
    """
    if unit.kind == "entry":
        return False
    return unit.kind == "entity" or work.likeness.size(unit) >= _FEWEST_WORDS_INSIDE


def like_text_elsewhere(work: Work) -> None:
    """Match units that say much the same under another parent, the likest first.

    Inside what came or went only near copies count.
    """
    olds, news = _comparable(work)
    taken = Taken()
    for edge, inside in sorted(_alike_pairs(work, olds, news), key=_likest_first):
        old, new = olds[edge.old][0], news[edge.new][0]
        if not taken.holds(old, new):
            work.found.inside |= inside
            taken.add(old, new)
            _accept_elsewhere(work, old, new)
    work.drop_matched()


def _comparable(work: Work) -> tuple[_Loose, _Loose]:
    """Return the loose units of both sides that may be known elsewhere, of kinds on both sides."""
    sides = (work.loose_old, work.found.by_old), (work.loose_new, work.found.by_new)
    olds, news = (
        [
            (unit, top)
            for unit, top in _walk_loose(units, known)
            if _may_move(unit) and _says_enough(work, unit)
        ]
        for units, known in sides
    )
    kinds = {unit.kind for unit, _ in olds} & {unit.kind for unit, _ in news}
    of_kinds = ([(unit, top) for unit, top in side if unit.kind in kinds] for side in (olds, news))
    old_side, new_side = of_kinds
    return old_side, new_side


def _alike_pairs(work: Work, olds: _Loose, news: _Loose) -> Iterator[tuple[Edge, bool]]:
    """Yield the pairs that are alike enough, with whether one stands inside what came or went."""
    old_units, new_units = [unit for unit, _ in olds], [unit for unit, _ in news]
    for at, to in work.likeness.candidates(old_units, new_units):
        (old, old_top), (new, new_top) = olds[at], news[to]
        both = old_top and new_top
        least = _least_likeness(old, new) if both else _ALIKE_ELSEWHERE
        if (old_top or new_top) and is_alike(old, new, work.likeness, least):
            yield edge_of(old, new, at, to, work.likeness, 0), not both


def _likest_first(pair: tuple[Edge, bool]) -> tuple[float, float, int]:
    edge, _ = pair
    return -edge.weight, -edge.tie, edge.old + edge.new
