"""The gate before the store: what is no answer is refused, what is hard to believe is doubted.

Capture -> judge    an `Answer` with the value that our reader made of it, once
                    refused: another host, a block page, empty, garbage, not what was asked for
                    absent: not there, or not there yet
        -> doubts   too much lost, glued rows, a key fact gone (quarantine)
"""

from tracker.gate.admission import judge, unusable
from tracker.gate.doubting import Thresholds, doubts, text_doubts
from tracker.gate.facts import Facts, load
from tracker.gate.shape import Shape, shape

__all__ = [
    "Facts",
    "Shape",
    "Thresholds",
    "doubts",
    "judge",
    "load",
    "shape",
    "text_doubts",
    "unusable",
]
