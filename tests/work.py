"""Work counted instead of time: how many lines of Python a block runs, on any machine the same.

What runs in C (a pattern of `re`, `str.replace`) counts nothing here: such work is tried at a size
at which a square would never end, and `make test` stops and names what does not end.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

MOST = 50_000_000


def steps(block: Callable[[], object], most: int = MOST) -> int:
    """Count the lines of Python that a block runs; a loop counts its lines each time round.

    It is stopped after `most`, so that a square fails at once.
    """
    count = 0

    def watch(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        del frame
        count += event == "line"
        if count > most:
            raise AssertionError(f"stopped after {most} steps")
        return watch

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        block()
    finally:
        sys.settrace(before)
    return count


def growth(block: Callable[[int], object], size: int) -> float:
    """Tell how many times the work of `size` twice that size takes: 2 in a line, 4 in a square.

    It is stopped at ten times.
    """
    block(size // 4 or 1)  # what is made once (patterns, tables) is made before anything is counted
    small = steps(lambda: block(size))
    return steps(lambda: block(2 * size), 10 * small) / small
