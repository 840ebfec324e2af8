"""From captures to rows: the only way in which derived rows come about, for `poll`, `backfill` and `rebuild` alike.

    capture --take (by subject)--> rows of the list, readings, documents, pages
            --settle-------------> steps between versions, changes, causes, tags

What stands in the derived tables depends on the facts alone, not on the order in which they were
derived; only the numbering of readings and of document and page versions follows the order in which
captures came to count.
"""

from tracker.derive.apply import Touched, apply, decide, passed_over, settle_all, take, track
from tracker.derive.causes import catch_up, later, recause
from tracker.derive.context import VERSION, DeriveContext
from tracker.derive.pages import page_home, page_now
from tracker.derive.retag import retag

__all__ = [
    "VERSION",
    "DeriveContext",
    "Touched",
    "apply",
    "catch_up",
    "decide",
    "later",
    "page_home",
    "page_now",
    "passed_over",
    "recause",
    "retag",
    "settle_all",
    "take",
    "track",
]  # fmt: skip
