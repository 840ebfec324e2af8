"""Two forests of units -> which unit of one is which of the other.

    top-down: children of matched parents (siblings.py); equal fingerprints end the descent
    then, for what is left:  same address below another parent
                          -> same text elsewhere (moved)
                          -> much the same text elsewhere (moved, with a small change inside)
    and again, as long as a new match lets its children be matched
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tracker.diff import keys
from tracker.diff.chain import heaviest
from tracker.diff.likeness import Likeness
from tracker.diff.siblings import Pairing, edge_of, is_alike, pair
from tracker.model import Node

Relation = Literal["same", "respelled", "renumbered", "moved"]

_ALIKE_ELSEWHERE = 0.6
_FEWEST_WORDS = 6
_FEWEST_WORDS_INSIDE = 8
_ORDERLESS = frozenset(("row", "entity", "cell", "definition", "provision"))


@dataclass(frozen=True, slots=True)
class Match:
    """One unit of the old text taken for one of the new text, and how the two names relate."""

    old: Node
    new: Node
    relation: Relation


@dataclass(slots=True)
class Matching:
    """All matches below the first difference, looked up by either unit (its identity in memory)."""

    by_old: dict[int, Match] = field(default_factory=dict)
    by_new: dict[int, Match] = field(default_factory=dict)
    displaced: dict[int, list[Match]] = field(default_factory=dict)
    inside: bool = False
    """Whether some match stands inside a unit that itself has come or gone."""

    def add(self, match: Match) -> None:
        """Keep a match."""
        self.by_old[id(match.old)] = match
        self.by_new[id(match.new)] = match


@dataclass(slots=True)
class _Work:
    likeness: Likeness
    found: Matching
    queue: list[tuple[Sequence[Node], Sequence[Node], str, str, int]]
    loose_old: list[Node] = field(default_factory=list)
    loose_new: list[Node] = field(default_factory=list)


def match(old: Sequence[Node], new: Sequence[Node]) -> Matching:
    """Match two forests; units below equal fingerprints are not looked at and not listed."""
    work = _Work(Likeness(), Matching(), [(old, new, "", "", 0)])
    while work.queue:
        while work.queue:
            _descend(work)
        _same_address_elsewhere(work)
        if not work.queue:
            _same_text_elsewhere(work)
        if not work.queue:
            _like_text_elsewhere(work)
    return work.found


def _descend(work: _Work) -> None:
    """Match the children of one pair of parents."""
    olds, news, old_parent, new_parent, parent = work.queue.pop()
    olds = [unit for unit in olds if id(unit) not in work.found.by_old]
    news = [unit for unit in news if id(unit) not in work.found.by_new]
    pairing = pair(olds, news, old_parent, new_parent, work.likeness)
    crossing = _crossing(pairing)
    for at, to in pairing.partner.items():
        one = Match(olds[at], news[to], _relation(pairing, at, to, crossed=at in crossing))
        _accept(work, one)
        if at in crossing and one.relation == "same" and not one.new.role:
            work.found.displaced.setdefault(parent, []).append(one)
    work.loose_old += [olds[at] for at in pairing.loose_old()]
    work.loose_new += [news[to] for to in pairing.loose_new()]


def _accept(work: _Work, one: Match) -> None:
    work.found.add(one)
    if one.old.fingerprint != one.new.fingerprint:
        work.queue.append((one.old.children, one.new.children, one.old.address, one.new.address, id(one.new)))


def _relation(pairing: Pairing, at: int, to: int, *, crossed: bool) -> Relation:
    unit = pairing.new.units[to]
    if pairing.same_name(at, to):
        return "renumbered" if crossed and pairing.old.groups[at] and unit.kind not in _ORDERLESS and not unit.role else "same"
    if pairing.respelled(at, to):
        return "respelled"
    return "renumbered" if keys.household(pairing.old.units[at]) == keys.household(unit) else "moved"


def _crossing(pairing: Pairing) -> set[int]:
    """Return the old places whose units no longer stand in the order of the others, as few as possible."""
    ordered = sorted((at, to) for at, to in pairing.partner.items() if pairing.same_name(at, to) or pairing.respelled(at, to))
    if all(left[1] < right[1] for left, right in zip(ordered, ordered[1:], strict=False)):
        return set()
    edges = [edge_of(pairing.old.units[at], pairing.new.units[to], at, to, Likeness(), 1) for at, to in ordered]
    return {at for at, _ in ordered} - {edge.old for edge in heaviest(edges)}


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
    places = {unit.address: (unit, topmost) for unit, topmost in _walk_loose(work.loose_old, work.found.by_old)}
    taken: set[int] = set()
    for unit, topmost in _walk_loose(work.loose_new, work.found.by_new):
        other = places.get(unit.address)
        if other and other[0].kind == unit.kind and not keys.is_counted(unit.address) and not {id(other[0]), id(unit)} & taken:
            work.found.inside |= not (topmost and other[1])
            taken.update(id(one) for tree in (other[0], unit) for one in tree.walk())
            _accept(work, Match(other[0], unit, "same"))
    _still_loose(work)


def _same_text_elsewhere(work: _Work) -> None:
    """Match units whose text stands under another parent; inside what came or went, only where the other side is topmost."""
    places: dict[str, list[tuple[Node, bool]]] = {}
    for unit, topmost in _walk_loose(work.loose_new, work.found.by_new):
        if _may_move(unit):
            places.setdefault(unit.fingerprint, []).append((unit, topmost))
    taken: set[int] = set()
    for unit, topmost in _walk_loose(work.loose_old, work.found.by_old):
        free = [one for one in places.get(unit.fingerprint, ()) if id(one[0]) not in taken and (topmost or one[1])]
        if not free or id(unit) in taken or not _may_move(unit):
            continue
        other, other_topmost = next((one for one in free if one[0].label == unit.label and one[1] == topmost), free[0])
        if work.likeness.size(unit) < (_FEWEST_WORDS if topmost and other_topmost else _FEWEST_WORDS_INSIDE):
            continue
        work.found.inside |= not (topmost and other_topmost)
        taken.update(id(one) for tree in (unit, other) for one in tree.walk())
        _accept_elsewhere(work, unit, other)
    _still_loose(work)


def _may_move(unit: Node) -> bool:
    return not unit.role and unit.kind != "cell" and not keys.keeps_its_address(unit)


def _accept_elsewhere(work: _Work, old: Node, new: Node) -> None:
    same_home = old.kind in ("entity", "provision") and keys.household(old) == keys.household(new)
    _accept(work, Match(old, new, "renumbered" if same_home else "moved"))


def _like_text_elsewhere(work: _Work) -> None:
    """Match topmost units that say much the same under another parent, the likest first."""
    olds = [unit for unit in work.loose_old if _may_move(unit)]
    news = [unit for unit in work.loose_new if _may_move(unit)]
    edges = [
        edge_of(olds[at], news[to], at, to, work.likeness, 0)
        for at, to in work.likeness.candidates(olds, news)
        if is_alike(olds[at], news[to], work.likeness, _ALIKE_ELSEWHERE)
        and (olds[at].kind == "entity" or min(work.likeness.size(olds[at]), work.likeness.size(news[to])) >= _FEWEST_WORDS_INSIDE)
    ]
    for edge in sorted(edges, key=lambda edge: (-edge.weight, -edge.tie, edge.old + edge.new)):
        one, other = olds[edge.old], news[edge.new]
        if id(one) not in work.found.by_old and id(other) not in work.found.by_new:
            _accept_elsewhere(work, one, other)
    _still_loose(work)
