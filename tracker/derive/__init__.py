"""From captures to rows, for `poll`, `backfill` and `rebuild` alike: there is no other way.

    answer --take (by its kind)--> rows of the list, readings, documents, pages
           --settle--------------> steps between versions, changes, causes, tags

What stands in the derived tables depends on the facts alone, not on the order in which they were
derived; only the numbering of readings and of document and page versions follows the order in which
captures came to count.
"""

from tracker.derive.apply import Deriver, apply, decide, passed_over, settle_all, take, track
from tracker.derive.causes import catch_up, later, recause
from tracker.derive.context import VERSION, DeriveContext
from tracker.derive.retag import retag

__all__ = [
    "VERSION",
    "DeriveContext",
    "Deriver",
    "apply",
    "catch_up",
    "decide",
    "later",
    "passed_over",
    "recause",
    "retag",
    "settle_all",
    "take",
    "track",
]  # fmt: skip
