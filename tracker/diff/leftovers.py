"""Children that neither name nor words could match.

The one between the same neighbours, the twin under the same address.
"""

from __future__ import annotations

import itertools

from tracker.diff import keys
from tracker.diff.pairing import Pairing, Side
from tracker.model import Node

_NO_NEIGHBOURS = frozenset(("provision", "entry", "entity"))


def match_between_neighbours(pairing: Pairing) -> None:
    """Match counted units that are as many on both sides between the same matched neighbours.

    Whole entries, entities and provisions are no neighbours to count by, so that those without any
    change may be missing.
    """
    ordered = sorted(
        (at, to)
        for at, to in pairing.partner.items()
        if pairing.old.units[at].kind not in _NO_NEIGHBOURS
    )
    if any(left[1] > right[1] for left, right in itertools.pairwise(ordered)):
        return
    gap_of = (
        _gaps([at for at, _ in ordered], len(pairing.old.units)),
        _gaps([to for _, to in ordered], len(pairing.new.units)),
    )
    here = _loose_series(pairing.loose_old(), pairing.old, gap_of[0])
    there = _loose_series(pairing.loose_new(), pairing.new, gap_of[1])
    for series, places in here.items():
        others = there.get(series, [])
        if len(places) == len(others):
            for at, to in zip(places, others, strict=True):
                if _may_replace(pairing.old.units[at], pairing.new.units[to]):
                    pairing.match(at, to)


def match_twins(pairing: Pairing) -> None:
    """Match twins under one address that are left: the text of one of them was rewritten."""
    places = {
        pairing.new.units[to].address: to for to in pairing.loose_new() if pairing.new.groups[to]
    }
    for at in pairing.loose_old() if places else ():
        unit = pairing.old.units[at]
        to = places.get(unit.address)
        if (
            to is not None
            and pairing.old.groups[at]
            and unit.kind == pairing.new.units[to].kind
            and not unit.name.is_place
        ):
            pairing.match(at, to)


def _may_replace(old: Node, new: Node) -> bool:
    """Tell whether a unit may stand for another in the same place.

    Of one kind, and a row only with the same cells.
    """
    if old.kind == "row":
        return (
            new.kind == "row"
            and bool(old.children)
            and [child.own for child in old.children] == [child.own for child in new.children]
        )
    return old.kind == new.kind


def _gaps(matched: list[int], size: int) -> list[int]:
    """Return for every place how many matched places stand before it."""
    gaps: list[int] = []
    inside = set(matched)
    count = 0
    for place in range(size):
        gaps.append(count)
        count += place in inside
    return gaps


def _loose_series(
    loose: list[int], side: Side, gap_of: list[int]
) -> dict[tuple[int, str], list[int]]:
    series: dict[tuple[int, str], list[int]] = {}
    for place in loose:
        unit = side.units[place]
        group = (
            "row"
            if unit.kind == "row" and not keys.stands_in_country_list(unit)
            else side.groups[place]
        )
        if group is not None:
            series.setdefault((gap_of[place], group), []).append(place)
    return series
