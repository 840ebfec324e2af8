"""Siblings that carry one legal label, or one name that is only respelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tracker.diff import keys
from tracker.diff.pairing import Pairing, Side
from tracker.model import UnitKind


def same_names(pairing: Pairing) -> list[tuple[int, int]]:
    """Return every two loose units of one legal label, or of one name that is only respelled."""
    old, new = pairing.old, pairing.new
    exact = {new.names[to]: to for to in pairing.loose_new() if new.groups[to] is None}
    loose = [at for at in pairing.loose_old() if old.groups[at] is None]
    pairs = [(at, exact[old.names[at]]) for at in loose if old.names[at] in exact]
    for spelled in keys.SPELLINGS:
        olds, news = {at for at, _ in pairs}, {to for _, to in pairs}
        left = {name: to for name, to in exact.items() if to not in news}
        places = _spellings(new, left, spelled)
        if places:
            pairs += _respelled(pairing, [at for at in loose if at not in olds], places, spelled)
    return pairs


def _spellings(
    side: Side, left: Mapping[str, int], spelled: Callable[[str, UnitKind], str]
) -> dict[str, int]:
    """Return the first unit of each spelling of a name, of those that may be respelled."""
    places: dict[str, int] = {}
    for name, to in left.items():
        if keys.may_be_respelled(side.units[to]):
            places.setdefault(spelled(name, side.units[to].kind), to)
    return places


def _respelled(
    pairing: Pairing,
    loose: Sequence[int],
    places: dict[str, int],
    spelled: Callable[[str, UnitKind], str],
) -> Iterator[tuple[int, int]]:
    """Yield the loose old units whose name is spelled as that of a new one; each new one once."""
    old = pairing.old
    for at in loose:
        spelling = spelled(old.names[at], old.units[at].kind)
        to = places.get(spelling, -1)
        if to >= 0 and pairing.respelled(at, to):
            del places[spelling]
            yield at, to
