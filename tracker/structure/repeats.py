"""Labels that name their parents again.

`(c)(2)(i)` printed where `(2)(i)` would do, since (c) is open.

    (c)(1)(i)  Text.      open: (c), (1), (ii)
    (ii)       Text.
    (c)(2)(i)  Text.      (c) is named again, (2) follows (1), (i) begins

A label that only names an item again opens nothing. Its open item is of the style "=": the
parent is the innermost one, which stays known, and the place is the depth of the item named.
"""

from __future__ import annotations

from tracker.structure.labels import Label
from tracker.structure.outline import (
    NO_RESTART,
    REPEATED,
    TWIN,
    OpenItem,
    following,
    path_to,
    starting,
)
from tracker.structure.readings import STANDARD, Reading

_Moves = list[tuple[float, OpenItem]]

_REPEAT = 0.05
"""The price of naming an open item again: little, since hardly any list begins twice so.

Less than what tells a letter from a roman numeral: in `(h)(2)`, `(i)`, `(i)(1)` the last label
names the letter before it again."""
_BREAK, _AFTER_BREAK = 0.3, 0.5
"""What beginning a list again costs behind a heading, and what naming an item again costs more.

There `(a)(1)` rather begins another list."""
_AGAIN, _BACK = 2.0, 2.5
"""The prices of `(c)(2)` where an item that came after the first (c)(2) is open.

Its printed name is whole, so it is another (c)(2), and no second (c)."""


def repeats(open_item: OpenItem | None, restart: float, label: Label) -> _Moves:
    """Return where a label only names an item that is open, and the one behind it goes on there."""
    if label.after is None:
        return []
    path = path_to(open_item)
    return [
        (
            _REPEAT + (_AFTER_BREAK if restart <= _BREAK and at.ordinal == 1 else 0.0),
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
                moves.append((_REPEAT, OpenItem(path[-1], REPEATED, depth + 1)))
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
        return following(step_on, late=False, restart=NO_RESTART)
    if step_on == 0 and is_innermost:
        return TWIN
    if to.ordinal == 1:
        return None
    return _AGAIN if step_on == 0 else _BACK


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
