"""The gate before the store: what is no answer is refused, what is hard to believe is doubted.

Capture -> admit    refused: another host, a block page, empty, garbage, not what was asked for   (the source fails)
        -> missing  a 404 that is an answer: not there, or not there yet                           (no failure)
        -> doubts   too much lost, glued rows, a key fact gone                                     (quarantine)
"""

from tracker.gate.admission import admit, missing, passes
from tracker.gate.doubting import doubts, text_doubts
from tracker.gate.facts import Facts, load
from tracker.gate.shape import Shape, shape

__all__ = ["Facts", "Shape", "admit", "doubts", "load", "missing", "passes", "shape", "text_doubts"]
