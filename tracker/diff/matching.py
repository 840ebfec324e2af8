"""Two forests of units -> which unit of one is which of the other.

top-down: children of matched parents (siblings.py); equal fingerprints end the descent
then, for what is left:  same address below another parent
                      -> same text elsewhere (moved)
                      -> much the same text elsewhere (moved, with a small change inside)
and again, as long as a new match lets its children be matched
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.diff import keys
from tracker.diff.alike import is_alike
from tracker.diff.chain import Edge, heaviest
from tracker.diff.divisions import Renamed, is_division, renamed_divisions
from tracker.diff.itself import Standing
from tracker.diff.likeness import Likeness
from tracker.diff.matches import Match, Matching, Relation, Taken
from tracker.diff.pairing import Pairing, Side
from tracker.diff.shares import share_out
from tracker.diff.siblings import edge_of, pair
from tracker.model import Node
from tracker.names import Name

_ALIKE_HERE, _ALIKE_ELSEWHERE = 0.6, 0.9
"""How alike two units of different parents must be, in one section or between provisions, and
anywhere else (see `_least_likeness`)."""
_FEWEST_WORDS, _FEWEST_WORDS_INSIDE = 6, 8
"""Words from which a text is known by itself under another parent, and inside a unit that itself
came or went."""
_ORDERLESS = frozenset(("row", "entity", "cell", "definition", "provision"))


@dataclass(frozen=True, slots=True)
class _Parents:
    """Two matched parents whose children are still to be matched.

    `reworded` below a table whose column names changed; `renamed` at the top of two files whose
    divisions got other numbers.
    """

    olds: Sequence[Node]
    news: Sequence[Node]
    old: Name | None = None
    new: Name | None = None
    parent: int = 0
    reworded: bool = False
    renamed: Renamed | None = None


@dataclass(slots=True)
class _Work:
    old: Sequence[Node]
    new: Sequence[Node]
    likeness: Likeness
    standing: Standing
    found: Matching
    queue: list[_Parents]
    loose_old: list[Node] = field(default_factory=list)
    loose_new: list[Node] = field(default_factory=list)


def match(old: Sequence[Node], new: Sequence[Node]) -> Matching:
    """Match two forests; units below equal fingerprints are not looked at and not listed."""
    likeness = Likeness()
    top = _Parents(old, new, renamed=renamed_divisions(old, new))
    work = _Work(old, new, likeness, Standing(old, new, likeness), Matching(), [top])
    while work.queue:
        while work.queue:
            _descend(work)
        _same_address_elsewhere(work)
        if not work.queue:
            _same_text_elsewhere(work)
        if not work.queue:
            _like_text_elsewhere(work)
    share_out(work.found, old, new, work.likeness)
    return work.found


def _descend(work: _Work) -> None:
    """Match the children of one pair of parents."""
    parents = work.queue.pop()
    olds = [unit for unit in parents.olds if id(unit) not in work.found.by_old]
    news = [unit for unit in parents.news if id(unit) not in work.found.by_new]
    pairing = pair(
        Pairing(Side.of(olds, parents.old, parents.renamed), Side.of(news, parents.new)),
        work.likeness,
        work.standing,
    )
    crossing = _crossing(pairing, work.likeness)
    for at, to in sorted(pairing.partner.items()):
        relation = _relation(pairing, at, to, crossed=at in crossing)
        if (
            relation in ("renumbered", "renamed", "respelled")
            and parents.reworded
            and news[to].kind == "cell"
        ):
            relation = "same"
        if (
            parents.renamed
            and relation == "same"
            and olds[at].address != news[to].address
            and _carries_a_number(olds[at], parents.renamed)
        ):
            relation = "moved"
        one = Match(olds[at], news[to], relation)
        _accept(
            work,
            one,
            reworded=parents.reworded
            or (news[to].kind == "table" and olds[at].own != news[to].own),
        )
        if at in crossing and one.relation == "same" and not one.new.role:
            work.found.displaced.setdefault(parents.parent, []).append(one)
    work.loose_old += [olds[at] for at in pairing.loose_old()]
    work.loose_new += [news[to] for to in pairing.loose_new()]


def _carries_a_number(unit: Node, renamed: Renamed) -> bool:
    """Tell whether a unit's own number changed with that of its division: the division's heading, a section."""
    return unit.kind == "provision" or is_division(unit, renamed)


def _accept(work: _Work, one: Match, *, reworded: bool = False) -> None:
    work.found.add(one)
    old, new = one.old, one.new
    if old.fingerprint != new.fingerprint:
        work.queue.append(
            _Parents(old.children, new.children, old.name, new.name, id(new), reworded)
        )


def _relation(pairing: Pairing, at: int, to: int, *, crossed: bool) -> Relation:
    unit = pairing.new.units[to]
    if pairing.same_name(at, to):
        if pairing.old.units[at].address == unit.address:
            return "same"
        return (
            "renumbered"
            if crossed and pairing.old.groups[at] and unit.kind not in _ORDERLESS and not unit.role
            else "same"
        )
    if pairing.respelled(at, to):
        return "respelled"
    old = pairing.old.units[at]
    if (
        old.kind != unit.kind
        and old.text == unit.text
        and (pairing.old.groups[at] or pairing.new.groups[to])
    ):
        return "respelled"
    if keys.lives_with(old) != keys.lives_with(unit):
        return "moved"
    return (
        "renamed"
        if keys.is_named(unit) and (old.own, old.label) != (unit.own, unit.label)
        else "renumbered"
    )


def _crossing(pairing: Pairing, likeness: Likeness) -> set[int]:
    """Return the old places whose units no longer stand in the order of the others, as few as possible."""
    ordered = sorted(
        (at, to) for at, to in pairing.partner.items() if _counts_in_order(pairing, at, to)
    )
    if all(left[1] < right[1] for left, right in itertools.pairwise(ordered)):
        return set()
    edges = [
        edge_of(pairing.old.units[at], pairing.new.units[to], at, to, likeness, 1)
        for at, to in ordered
    ]
    return {at for at, _ in ordered} - {edge.old for edge in heaviest(edges)}


def _counts_in_order(pairing: Pairing, at: int, to: int) -> bool:
    """Tell whether a matched unit has a place among its siblings: a credit or link notice may stand anywhere."""
    return not pairing.new.units[to].role and (
        pairing.same_name(at, to) or pairing.respelled(at, to)
    )


def _walk_loose(units: Sequence[Node], known: dict[int, Match]) -> Iterator[tuple[Node, bool]]:
    """Yield every unit that has no match, with whether it is topmost, parents first."""
    stack = [(unit, True) for unit in reversed(units)]
    while stack:
        unit, topmost = stack.pop()
        if id(unit) not in known:
            yield unit, topmost
            stack.extend((child, False) for child in reversed(unit.children))


def _still_loose(work: _Work) -> None:
    work.loose_old = [unit for unit in work.loose_old if id(unit) not in work.found.by_old]
    work.loose_new = [unit for unit in work.loose_new if id(unit) not in work.found.by_new]


def _same_address_elsewhere(work: _Work) -> None:
    """Match units that kept their legal name though a heading came or went above them."""
    _still_loose(work)
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
            _accept(work, Match(other[0], unit, "same", elsewhere=True))
    _still_loose(work)


def _same_text_elsewhere(work: _Work) -> None:
    """Match units whose text stands under another parent, the largest first, copies in their order."""
    here, there = (
        _by_fingerprint(units, known)
        for units, known in (
            (work.loose_old, work.found.by_old),
            (work.loose_new, work.found.by_new),
        )
    )
    taken = Taken()
    both = [(work.likeness.size(here[one][0][0]), one) for one in here if one in there]
    if any(len(copies[one]) > 1 for _, one in both for copies in (here, there)):
        _put_in_order(here, work.old)
        _put_in_order(there, work.new)
    for size, one in sorted(both, reverse=True):
        if size < _FEWEST_WORDS:
            break
        for old, new, inside in _copies(here[one], there[one], taken):
            if inside and size < _FEWEST_WORDS_INSIDE:
                continue
            work.found.inside |= inside
            taken.add(old, new)
            _accept_elsewhere(work, old, new)
    _still_loose(work)


_Loose = list[tuple[Node, bool]]


def _by_fingerprint(units: Sequence[Node], known: dict[int, Match]) -> dict[str, _Loose]:
    places: dict[str, _Loose] = {}
    for unit, topmost in _walk_loose(units, known):
        if _may_move(unit):
            places.setdefault(unit.fingerprint, []).append((unit, topmost))
    return places


def _put_in_order(places: dict[str, _Loose], forest: Sequence[Node]) -> None:
    """Put the copies of each text in the order of the document: units get loose in an order that depends on the direction."""
    place_of = {
        id(unit): place
        for place, unit in enumerate(unit for root in forest for unit in root.walk())
    }
    for copies in places.values():
        copies.sort(key=lambda one: place_of[id(one[0])])


def _copies(olds: _Loose, news: _Loose, taken: Taken) -> Iterator[tuple[Node, Node, bool]]:
    """Pair units of one text: topmost of one label, other topmost, then topmost with one inside what came or went."""
    olds, news = (
        [(unit, top) for unit, top in units if id(unit) not in known]
        for units, known in ((olds, taken.old), (news, taken.new))
    )
    tops = [unit for unit, top in olds if top], [unit for unit, top in news if top]
    for label in sorted({unit.label for unit in tops[0]} & {unit.label for unit in tops[1]}):
        alike = (
            [unit for unit in tops[0] if unit.label == label],
            [unit for unit in tops[1] if unit.label == label],
        )
        for old, new in zip(*alike, strict=False):
            yield old, new, False
            tops[0].remove(old)
            tops[1].remove(new)
    rest = list(zip(*tops, strict=False))
    yield from ((old, new, False) for old, new in rest)
    yield from (
        (old, new, True)
        for old, new in zip(
            tops[0][len(rest) :], [unit for unit, top in news if not top], strict=False
        )
    )
    yield from (
        (old, new, True)
        for old, new in zip(
            [unit for unit, top in olds if not top], tops[1][len(rest) :], strict=False
        )
    )


def _may_move(unit: Node) -> bool:
    """Tell whether a unit may be found under another parent; a control taken off one entry and put on another never moved."""
    return not unit.role and unit.kind not in ("cell", "field") and not keys.keeps_its_address(unit)


def _accept_elsewhere(work: _Work, old: Node, new: Node) -> None:
    same_home = old.kind in ("entity", "provision") and keys.lives_with(old) == keys.lives_with(new)
    relation: Relation = (
        "same" if old.address == new.address else "renumbered" if same_home else "moved"
    )
    _accept(work, Match(old, new, relation, elsewhere=True))


def _least_likeness(old: Node, new: Node) -> float:
    """Return how alike two units of different parents must be: much of the law is boilerplate, so far away almost wholly."""
    labelled = not (old.name.is_counted or new.name.is_counted)
    return (
        _ALIKE_HERE
        if old.kind == "provision" or (labelled and keys.same_home(old, new))
        else _ALIKE_ELSEWHERE
    )


def _says_enough(work: _Work, unit: Node) -> bool:
    """Tell whether a unit has words enough to be known by elsewhere; entries all stand side by side and were compared there."""
    if unit.kind == "entry":
        return False
    return unit.kind == "entity" or work.likeness.size(unit) >= _FEWEST_WORDS_INSIDE


def _like_text_elsewhere(work: _Work) -> None:
    """Match units that say much the same under another parent, the likest first; inside what came or went, only near copies."""
    olds, news = (
        [
            (unit, top)
            for unit, top in _walk_loose(units, known)
            if _may_move(unit) and _says_enough(work, unit)
        ]
        for units, known in (
            (work.loose_old, work.found.by_old),
            (work.loose_new, work.found.by_new),
        )
    )
    kinds = {unit.kind for unit, _ in olds} & {unit.kind for unit, _ in news}
    olds, news = (
        [(unit, top) for unit, top in units if unit.kind in kinds] for units in (olds, news)
    )
    edges: list[tuple[Edge, bool]] = []
    for at, to in work.likeness.candidates([unit for unit, _ in olds], [unit for unit, _ in news]):
        (old, old_top), (new, new_top) = olds[at], news[to]
        least = _least_likeness(old, new) if old_top and new_top else _ALIKE_ELSEWHERE
        if (old_top or new_top) and is_alike(old, new, work.likeness, least):
            edges.append((edge_of(old, new, at, to, work.likeness, 0), not (old_top and new_top)))
    taken = Taken()
    for edge, inside in sorted(
        edges, key=lambda one: (-one[0].weight, -one[0].tie, one[0].old + one[0].new)
    ):
        old, new = olds[edge.old][0], news[edge.new][0]
        if not taken.holds(old, new):
            work.found.inside |= inside
            taken.add(old, new)
            _accept_elsewhere(work, old, new)
    _still_loose(work)
