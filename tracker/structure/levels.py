"""Which level every label of a provision stands on: the cheapest reading of the whole sequence.

A beam search over the labels in order. A label that continues an open list costs nothing, one that
opens the next standard level next to nothing; gaps, restarts and odd levels cost more. What follows
decides what stands before:

    (h) text.   (i) text.   (j) text.      letters: after the roman reading, (j) would be a gap
    (h) text:   (i) text;   (ii) text.     roman: after the letter, (ii) would begin a list at two
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import Literal, NamedTuple

from tracker.structure import prices
from tracker.structure.labels import Label
from tracker.structure.outline import (
    BOUNDARIES,
    DEFINITION,
    HEADING,
    REPEATED,
    OpenItem,
    following,
    is_repeated,
    path_to,
    starting,
)
from tracker.structure.readings import STANDARD, Reading
from tracker.structure.repeats import going_on, late_below, repeats

Hint = Literal["", "open", "list"]
_WIDTH, _SLACK = 6, 1.2
"""States that are kept after each label, and how much dearer than the cheapest one they may be.

15 CFR 740.17(b)(2)(i)(A)(3) [2017] is read as (b)(3) by a width of 3 or a slack of 0.9."""
_DEEPEST = 16
"""Open items above a new one; the code knows six levels, so what would stand deeper is no text of
it, but must not harm."""


class Step(NamedTuple):
    """One event in the order of the text.

    A label, a definition, a heading with a number of its own, or a break.

    `hint` tells how the text before ended: "open" (a colon or dash: a list should begin) or "list"
    (a semicolon: the list should go on). `level` is that of a numbered heading.
    """

    kind: Literal["label", "definition", "heading", "break", "plain"]
    label: Label | None = None
    hint: Hint = ""
    level: int = 0


class _State(NamedTuple):
    cost: float
    open_item: OpenItem | None
    history: tuple[object, OpenItem | None] | None
    restart: float


def resolve(steps: list[Step], in_definitions: bool) -> list[OpenItem | None]:
    """Return one open item a step, None for a step that opens nothing.

    Breaks open nothing, nor do labels that turned out to be text.

    `in_definitions` marks a section of definitions, in which an unnumbered term always stands at
    the top.
    """
    is_italic = any(
        step.label
        and any(reading.style == "1*" and reading.price == 0 for reading in step.label.readings)
        for step in steps
    )
    states = [_State(0.0, None, None, prices.RESTART)]
    for step in steps:
        if step.kind == "label":
            assert step.label is not None
            states = _advance(
                states, step, step.label, prices.LOST_ITALIC_BESIDE_KEPT if is_italic else 0.0
            )
        elif step.kind == "definition":
            states = [
                _opened(state, _definition(state.open_item, in_definitions)) for state in states
            ]
        elif step.kind == "heading":
            states = [_opened(state, _heading(state.open_item, step.level)) for state in states]
        else:
            price = (
                prices.RESTART_BEHIND_BREAK if step.kind == "break" else prices.RESTART_BEHIND_TEXT
            )
            states = [
                _State(
                    state.cost, state.open_item, (state.history, None), min(price, state.restart)
                )
                for state in states
            ]
    return _unwind(min(states, key=lambda state: state.cost))


def _unwind(state: _State) -> list[OpenItem | None]:
    open_items: list[OpenItem | None] = []
    history = state.history
    while history is not None:
        open_item = history[1]
        open_items.append(open_item if open_item is None or open_item.style != REPEATED else None)
        history = history[0]  # type: ignore[assignment]  # a linked list of pairs
    open_items.reverse()
    return open_items


def _opened(state: _State, open_item: OpenItem) -> _State:
    return _State(state.cost, open_item, (state.history, open_item), prices.RESTART)


def _definition(open_item: OpenItem | None, in_definitions: bool) -> OpenItem:
    """Return the open item of a new definition.

    Beside the one that is open, else below the innermost item.
    """
    at = open_item
    while at is not None and at.style != DEFINITION:
        at = at.parent
    if at is not None:
        return OpenItem(at.parent, DEFINITION, at.ordinal + 1)
    while (
        in_definitions
        and open_item is not None
        and open_item.style not in BOUNDARIES
        and not _is_first_level(open_item)
    ):
        open_item = open_item.parent
    return OpenItem(open_item, DEFINITION, 1)


def _is_first_level(open_item: OpenItem) -> bool:
    return open_item.parent is None or open_item.parent.style in BOUNDARIES


def _heading(open_item: OpenItem | None, level: int) -> OpenItem:
    """Return the open item of a numbered heading: below the last heading of a higher level."""
    at = open_item
    while at is not None and not (at.style == HEADING and at.ordinal < level):
        at = at.parent
    return OpenItem(at, HEADING, level)


def _advance(states: list[_State], step: Step, label: Label, lost_italics: float) -> list[_State]:
    if len(states) == 1 and (open_item := _plainly_next(states[0].open_item, label)):
        return [_opened(states[0], open_item)]
    found = [choice for state in states for choice in _choices(state, step, label, lost_italics)]
    if not found:
        return [_taken(state.cost, state, None) for state in states[:1]]
    return _cheapest(found)


_Choice = tuple[float, _State, OpenItem | None]
"""What a label may be after a state: the cost so far, the state, its place (None: text)."""


def _choices(state: _State, step: Step, label: Label, lost_italics: float) -> Iterator[_Choice]:
    """Yield what a label may be; one that falls with the label before it is text."""
    if label.joined and state.history is not None and state.history[1] is None:
        yield state.cost, state, None
        return
    if label.refuse is not None and not is_repeated(state.open_item):
        yield state.cost + label.refuse, state, None
    for price, open_item in _moves(state, step, label, lost_italics):
        yield state.cost + price + label.accept, state, open_item


def _cheapest(found: list[_Choice]) -> list[_State]:
    """Return the states of the cheapest choices, one for each open path."""
    found.sort(key=itemgetter(0))
    limit = found[0][0] + _SLACK
    kept: dict[tuple[tuple[str, float], ...], _State] = {}
    for cost, state, open_item in found:
        if cost > limit or len(kept) == _WIDTH:
            break
        signature = _signature(open_item or state.open_item)
        if signature not in kept:
            kept[signature] = _taken(cost, state, open_item)
    return list(kept.values())


def _taken(cost: float, state: _State, open_item: OpenItem | None) -> _State:
    """Return what a state becomes with a label at this item, or with the label left as text."""
    if open_item is None:
        return _State(cost, state.open_item, (state.history, None), state.restart)
    return _State(cost, open_item, (state.history, open_item), prices.RESTART)


def _plainly_next(open_item: OpenItem | None, label: Label) -> OpenItem | None:
    """Return the next item of the innermost list where nothing else is near.

    No other reading begins or continues a list.
    """
    if open_item is None or label.joined or label.refuse is not None:
        return None
    following: OpenItem | None = None
    for style, ordinal, _, until in label.readings:
        if until:
            return None
        if style == open_item.style and 0 < ordinal - open_item.ordinal <= 1:
            following = OpenItem(open_item.parent, style, ordinal, open_item.late)
        elif ordinal == 1 or style == open_item.style:
            return None
    if following is not None:
        at = open_item.parent
        while at is not None:
            if any(at.style == reading.style for reading in label.readings):
                return None
            at = at.parent
    return following


def _signature(open_item: OpenItem | None) -> tuple[tuple[str, float], ...]:
    path = []
    while open_item is not None:
        path.append((open_item.style, open_item.ordinal))
        open_item = open_item.parent
    return tuple(path)


def _moves(
    state: _State, step: Step, label: Label, lost_italics: float
) -> list[tuple[float, OpenItem]]:
    """Return every place that the label can take, with its price."""
    open_item, hint = state.open_item, step.hint
    if label.path:
        if is_repeated(open_item):
            return going_on(path_to(open_item.parent), int(open_item.ordinal), label)
        if label.joined and not label.readings:
            return late_below(open_item, label)
    moves = repeats(open_item, state.restart, label) if label.after and not label.joined else []
    beside = prices.BESIDE_JOINED if label.joined else prices.BESIDE_OPEN if hint == "open" else 0.0
    for reading in label.readings:
        on, taken = _continued_lists(state, hint, reading, beside)
        start = reading.price + (lost_italics if reading.price == prices.LOST_ITALIC else 0.0)
        moves += on
        moves += _begun(state, hint, reading, taken, start, beside)
    return moves


def _begun(
    state: _State, hint: Hint, reading: Reading, taken: bool, start: float, beside: float
) -> list[tuple[float, OpenItem]]:
    """Return where a reading can begin a list, with the prices.

    `taken` where an open list can go on with it: then only a first item begins another one.
    """
    room, below = _with_room(state.open_item), prices.BELOW_IN_LIST if hint == "list" else 0.0
    last = reading.until or reading.ordinal
    if not taken:
        begun = OpenItem(room, reading.style, last, reading.ordinal != 1)
        return _beginnings(begun, start + below, start + beside)
    if reading.ordinal != 1:
        return []
    is_asked = hint == "open" or state.restart < prices.RESTART
    again = prices.SECOND_LIST_ASKED if is_asked else prices.SECOND_LIST
    return [(start + again + below, OpenItem(room, reading.style, last))]


def _continued_lists(
    state: _State, hint: Hint, reading: Reading, beside: float
) -> tuple[list[tuple[float, OpenItem]], bool]:
    """Return the open lists that a reading can go on with, the innermost first, with the prices.

    And whether one of them stands inside the nearest boundary.
    """
    moves: list[tuple[float, OpenItem]] = []
    last = reading.until or reading.ordinal
    at, climbed, taken, inside = state.open_item, 0, False, True
    while at is not None:
        if at.style == reading.style:
            step_on = reading.ordinal - at.ordinal
            is_twin = step_on == 0 and not climbed and hint != "open"
            cost = prices.TWIN if is_twin else following(step_on, at.late, state.restart)
            cost += prices.CLIMBED_IN_LIST if hint == "list" and climbed else 0.0
            price = cost + beside + climbed * prices.CLIMBED
            moves.append((price, OpenItem(at.parent, reading.style, last, at.late)))
            taken = taken or inside
        inside = inside and at.style not in BOUNDARIES
        at, climbed = at.parent, climbed + 1
    return moves, taken


def _with_room(open_item: OpenItem | None) -> OpenItem | None:
    """Return the innermost open item that is not too deep to have another one below it."""
    depth, at = 0, open_item
    while at is not None:
        depth, at = depth + 1, at.parent
    return open_item if depth < _DEEPEST else path_to(open_item)[_DEEPEST - 2]


def _beginnings(begun: OpenItem, below: float, beside: float) -> list[tuple[float, OpenItem]]:
    """Return where a list can begin.

    Below the innermost item, or further out where its own list was cut away.
    """
    open_item, style, late = begun.parent, begun.style, begun.late
    moves = [(below + starting(open_item, style, late), begun)]
    higher = _under(open_item, style)
    if higher is not open_item:
        price = beside + prices.UNDER + (prices.UNDER_LATE if late else 0.0)
        moves.append((price, OpenItem(higher, style, begun.ordinal, late)))
    outside = open_item
    while outside is not None and outside.style[-1] == ".":
        outside = outside.parent
    if (
        outside is not open_item
        and outside is not None
        and STANDARD.get(style, 0) == STANDARD.get(outside.style, -2) + 1
    ):
        price = beside + prices.OUTSIDE_OUTLINE + (prices.OUTSIDE_OUTLINE_LATE if late else 0.0)
        moves.append((price, OpenItem(outside, style, begun.ordinal, late)))
    return moves


def _under(open_item: OpenItem | None, style: str) -> OpenItem | None:
    """Return the innermost open item of a higher standard level.

    Where a label belongs whose own list was cut away.
    """
    rank = STANDARD.get(style, 0)
    while (
        open_item is not None
        and open_item.style not in BOUNDARIES
        and STANDARD.get(open_item.style, 0) >= rank
    ):
        open_item = open_item.parent
    return open_item
