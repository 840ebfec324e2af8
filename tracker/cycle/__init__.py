"""The tools of one source in one cycle.

Asking through the gate, keeping answers, pauses, failures.
"""

from tracker.cycle.tools import Cycle, reading
from tracker.cycle.values import Deriving, Postponed, Progress, Settings, Silent, Span

__all__ = ["Cycle", "Deriving", "Postponed", "Progress", "Settings", "Silent", "Span", "reading"]
