"""Two forests of units -> which unit of one is which of the other.

top-down: children of matched parents (siblings.py); equal fingerprints end the descent
then, for what is left:  same address below another parent
                      -> same text elsewhere (moved)
                      -> much the same text elsewhere (moved, with a small change inside)
and again, as long as a new match lets its children be matched
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tracker.diff import elsewhere, keys
from tracker.diff.chain import edge_of, heaviest
from tracker.diff.divisions import is_division, renamed_divisions
from tracker.diff.itself import UnitsInPlace
from tracker.diff.kinds import KINDS
from tracker.diff.likeness import Likeness
from tracker.diff.matches import Match, Matching, Relation
from tracker.diff.pairing import Pairing, Side
from tracker.diff.shares import share_out
from tracker.diff.siblings import pair
from tracker.diff.work import Parents, Work
from tracker.model import Node


def match(old: Sequence[Node], new: Sequence[Node]) -> Matching:
    """Match two forests; units below equal fingerprints are not looked at and not listed."""
    likeness = Likeness()
    top = Parents(old, new, renamed=renamed_divisions(old, new))
    work = Work(old, new, likeness, UnitsInPlace(old, new, likeness), Matching(), [top])
    while work.queue:
        while work.queue:
            _descend(work)
        elsewhere.same_address_elsewhere(work)
        if not work.queue:
            elsewhere.same_text_elsewhere(work)
        if not work.queue:
            elsewhere.like_text_elsewhere(work)
    share_out(work.found, old, new, work.likeness)
    return work.found


def _descend(work: Work) -> None:
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
        old, new = olds[at], news[to]
        relation = _relation(pairing, at, to, crossed=at in crossing)
        match = Match(old, new, _below(parents, old, new, relation))
        work.accept(match, reworded=parents.reworded or _has_other_columns(old, new))
        if at in crossing and match.relation == "same" and not new.role:
            work.found.displaced.setdefault(parents.parent, []).append(match)
    work.loose_old += [olds[at] for at in pairing.loose_old()]
    work.loose_new += [news[to] for to in pairing.loose_new()]


def _below(parents: Parents, old: Node, new: Node, relation: Relation) -> Relation:
    """Return the relation of two units in the light of what became of their parents.

    A cell below column names that changed is the same cell. What got another number only with its
    division (the division's heading, a section) moved.
    """
    if parents.reworded and new.kind == "cell" and relation != "moved":
        relation = "same"
    if parents.renamed and relation == "same" and old.address != new.address:
        carries_number = old.kind == "provision" or is_division(old, parents.renamed)
        return "moved" if carries_number else "same"
    return relation


def _has_other_columns(old: Node, new: Node) -> bool:
    return new.kind == "table" and old.own != new.own


def _relation(pairing: Pairing, at: int, to: int, *, crossed: bool) -> Relation:
    unit = pairing.new.units[to]
    if pairing.same_name(at, to):
        placed = pairing.old.groups[at] and not KINDS[unit.kind].orderless and not unit.role
        respaced = crossed and placed and pairing.old.units[at].address != unit.address
        return "renumbered" if respaced else "same"
    if pairing.respelled(at, to):
        return "respelled"
    old = pairing.old.units[at]
    if (
        old.kind != unit.kind
        and old.text == unit.text
        and (pairing.old.groups[at] or pairing.new.groups[to])
    ):
        return "respelled"
    if keys.neighbourhood(old) != keys.neighbourhood(unit):
        return "moved"
    differs = (old.own, old.label) != (unit.own, unit.label)
    return "renamed" if differs and keys.is_named(unit) else "renumbered"


def _crossing(pairing: Pairing, likeness: Likeness) -> set[int]:
    """Return the old places of the fewest units that break the order of the others."""
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
    """Tell whether a matched unit has a place among its siblings, as a credit has not."""
    return not pairing.new.units[to].role and (
        pairing.same_name(at, to) or pairing.respelled(at, to)
    )
