"""The children of two matched parents -> which is which.

same name, same fingerprint -> counted units (p3, ~2) by fingerprint, in order
   -> same name, and own words the same but for noise, or more alike than any other's (itself.py)
   -> the rest: edges by name, fingerprint, likeness; the heaviest chain, then what crosses it
   -> a counted unit alone between the same neighbours
what is left has come, gone, or stands below another parent
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from operator import itemgetter

from tracker.align import align
from tracker.diff import keys
from tracker.diff.alike import FEWEST_SHARED, is_alike_beside
from tracker.diff.chain import Edge, edge_of, heaviest
from tracker.diff.itself import Claim, UnitsInPlace, agrees_in_substance, surest
from tracker.diff.leftovers import match_between_neighbours, match_twins
from tracker.diff.likeness import Likeness
from tracker.diff.pairing import Pairing, Side
from tracker.diff.rarity import Rarity
from tracker.diff.same_names import same_names
from tracker.model import Node, UnitKind

_RENAMED = -6
"""What another name costs a match: less than a word, so it only decides between matches that
explain the same."""
_FEWEST_EXCHANGED = 6
"""Words from which two texts that changed places are seen as having done so; shorter ones recur by
chance."""
_WORD_FOR_WORD, _REWRITTEN, _CHANCE = 1.5, 0.75, 0.5
"""How much the likeness of another text counts against a label, and that of a few words with a
number (see `_rival_likeness`)."""
_DIGIT = re.compile(r"\d")

_Pairs = list[tuple[int, int]]
"""Places of old and new units that may be one."""


def pair(pairing: Pairing, likeness: Likeness, standing: UnitsInPlace) -> Pairing:
    """Match the children of two matched parents as far as they can be matched among themselves."""
    _count_twins(pairing)
    _match_untouched(pairing)
    if pairing.loose_old() and pairing.loose_new():
        _match_by_edges(pairing, likeness, standing)
        match_between_neighbours(pairing)
    match_twins(pairing)
    return pairing


def _count_twins(pairing: Pairing) -> None:
    """Let a unit without a twin mark count in the series of its twins, on both sides."""
    groups = {group for side in (pairing.old, pairing.new) for group in side.groups if group}
    for side in (pairing.old, pairing.new):
        for place, name in enumerate(side.names):
            if name in groups:
                side.groups[place] = name


def _match_untouched(pairing: Pairing) -> None:
    """Match units of one name and fingerprint.

    Of a counted series, those of one fingerprint in order.
    """
    old, new = pairing.old, pairing.new
    places = {name: place for place, name in enumerate(new.names) if new.groups[place] is None}
    for at, name in enumerate(old.names):
        to = places.get(name) if old.groups[at] is None else None
        if to is not None and old.units[at].fingerprint == new.units[to].fingerprint:
            pairing.match(at, to)
    for group in sorted({*filter(None, old.groups)} & {*filter(None, new.groups)}):
        here, there = _of_group(old, group), _of_group(new, group)
        prints = [old.units[at].fingerprint for at in here]
        for at, to in align(prints, [new.units[to].fingerprint for to in there]):
            pairing.match(here[at], there[to])


def _of_group(side: Side, group: str) -> list[int]:
    """Return the places of the units of a counted series."""
    return [place for place, own in enumerate(side.groups) if own == group]


def _match_by_edges(pairing: Pairing, likeness: Likeness, standing: UnitsInPlace) -> None:
    """Match what is beyond doubt at once, then the heaviest chain of the edges left.

    Then what crosses it.
    """
    by_text = _match_themselves(pairing, same_names(pairing), likeness)
    by_name = same_names(pairing)
    _match_certain(pairing, by_name, by_text)
    known = _both_loose(pairing, by_name + by_text)
    if len(known) == 1 and len(pairing.loose_old()) == len(pairing.loose_new()) == 1:
        pairing.match(*known[0])
        return
    alike = _alike(pairing, likeness, standing, set(known))
    for at, to in surest(*_claims(pairing, by_name, by_text + alike, likeness)):
        pairing.match(at, to)
    _match_heaviest(pairing, _both_loose(pairing, by_text + alike), likeness)
    for at, to in by_name:
        if pairing.both_loose(at, to):
            pairing.match(at, to)


def _match_certain(pairing: Pairing, by_name: _Pairs, by_text: _Pairs) -> None:
    """Match units of one name that are one beyond doubt, and whose text stands nowhere else."""
    olds, news = {at for at, _ in by_text}, {to for _, to in by_text}
    for at, to in by_name:
        if at not in olds and to not in news and _is_certain(pairing, at, to):
            pairing.match(at, to)


def _both_loose(pairing: Pairing, pairs: _Pairs) -> _Pairs:
    return [(at, to) for at, to in pairs if pairing.both_loose(at, to)]


def _match_heaviest(pairing: Pairing, pairs: list[tuple[int, int]], likeness: Likeness) -> None:
    """Match the heaviest chain of pairs that keeps the order of both sides.

    Then what crosses it, the heaviest first.
    """
    edges = [_edge(pairing, at, to, likeness) for at, to in pairs]
    for edge in heaviest([edge for edge in edges if edge.weight > 0]):
        pairing.match(edge.old, edge.new)
    for edge in sorted(edges, key=lambda edge: (-edge.weight, -edge.tie, edge.old + edge.new)):
        if pairing.both_loose(edge.old, edge.new):
            pairing.match(edge.old, edge.new)


def _match_themselves(
    pairing: Pairing, by_name: list[tuple[int, int]], likeness: Likeness
) -> list[tuple[int, int]]:
    """Match units of one name and the same words but for noise, and texts that changed places.

    Return the pairs of one text left.
    """
    for at, to in by_name:
        if agrees_in_substance(pairing.old.units[at], pairing.new.units[to], likeness):
            pairing.match(at, to)
    by_text = _same_texts(pairing)
    for at, to in _exchanged(pairing, by_text, likeness):
        pairing.match(at, to)
    return [(at, to) for at, to in by_text if at not in pairing.partner]


def _claims(
    pairing: Pairing,
    by_name: list[tuple[int, int]],
    others: list[tuple[int, int]],
    likeness: Likeness,
) -> tuple[list[Claim], list[Claim]]:
    """Return the claims of units to be themselves, and those of others to be them."""
    own, rivals = _both_loose(pairing, by_name), _both_loose(pairing, others)
    old, new = pairing.old.units, pairing.new.units
    as_many = len(old) == len(new)
    return (
        [Claim(at, to, likeness.own(old[at], new[to])) for at, to in own],
        [Claim(at, to, _rival_likeness(old[at], new[to], likeness, as_many)) for at, to in rivals],
    )


def _rival_likeness(old: Node, new: Node, likeness: Likeness, as_many: bool) -> float:
    """Return how alike a unit must be to its own old words to stay itself.

    A text that stands elsewhere word for word takes its name along, unless it is a few words with a
    number, which a list of rising limits, as long as before, repeats by chance. Else a label weighs
    more than some words.
    """
    if as_many and likeness.size(old) < _FEWEST_EXCHANGED and _DIGIT.search(old.text):
        return _CHANCE * likeness.own(old, new)
    return (
        _WORD_FOR_WORD if old.text and old.text == new.text else _REWRITTEN * likeness.own(old, new)
    )


def _edge(pairing: Pairing, at: int, to: int, likeness: Likeness) -> Edge:
    return edge_of(
        pairing.old.units[at],
        pairing.new.units[to],
        at,
        to,
        likeness,
        0 if pairing.same_name(at, to) else _RENAMED,
    )


def _same_texts(pairing: Pairing) -> list[tuple[int, int]]:
    """Return every two loose units of one fingerprint and another name.

    Then those of one text and another kind; copies in their order.

    A text that is set otherwise (a term in italics) may be read as a unit of another kind.
    """
    pairs = list(_same_words(pairing, [], _fingerprint_of, other_kinds_only=False))
    return pairs + list(_same_words(pairing, pairs, _own_text_of, other_kinds_only=True))


def _same_words(
    pairing: Pairing, known: _Pairs, words: Callable[[Node], str], *, other_kinds_only: bool
) -> Iterator[tuple[int, int]]:
    """Yield the loose units of the same words, copies in their order, beside those `known`."""
    olds, news = {at for at, _ in known}, {to for _, to in known}
    places: dict[str, dict[UnitKind, list[int]]] = {}
    for to in reversed(pairing.loose_new()):
        unit = pairing.new.units[to]
        if to not in news and not keys.keeps_its_address(unit):
            places.setdefault(words(unit), {}).setdefault(unit.kind, []).append(to)
    for at in pairing.loose_old() if places else ():
        unit = pairing.old.units[at]
        copies = places.get(words(unit))
        if at not in olds and copies and not keys.keeps_its_address(unit):
            copy = _next_copy(copies, unit.kind if other_kinds_only else None)
            if copy is not None:
                yield at, copy


def _next_copy(copies: dict[UnitKind, list[int]], passed: UnitKind | None) -> int | None:
    """Take the first copy that is left, but those of the kind that is passed over."""
    others = [found for kind, found in copies.items() if found and kind != passed]
    return min(others, key=itemgetter(-1)).pop() if others else None


def _exchanged(
    pairing: Pairing, by_text: list[tuple[int, int]], likeness: Likeness
) -> list[tuple[int, int]]:
    """Return the pairs that close a ring.

    Texts that only changed places among the same labels, word for word.
    """
    goes_to = {
        at: to for at, to in by_text if likeness.size(pairing.old.units[at]) >= _FEWEST_EXCHANGED
    }
    places = {name: at for at, name in enumerate(pairing.old.names)}
    found: list[tuple[int, int]] = []
    for start in goes_to:
        ring: list[tuple[int, int]] = []
        at = start
        while at in goes_to and len(ring) < len(goes_to):
            ring.append((at, goes_to[at]))
            at = places.get(pairing.new.names[goes_to[at]], -1)
            if at == start:
                found += [pair for pair in ring if pair not in found]
                break
    return found


def _fingerprint_of(unit: Node) -> str:
    return unit.fingerprint


def _own_text_of(unit: Node) -> str:
    """Return a unit's own words, led by what it may not differ in.

    One of few words keeps to its kind.
    """
    return (
        f"{unit.role}\n{unit.text}" if unit.text.count(" ") >= FEWEST_SHARED else unit.fingerprint
    )


def _is_certain(pairing: Pairing, at: int, to: int) -> bool:
    """Tell whether two units of one name are one beyond doubt.

    An entity, equal own text, equal heading.
    """
    old, new = pairing.old.units[at], pairing.new.units[to]
    if old.kind in ("entity", "entry") or keys.keeps_its_address(old):
        return True
    if old.text or new.text or not old.children or not new.children:
        return bool(old.text) and old.own == new.own
    first, second = old.children[0], new.children[0]
    return bool(first.text) and first.own == second.own


def _alike(
    pairing: Pairing, likeness: Likeness, standing: UnitsInPlace, known: set[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return every two loose units of different names that say much the same.

    None of them still stands under its own name.
    """
    old, new = pairing.old, pairing.new
    here = [at for at in pairing.loose_old() if _may_become_another(old.units[at], standing)]
    if not here:
        return []
    there = [to for to in pairing.loose_new() if _may_have_been_another(new.units[to], standing)]
    olds, news = [old.units[at] for at in here], [new.units[to] for to in there]
    near = [(here[at], there[to]) for at, to in likeness.candidates(olds, news)]
    unknown = [pair for pair in near if pair not in known]
    if not unknown:
        return []
    rarity = Rarity.among(
        [*_weighed(old, set(pairing.loose_old())), *_weighed(new, set(pairing.loose_new()))],
        likeness,
    )
    return [(at, to) for at, to in unknown if is_alike_beside(old.units[at], new.units[to], rarity)]


def _weighed(side: Side, loose: set[int]) -> Iterator[Node]:
    """Yield the units whose words are weighed: no entities, no entries that are matched."""
    for place, unit in enumerate(side.units):
        if unit.kind != "entity" and (unit.kind != "entry" or place in loose):
            yield unit


def _may_become_another(unit: Node, standing: UnitsInPlace) -> bool:
    return not keys.keeps_its_address(unit) and not standing.stays(unit)


def _may_have_been_another(unit: Node, standing: UnitsInPlace) -> bool:
    return not keys.keeps_its_address(unit) and not standing.stood(unit)
