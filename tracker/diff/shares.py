"""A text that went into several units, or into units below its own: who took it over.

    z.1  "Amplifiers that exceed the limits of 3A090."      z.1
                                             z.1.a  "Amplifiers that exceed the limits of 3A090.a."
                                             z.1.b  "Amplifiers that exceed the limits of 3A090.b."

A unit is matched with one other; whoever else took its text over is found here, so that no deletion
of the whole is told beside additions of the whole. Read backwards it is a text that several units
gave up to one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.diff import keys
from tracker.diff.likeness import Likeness
from tracker.diff.matches import Match, Matching, Shares
from tracker.model import Node
from tracker.words import spans

_BELOW = 0.75
"""How alike the words of a unit and of one below it must be, for the address speaks for them
already."""
_PIECE = 0.9
"""The part of its words that a piece must have from the text it came from, where the pieces
together hold most of it."""
_ELSEWHERE = 0.9
_FEWEST_WORDS = 8
"""Below it two texts that say the same without having to do with each other are common."""
_SHARING = frozenset(("paragraph", "item", "note", "definition", "footnote"))


def share_out(
    found: Matching, old: Iterable[Node], new: Iterable[Node], likeness: Likeness
) -> None:
    """Note in a matching which unit took over a text of which other one."""
    pairs = [
        match
        for match in found.by_new.values()
        if match.new.kind in _SHARING and match.old.kind == match.new.kind
    ]
    for pair in pairs:
        if pair.relation == "same" and pair.old.own != pair.new.own:
            _give_below(pair.old, pair.new, found.by_new, found.shared, likeness)
            _give_below(pair.new, pair.old, found.by_old, found.gathered, likeness)
    carried = [pair for pair in pairs if pair.relation in ("renumbered", "moved")]
    if carried:
        _give_elsewhere(
            [(pair.old, pair.new) for pair in carried],
            _without_match(new, found.by_new),
            found.shared,
            likeness,
        )
        _give_elsewhere(
            [(pair.new, pair.old) for pair in carried],
            _without_match(old, found.by_old),
            found.gathered,
            likeness,
        )


def _give_below(
    giver: Node, left: Node, known: dict[int, Match], out: Shares, likeness: Likeness
) -> None:
    """Let the units that came below a unit take over the text that it no longer has."""
    if not giver.text:
        return
    kept = likeness.own(giver, left) if left.text else 0.0
    came = [
        child
        for child in left.children
        if id(child) not in known and child.kind == giver.kind and child.text
    ]
    takers = [
        child for child in came if likeness.own(giver, child) >= max(_BELOW, kept)
    ] or _pieces(giver, came, kept, likeness)
    for child in takers:
        out.giver[id(child)] = giver
    if takers:
        out.lead[id(giver)] = min((_lead(giver.text, child.text) for child in takers), key=len)


def _pieces(giver: Node, came: list[Node], kept: float, likeness: Likeness) -> list[Node]:
    """Return the units that a text was cut into.

    Each from its words alone, together most of them.
    """
    size = likeness.own_size(giver)
    pieces = [
        child
        for child in came
        if likeness.own_shared(giver, child) >= _PIECE * likeness.own_size(child)
    ]
    covered = sum(likeness.own_shared(giver, child) for child in pieces)
    return (
        pieces
        if len(pieces) > 1 and size >= _FEWEST_WORDS and covered >= max(_BELOW, kept) * size
        else []
    )


def _lead(text: str, taken: str) -> str:
    """Return the words of a text before the first that were taken over, in whatever capitals."""
    runs = spans(text, taken)
    sign, first = runs[0]
    if sign != "-":
        return ""
    opening = runs[1][1].strip() if len(runs) > 1 and runs[1][0] == "+" else ""
    lead = first.strip()
    return (
        lead[: len(lead) - len(opening)].strip()
        if opening and lead.lower().endswith(opening.lower())
        else lead
    )


def _give_elsewhere(
    carried: list[tuple[Node, Node]], takers: Iterable[Node], out: Shares, likeness: Likeness
) -> None:
    """Let further units take over, nearly word for word, text that moved and changed.

    Of several such texts a unit takes the one that it is most like; what then decides is the same
    in both directions.
    """
    places: dict[str, list[tuple[Node, Node]]] = {}
    for giver, partner in carried:
        places.setdefault(keys.home_of(giver), []).append((giver, partner))
    for taker in takers:
        if id(taker) in out.giver:
            continue
        here = places.get(keys.home_of(taker), ())
        givers = [
            giver
            for giver, partner in here
            if taker.kind == giver.kind and _takes_over(giver, partner, taker, likeness)
        ]
        if givers:
            out.giver[id(taker)] = max(
                givers, key=lambda pair: (likeness.own(pair, taker), pair.address)
            )


def _takes_over(giver: Node, partner: Node, taker: Node, likeness: Likeness) -> bool:
    """Tell whether a unit took over the text of another beside its partner.

    Where that has it word for word, only one named after it.
    """
    below = taker.name.is_below(giver.name)
    if taker.address == giver.address or not (below or partner.own != giver.own):
        return False
    enough = likeness.own_size(giver) >= _FEWEST_WORDS
    return enough and likeness.own(giver, taker) >= (_BELOW if below else _ELSEWHERE)


def _without_match(units: Iterable[Node], known: dict[int, Match]) -> Iterator[Node]:
    """Yield the topmost units that have no match, also those below matched ones."""
    stack = list(units)
    while stack:
        unit = stack.pop()
        pair = known.get(id(unit))
        if pair is None:
            yield unit
        elif pair.old.fingerprint != pair.new.fingerprint:
            stack.extend(unit.children)
