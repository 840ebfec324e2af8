"""Labels that name their parents again.

`(c)(2)(i)` printed where `(2)(i)` would do, since (c) is open.

    (c)(1)(i)  Text.      open: (c), (1), (ii)
    (ii)       Text.
    (c)(2)(i)  Text.      (c) is named again, (2) follows (1), (i) begins

A label that only names an item again opens nothing. Its open item is of the style "=": the
parent is the innermost one, which stays known, and the place is the depth of the item named.
"""

from __future__ import annotations

from tracker.structure import prices
from tracker.structure.labels import Label
from tracker.structure.outline import (
    REPEATED,
    OpenItem,
    following,
    path_to,
    starting,
)
from tracker.structure.readings import STANDARD, Reading

_Moves = list[tuple[float, OpenItem]]


def repeats(open_item: OpenItem | None, restart: float, label: Label) -> _Moves:
    """Return where a label only names an item that is open, and the one behind it goes on there."""
    if label.after is None:
        return []
    path = path_to(open_item)
    is_behind_break = restart <= prices.RESTART_BEHIND_BREAK
    behind_break = prices.REPEAT_BEHIND_BREAK if is_behind_break else 0.0
    return [
        (
            prices.REPEAT + (behind_break if at.ordinal == 1 else 0.0),
            OpenItem(open_item, REPEATED, depth),
        )
        for depth, at in enumerate(path)
        if _names(label, at) and going_on(path, depth, label.after)
    ]


def _names(label: Label, at: OpenItem) -> bool:
    return any(
        reading.style == at.style and reading.ordinal == at.ordinal and not reading.until
        for reading in label.path or label.readings
    )


def going_on(path: list[OpenItem], depth: int, label: Label) -> _Moves:
    """Return what a label can be directly below the open item that the label before it names."""
    above = path[depth]
    below = path[depth + 1] if depth + 1 < len(path) else None
    if below is None or not any(reading.style == below.style for reading in label.path):
        return [
            (
                reading.price + starting(above, reading.style, reading.ordinal != 1),
                _begun(above, reading),
            )
            for reading in label.path
            if _is_deeper(reading, above)
        ]
    moves: _Moves = []
    for reading in label.path:
        step_on = reading.ordinal - below.ordinal
        if reading.style != below.style:
            continue
        if step_on == 0 and label.after is not None:
            if going_on(path, depth + 1, label.after):
                moves.append((prices.REPEAT, OpenItem(path[-1], REPEATED, depth + 1)))
        elif (price := _step(step_on, reading, below is path[-1])) is not None:
            moves.append(
                (
                    price,
                    OpenItem(above, reading.style, reading.until or reading.ordinal, below.late),
                )
            )
    return moves


def _step(step_on: float, to: Reading, is_innermost: bool) -> float | None:
    """Return the price of a step in the list below a repeated label.

    Back to its first item there is none.
    """
    if step_on > 0:
        return following(step_on, late=False, restart=prices.RESTART)
    if step_on == 0 and is_innermost:
        return prices.TWIN
    if to.ordinal == 1:
        return None
    return prices.NAMED_TWICE if step_on == 0 else prices.NAMED_BACK


def _begun(above: OpenItem, reading: Reading) -> OpenItem:
    return OpenItem(above, reading.style, reading.until or reading.ordinal, reading.ordinal != 1)


def _is_deeper(reading: Reading, above: OpenItem) -> bool:
    """Tell whether a list may stand directly below an item.

    One that begins late only at a standard level.
    """
    if reading.ordinal == 1:
        return reading.style != above.style
    return STANDARD.get(reading.style, 0) > STANDARD.get(above.style, 0)


def late_below(open_item: OpenItem | None, label: Label) -> _Moves:
    """Return what `(2)` of `(d)(2)` can be where (d) has just been opened.

    A list whose beginning is elsewhere.
    """
    return [
        (reading.price + starting(open_item, reading.style, late=True), _begun(open_item, reading))
        for reading in label.path
        if open_item is not None and reading.style in STANDARD and _is_deeper(reading, open_item)
    ]
