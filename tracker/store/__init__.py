"""The one door to the database: facts that are appended, derived rows that can be dropped and built again.

    captures, runs, spans, decisions   facts: chained by hashes, guarded by triggers      (facts, runs, chain, fact_tables)
    versions, units, changes, ...      derived: ids from content, same facts same rows    (derived_tables, steps, units, ...)

Only this package knows SQLite; `Store` takes and gives values.
"""

from tracker.store.facts import Admitted, Verdict
from tracker.store.opening import Mode
from tracker.store.quarantine import Decision, Quarantined
from tracker.store.runs import POSTPONED
from tracker.store.store import Store
from tracker.store.verify import VerifyReport
from tracker.store.versions import FLOOR

__all__ = [
    "FLOOR",
    "POSTPONED",
    "Admitted",
    "Decision",
    "Mode",
    "Quarantined",
    "Store",
    "Verdict",
    "VerifyReport",
]
