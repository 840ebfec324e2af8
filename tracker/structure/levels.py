"""Which level every label of a provision stands on: the cheapest reading of the whole sequence.

A beam search over the labels in order. A label that continues an open list costs nothing, one that
opens the next standard level next to nothing; gaps, restarts and odd levels cost more. What follows
decides what stands before:

    (h) text.   (i) text.   (j) text.      letters: after the roman reading, (j) would be a gap
    (h) text:   (i) text;   (ii) text.     roman: after the letter, (ii) would begin a list at two
"""

from __future__ import annotations

from operator import itemgetter
from typing import Literal, NamedTuple

from tracker.structure.frames import (
    BOUNDARIES,
    DEFINITION,
    HEADING,
    NO_RESTART,
    REPEATED,
    TWIN,
    Frame,
    following,
    is_repeated,
    path_to,
    starting,
)
from tracker.structure.labels import Label
from tracker.structure.readings import STANDARD
from tracker.structure.repeats import going_on, late_below, repeats

Hint = Literal["", "open", "list"]
_WIDTH, _SLACK = 6, 1.2
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
    frame: Frame | None
    history: tuple[object, Frame | None] | None
    restart: float


def resolve(steps: list[Step], in_definitions: bool) -> list[Frame | None]:
    """Return one frame a step, None for a step that opens nothing.

    Breaks open nothing, nor do labels that turned out to be text.

    `in_definitions` marks a section of definitions, in which an unnumbered term always stands at
    the top.
    """
    slanted = any(
        step.label and any(one.style == "1*" and one.price == 0 for one in step.label.readings)
        for step in steps
    )
    states = [_State(0.0, None, None, NO_RESTART)]
    for step in steps:
        if step.kind == "label":
            assert step.label is not None
            states = _advance(states, step, step.label, 1.2 if slanted else 0.0)
        elif step.kind == "definition":
            states = [_opened(state, _definition(state.frame, in_definitions)) for state in states]
        elif step.kind == "heading":
            states = [_opened(state, _heading(state.frame, step.level)) for state in states]
        else:
            price = 0.3 if step.kind == "break" else 1.5
            states = [
                _State(state.cost, state.frame, (state.history, None), min(price, state.restart))
                for state in states
            ]
    return _unwind(min(states, key=lambda state: state.cost))


def _unwind(state: _State) -> list[Frame | None]:
    frames: list[Frame | None] = []
    history = state.history
    while history is not None:
        frame = history[1]
        frames.append(frame if frame is None or frame.style != REPEATED else None)
        history = history[0]  # type: ignore[assignment]  # a linked list of pairs
    frames.reverse()
    return frames


def _opened(state: _State, frame: Frame) -> _State:
    return _State(state.cost, frame, (state.history, frame), NO_RESTART)


def _definition(frame: Frame | None, in_definitions: bool) -> Frame:
    """Return the frame of a new definition.

    Beside the one that is open, else below the innermost item.
    """
    at = frame
    while at is not None and at.style != DEFINITION:
        at = at.parent
    if at is not None:
        return Frame(at.parent, DEFINITION, at.ordinal + 1)
    while (
        in_definitions
        and frame is not None
        and frame.style not in BOUNDARIES
        and not _is_first_level(frame)
    ):
        frame = frame.parent
    return Frame(frame, DEFINITION, 1)


def _is_first_level(frame: Frame) -> bool:
    return frame.parent is None or frame.parent.style in BOUNDARIES


def _heading(frame: Frame | None, level: int) -> Frame:
    """Return the frame of a numbered heading: below the last heading of a higher level."""
    at = frame
    while at is not None and not (at.style == HEADING and at.ordinal < level):
        at = at.parent
    return Frame(at, HEADING, level)


def _advance(states: list[_State], step: Step, label: Label, upright: float) -> list[_State]:
    if len(states) == 1 and (frame := _plainly_next(states[0].frame, label)):
        return [_opened(states[0], frame)]
    found: list[tuple[float, _State, Frame | None]] = []
    for state in states:
        orphaned = label.joined and state.history is not None and state.history[1] is None
        if orphaned or (label.refuse is not None and not is_repeated(state.frame)):
            refusal = 0.0 if orphaned or label.refuse is None else label.refuse
            found.append((state.cost + refusal, state, None))
        if not orphaned:
            found += [
                (state.cost + price + label.accept, state, frame)
                for price, frame in _moves(state, step, label, upright)
            ]
    if not found:
        return [_taken(state.cost, state, None) for state in states[:1]]
    found.sort(key=itemgetter(0))
    limit = found[0][0] + _SLACK
    kept: dict[tuple[tuple[str, float], ...], _State] = {}
    for cost, state, frame in found:
        if cost > limit or len(kept) == _WIDTH:
            break
        signature = _signature(frame or state.frame)
        if signature not in kept:
            kept[signature] = _taken(cost, state, frame)
    return list(kept.values())


def _taken(cost: float, state: _State, frame: Frame | None) -> _State:
    """Return what a state becomes with a label at this frame, or with the label left as text."""
    if frame is None:
        return _State(cost, state.frame, (state.history, None), state.restart)
    return _State(cost, frame, (state.history, frame), NO_RESTART)


def _plainly_next(frame: Frame | None, label: Label) -> Frame | None:
    """Return the next item of the innermost list where nothing else is near.

    No other reading begins or continues a list.
    """
    if frame is None or label.joined or label.refuse is not None:
        return None
    following: Frame | None = None
    for style, ordinal, _, until in label.readings:
        if until:
            return None
        if style == frame.style and 0 < ordinal - frame.ordinal <= 1:
            following = Frame(frame.parent, style, ordinal, frame.late)
        elif ordinal == 1 or style == frame.style:
            return None
    if following is not None:
        at = frame.parent
        while at is not None:
            if any(at.style == reading.style for reading in label.readings):
                return None
            at = at.parent
    return following


def _signature(frame: Frame | None) -> tuple[tuple[str, float], ...]:
    path = []
    while frame is not None:
        path.append((frame.style, frame.ordinal))
        frame = frame.parent
    return tuple(path)


def _moves(state: _State, step: Step, label: Label, upright: float) -> list[tuple[float, Frame]]:
    """Return every place that the label can take, with its price."""
    frame, hint = state.frame, step.hint
    if label.path:
        if is_repeated(frame):
            return going_on(path_to(frame.parent), int(frame.ordinal), label)
        if label.joined and not label.readings:
            return late_below(frame, label)
    moves = repeats(frame, state.restart, label) if label.after and not label.joined else []
    room = _with_room(frame)
    beside = 1.5 if label.joined else 0.5 if hint == "open" else 0.0
    below = 0.5 if hint == "list" else 0.0
    for style, ordinal, price, until in label.readings:
        last = until or ordinal
        at, climbed, taken, inside = frame, 0, False, True
        while at is not None:
            if at.style == style:
                step_on = ordinal - at.ordinal
                cost = (
                    TWIN
                    if step_on == 0 and not climbed and hint != "open"
                    else following(step_on, at.late, state.restart)
                )
                if hint == "list" and climbed:
                    cost += 0.3
                moves.append(
                    (cost + beside + climbed * 0.02, Frame(at.parent, style, last, at.late))
                )
                taken = taken or inside
            inside = inside and at.style not in BOUNDARIES
            at, climbed = at.parent, climbed + 1
        start = price + (upright if price == 0.3 else 0.0)  # noqa: PLR2004 (the price of a lost italic)
        if not taken:
            begun = Frame(room, style, last, ordinal != 1)
            moves += _beginnings(begun, start + below, start + beside)
        elif ordinal == 1:
            again = 2.0 if hint == "open" or state.restart < NO_RESTART else 3.0
            moves.append((start + again + below, Frame(room, style, last)))
    return moves


def _with_room(frame: Frame | None) -> Frame | None:
    """Return the innermost open item that is not too deep to have another one below it."""
    depth, at = 0, frame
    while at is not None:
        depth, at = depth + 1, at.parent
    return frame if depth < _DEEPEST else path_to(frame)[_DEEPEST - 2]


def _beginnings(begun: Frame, below: float, beside: float) -> list[tuple[float, Frame]]:
    """Return where a list can begin.

    Below the innermost item, or further out where its own list was cut away.
    """
    frame, style, late = begun.parent, begun.style, begun.late
    moves = [(below + starting(frame, style, late), begun)]
    higher = _under(frame, style)
    if higher is not frame:
        moves.append(
            (beside + 2.0 + (0.5 if late else 0.0), Frame(higher, style, begun.ordinal, late))
        )
    outside = frame
    while outside is not None and outside.style[-1] == ".":
        outside = outside.parent
    if (
        outside is not frame
        and outside is not None
        and STANDARD.get(style, 0) == STANDARD.get(outside.style, -2) + 1
    ):
        moves.append(
            (beside + 0.1 + (2.5 if late else 0.0), Frame(outside, style, begun.ordinal, late))
        )
    return moves


def _under(frame: Frame | None, style: str) -> Frame | None:
    """Return the innermost frame of a higher standard level.

    Where a label belongs whose own list was cut away.
    """
    rank = STANDARD.get(style, 0)
    while (
        frame is not None and frame.style not in BOUNDARIES and STANDARD.get(frame.style, 0) >= rank
    ):
        frame = frame.parent
    return frame
