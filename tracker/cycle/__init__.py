"""The tools of one source in one cycle.

Asking through the gate, keeping answers, pauses, failures.
"""

from tracker.cycle.tools import Cycle, reading
from tracker.cycle.values import Deriving, NoProgress, Postponed, Progress, Settings, Span

__all__ = [
    "Cycle",
    "Deriving",
    "NoProgress",
    "Postponed",
    "Progress",
    "Settings",
    "Span",
    "reading",
]
